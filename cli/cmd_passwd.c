/*
 * byline passwd: changes the passphrase of the vault. The present one opens the vault first, so
 * that a mistyped one changes nothing.
 */
#include "app/passphrase.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"

static command_run run;

const struct command cmd_passwd = {
	.name = "passwd",
	.synopsis = "passwd",
	.summary = "Changes the passphrase of the vault",
	.help = "With --passphrase-fd the present one is the first line, the new one the second.\n",
	.run = run,
	.needs = CMD_NEEDS_VAULT,
};

/* A copy of the vault file made before keeps its passphrase, which a person must know. */
static enum status print_result(struct cli *cli, struct err *e)
{
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "The passphrase is changed.");
		cmd_print_hint(cli,
			       "Copies of the old vault file still open with the old passphrase.");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "vault", app_paths(cli->app)->vault);
	json_add_bool(top, "changed", true);
	return cmd_print_reply(cli, top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_passwd, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "change the passphrase", e);
	if (s == STATUS_OK)
		s = unlock_vault(cli->app, e);
	if (s == STATUS_OK)
		s = change_passphrase(cli->app, e);
	return s == STATUS_OK ? print_result(cli, e) : s;
}
