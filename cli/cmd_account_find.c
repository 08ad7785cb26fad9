/*
 * byline account find: where below the phrase an address is. Nothing is added, since whoever looks
 * may only want to know. An account of the vault is found at any path, others at the usual ones.
 */
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/remembered.h"

static command_run run;

const struct command cmd_account_find = {
	.name = "find",
	.synopsis = "account find ADDRESS",
	.summary = "its path below the phrase",
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_VAULT,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_remembered r = {.given = true};
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_account_find, e);

	if (s == STATUS_OK)
		s = cmd_read_address(&r.address, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_remembered_find(cli, &r, e);
	if (s == STATUS_OK && !r.found && !r.kept)
		s = err_set(e, ERR_NOT_FOUND, "%s", r.why.text);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		struct json *top = json_new_object();

		cmd_remembered_add(top, &r);
		return cmd_print_reply(cli, top, e);
	}
	if (s == STATUS_OK)
		cmd_remembered_print(cli, &r);
	if (s == STATUS_OK && !r.kept)
		cmd_print_hint(cli, "Next: byline account new --path adds it; h may stand for '.");
	return s;
}
