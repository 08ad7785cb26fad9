/*
 * Values as text for people. Amounts have at most six decimals, which is less than the chain has;
 * --json prints them exactly.
 */
#include "cli/format.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

/* A locale other than UTF-8 gets ASCII marks; a screen reader gets words. */
const char *cmd_format_mark(const struct cli *cli, enum trust t)
{
	bool ascii = cli->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;

	if (cli->accessible)
		return trust_word(t);
	return trust_mark(t, ascii);
}

void cmd_format_figure(char out[static CMD_FORMAT_FIGURE_SIZE], const struct cli *cli,
		       const struct figure *f, const struct cmd_unit *unit)
{
	char text[AMOUNT_TEXT_SIZE];

	if (!f->known) {
		snprintf(out, CMD_FORMAT_FIGURE_SIZE, "-");
		return;
	}
	amount_format(text, &f->value, unit->decimals, 6);
	snprintf(out, CMD_FORMAT_FIGURE_SIZE, "%s %s %s", text, unit->symbol,
		 cmd_format_mark(cli, f->trust));
}

void cmd_format_time(char out[static CLOCK_LOCAL_SIZE], int64_t seconds)
{
	if (seconds == 0)
		snprintf(out, CLOCK_LOCAL_SIZE, "-");
	else
		clock_format_local(out, seconds);
}
