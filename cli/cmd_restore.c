/* byline restore: a vault from its phrase or from a copy of its file. */
#include "app/backup.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/new_vault.h"
#include "cli/output.h"
#include "cli/prompt.h"

static enum status from_phrase(struct cli *cli, struct err *e)
{
	struct secret *phrase = NULL, *passphrase = NULL;
	enum status s = cmd_ask_secret(cli, &phrase, "Recovery phrase: ", e);

	if (s == STATUS_OK)
		s = cmd_ask_passphrase(cli, &passphrase, "New passphrase: ", true, e);
	if (s == STATUS_OK)
		s = restore_vault(cli->app, phrase, passphrase, e);
	secret_free(phrase);
	secret_free(passphrase);
	return s;
}

static enum status from_file(struct cli *cli, const char *path, struct err *e)
{
	struct secret *passphrase = NULL;
	enum status s = cmd_ask_passphrase(cli, &passphrase, "Passphrase: ", false, e);

	if (s == STATUS_OK)
		s = restore_vault_file(cli->app, path, passphrase, e);
	secret_free(passphrase);
	return s;
}

enum status cmd_restore(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *vault = NULL;
	const struct option_spec specs[] = {
		{"vault", NULL, &vault},
		{NULL, NULL, NULL},
	};
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("restore")->synopsis, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "create a vault", e);
	if (s == STATUS_OK && has_vault(cli->app))
		s = err_set(e, ERR_EXISTS, "%s exists; byline never overwrites a vault",
			    app_paths(cli->app)->vault);
	if (s == STATUS_OK)
		s = vault != NULL ? from_file(cli, vault, e) : from_phrase(cli, e);
	if (s == STATUS_OK)
		s = cmd_tell_vault(cli, "Restored", e);
	if (s == STATUS_OK)
		cmd_hint(cli, "Next: byline account new adds further accounts, byline sync finds "
			      "your datasets.");
	return s;
}
