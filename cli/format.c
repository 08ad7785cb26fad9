/* Marks, words and times for people, for commands whose output is no table. */
#include "cli/format.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

/* A locale other than UTF-8 gets ASCII marks; a screen reader gets words. */
struct value_style cmd_format_style(const struct cli *cli)
{
	return (struct value_style){
		.ascii = cli->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
		.words = cli->accessible,
	};
}

const char *cmd_format_mark(const struct cli *cli, enum trust t)
{
	const struct value_style style = cmd_format_style(cli);

	return style.words ? trust_word(t) : trust_mark(t, style.ascii);
}

void cmd_format_time(char out[static CLOCK_LOCAL_SIZE], int64_t seconds)
{
	if (seconds == 0)
		snprintf(out, CLOCK_LOCAL_SIZE, "-");
	else
		clock_format_local(out, seconds);
}
