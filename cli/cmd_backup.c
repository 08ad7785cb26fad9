/* byline backup: what the network cannot give back. */
#include "app/backup.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/new_vault.h"
#include "cli/output.h"
#include "cli/prompt.h"

static enum status show_phrase(struct cli *cli, struct err *e)
{
	struct secret *passphrase = NULL;
	enum status s = cmd_ask_passphrase(cli, &passphrase, "Passphrase: ", false, e);

	if (s == STATUS_OK)
		s = unlock_vault(cli->app, passphrase, e);
	if (s == STATUS_OK)
		s = cmd_show_phrase(cli, passphrase, e);
	secret_free(passphrase);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object();

		json_add_bool(top, "phrase_shown", true);
		s = cmd_print_json(top, e);
	}
	return s;
}

static enum status tell(struct cli *cli, const struct backup_result *r, const char *path,
			struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_say(cli,
			"Wrote %s: %llu accounts; of %llu networks %llu datasets, %llu "
			"transactions, "
			"%llu claims",
			path, (unsigned long long)r->accounts, (unsigned long long)r->networks,
			(unsigned long long)r->datasets, (unsigned long long)r->transactions,
			(unsigned long long)r->claims);
		if (r->has_vault)
			cmd_say(cli, "Wrote %s.vault: the vault, encrypted as it is", path);
		cmd_hint(cli, "Keep both where you keep nothing else. The phrase opens the vault "
			      "without either: byline backup --show-phrase");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "file", path);
	if (r->has_vault)
		json_add_textf(top, "vault_file", "%s.vault", path);
	else
		json_add_null(top, "vault_file");
	json_add_u64(top, "accounts", r->accounts);
	json_add_u64(top, "networks", r->networks);
	json_add_u64(top, "datasets", r->datasets);
	json_add_u64(top, "transactions", r->transactions);
	json_add_u64(top, "claims", r->claims);
	return cmd_print_json(top, e);
}

enum status cmd_backup(struct cli *cli, int argc, char **argv, struct err *e)
{
	bool show = false;
	const struct option_spec specs[] = {
		{"show-phrase", &show, NULL},
		{NULL, NULL, NULL},
	};
	struct backup_result result;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, show ? 0 : 1, show ? 0 : 1, cmd_find("backup")->synopsis,
				       e);
	if (s == STATUS_OK && show)
		return show_phrase(cli, e);
	if (s == STATUS_OK)
		s = write_backup(cli->app, &result, argv[0], e);
	return s == STATUS_OK ? tell(cli, &result, argv[0], e) : s;
}
