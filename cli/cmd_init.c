/*
 * byline init: makes a new vault. The recovery phrase is shown on request only, on the terminal
 * and never on stdout, so that no log or file keeps it.
 */
#include <string.h>

#include "app/create_vault.h"
#include "app/vault_state.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"

struct init_options {
	bool show_phrase;
	const char *words;
};

static const struct cmd_option options[] = {
	CMD_FLAG("show-phrase", struct init_options, show_phrase),
	CMD_VALUE("words", "12|24", struct init_options, words),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_init = {
	.name = "init",
	.synopsis = "init [--words 12|24] [--show-phrase]",
	.summary = "Makes a new vault",
	.help = "  --words N      words of the recovery phrase, 24 by default\n"
		"  --show-phrase  shows the phrase on the terminal, never on stdout\n"
		"byline never overwrites a vault.\n",
	.options = options,
	.run = run,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct init_options o = {.words = "24"};
	uint64_t words = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_init, e);

	if (s == STATUS_OK && (parse_u64(&words, o.words, strlen(o.words)) != STATUS_OK ||
			       (words != 12 && words != 24)))
		s = err_set(e, ERR_USAGE, "--words takes 12 or 24");
	if (s == STATUS_OK)
		s = require_no_vault(cli->app, e);
	/* Check for a terminal first: a vault whose phrase cannot be shown as asked is not made. */
	if (s == STATUS_OK && o.show_phrase)
		s = cmd_own_vault_check_terminal(e);
	if (s == STATUS_OK)
		s = create_vault(cli->app, (unsigned)words, o.show_phrase, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_print(cli, "Created", NULL, e);
	if (s == STATUS_OK && !o.show_phrase)
		cmd_print_hint(cli,
			       "Write down the recovery phrase now: byline backup --show-phrase");
	return s;
}
