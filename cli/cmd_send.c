/*
 * byline send: sends coins or tokens to an address. The act goes the way of all acts
 * (cli/flow.h).
 */
#include <string.h>

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
		"address. The AMOUNT all is everything, of coins less the most that gas and a\n"
		"rollup's own fees may cost.\n" CMD_FLOW_HELP CMD_FLOW_TX_STEPS,
	.options = cmd_flow_options_table,
	.min_operands = 3,
	.max_operands = 3,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT | CMD_NEEDS_ONE,
};

static bool is_address(const char *text)
{
	struct address a;

	return address_parse(&a, text, strlen(text)) == STATUS_OK;
}

static bool is_amount(const char *text)
{
	return strcasecmp(text, "all") == 0 ||
	       (text[0] != '\0' && text[strspn(text, "0123456789.")] == '\0');
}

/*
 * Other programs take the amount or the address first. What was meant is plain then, but with money
 * nothing is guessed: the right line is shown, to be typed.
 */
static enum status check_order(char *const *words, struct err *e)
{
	const char *token = NULL, *amount = NULL, *to = NULL;

	for (int i = 0; i < 3; i++) {
		if (is_amount(words[i]))
			amount = words[i];
		else if (is_address(words[i]) && (to == NULL || i > 0))
			to = words[i];
		else
			token = words[i];
	}
	if (token == NULL || amount == NULL || to == NULL ||
	    (token == words[0] && amount == words[1]))
		return STATUS_OK;
	return err_set(e, ERR_USAGE,
		       "send takes the token, the amount and the address, in this order: byline "
		       "send %.32s %.40s %.42s",
		       token, amount, to);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_flow_options o = {0};
	struct act *act = NULL;
	struct address to;
	enum status s = cmd_flow_options_take(&o, argc, argv, &cmd_send, e);

	if (s == STATUS_OK)
		s = check_order(argv, e);
	/* Money goes to whole addresses only: a mistyped label could name another account. */
	if (s == STATUS_OK)
		s = cmd_read_address(&to, argv[2], e);
	if (s == STATUS_OK)
		s = prepare_send(cli->app, &cli->task, &act, argv[0], argv[1], &to, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}
