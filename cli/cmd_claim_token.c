/*
 * byline claim token: shows what is owed in a token that nobody asked for, from now on, or folds it
 * away again. Nothing is claimed by it.
 */
#include "app/ask_token.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/read.h"

struct token_options {
	bool fold;
};

static const struct cmd_option options[] = {
	CMD_FLAG("fold", struct token_options, fold),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_claim_token = {
	.name = "token",
	.synopsis = "claim token ADDRESS [--fold]",
	.summary = "lists what is owed in it, or not any more",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ONE,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct token_options o = {0};
	struct address token;
	struct json *top;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_claim_token, e);

	if (s == STATUS_OK)
		s = cmd_read_address(&token, argv[0], e);
	if (s == STATUS_OK)
		s = ask_token(cli->app, &token, !o.fold, e);
	if (s != STATUS_OK)
		return s;
	cmd_envelope_note_cached(cli);
	top = json_new_object();
	member_add_address(top, "token", &token);
	json_add_bool(top, "asked", !o.fold);
	s = cmd_print_summary(cli, top, e);
	cmd_print_hint(cli, "See: byline claims%s", o.fold ? " --all" : "");
	return s;
}
