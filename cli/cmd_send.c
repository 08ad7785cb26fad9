/* byline send: coins or tokens to somebody. */
#include <string.h>

#include "act/pay.h"
#include "act/tx_file.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"

enum status cmd_send(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_act_options o = {0};
	struct act *act = NULL;
	struct address to;
	enum status s = cmd_take_act(&o, argc, argv, 3, "send", e);

	/* A label could be mistyped into another account; money goes to whole addresses only. */
	if (s == STATUS_OK && address_parse(&to, argv[2], strlen(argv[2])) != STATUS_OK)
		s = err_set(e, ERR_USAGE,
			    "\"%.64s\" is not an address, or its checksum is wrong (EIP-55)",
			    argv[2]);
	if (s == STATUS_OK)
		s = prepare_send(cli->app, &cli->task, &act, argv[0], argv[1], &to, e);
	return s == STATUS_OK ? cmd_act(cli, act, &o, export_act, e) : s;
}
