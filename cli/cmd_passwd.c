/* byline passwd: another passphrase for the vault. */
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/prompt.h"

static enum status tell(struct cli *cli, struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_say(cli, "The passphrase is changed.");
		cmd_hint(cli, "Copies of the old vault file still open with the old one.");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "vault", app_paths(cli->app)->vault);
	json_add_bool(top, "changed", true);
	return cmd_print_json(top, e);
}

enum status cmd_passwd(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct secret *old = NULL, *passphrase = NULL;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("passwd")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = require_writable(cli->app, "change the passphrase", e);
	if (s == STATUS_OK)
		s = cmd_ask_passphrase(cli, &old, "Present passphrase: ", false, e);
	if (s == STATUS_OK)
		s = unlock_vault(cli->app, old, e);
	if (s == STATUS_OK)
		s = cmd_ask_passphrase(cli, &passphrase, "New passphrase: ", true, e);
	if (s == STATUS_OK)
		s = change_passphrase(cli->app, old, passphrase, e);
	secret_free(old);
	secret_free(passphrase);
	return s == STATUS_OK ? tell(cli, e) : s;
}
