/*
 * byline send: sends coins or tokens to an address. The act goes the way of all acts
 * (cli/flow.h).
 */
#include "act/pay.h"
#include "act/tx_file.h"
#include "cli/command.h"
#include "cli/flow.h"
#include "cli/flow_options.h"
#include "cli/read.h"

static command_run run;

const struct command cmd_send = {
	.name = "send",
	.synopsis = "send TOKEN AMOUNT TO",
	.summary = "Send coins or tokens",
	.help = "TOKEN is a symbol or address in the network's profile, or its coin; TO a whole\n"
		"address.\n" CMD_FLOW_HELP CMD_FLOW_TX_STEPS,
	.options = cmd_flow_options_table,
	.min_operands = 3,
	.max_operands = 3,
	.run = run,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_flow_options o = {0};
	struct act *act = NULL;
	struct address to;
	enum status s = cmd_flow_options_take(&o, argc, argv, &cmd_send, e);

	/* Money goes to whole addresses only: a mistyped label could name another account. */
	if (s == STATUS_OK)
		s = cmd_read_address(&to, argv[2], e);
	if (s == STATUS_OK)
		s = prepare_send(cli->app, &cli->task, &act, argv[0], argv[1], &to, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}
