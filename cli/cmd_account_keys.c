/*
 * byline account import and account export: private keys that come from other wallets, as text or
 * as keystores, and keystores for other wallets. A file that cannot be read or written is refused
 * before anybody is asked for a passphrase.
 */
#include "app/account_keys.h"
#include "app/create_vault.h"
#include "app/vault_state.h"
#include "base/buf.h"
#include "base/file.h"
#include "cli/account_print.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/read.h"

struct key_options {
	const char *label, *keystore;
};

static const struct cmd_option import_options[] = {
	CMD_VALUE("keystore", "FILE", struct key_options, keystore),
	CMD_VALUE("label", "TEXT", struct key_options, label),
	CMD_OPTIONS_END,
};

static const struct cmd_option export_options[] = {
	CMD_VALUE("keystore", "FILE", struct key_options, keystore),
	CMD_OPTIONS_END,
};

static command_run run_import, run_export;

const struct command cmd_account_import = {
	.name = "import",
	.synopsis = "account import [OPTIONS]",
	.summary = "an account from its private key",
	.options = import_options,
	.run = run_import,
};

const struct command cmd_account_export = {
	.name = "export",
	.synopsis = "account export ACCOUNT --keystore FILE",
	.summary = "its key, for another wallet",
	.options = export_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_export,
	.needs = CMD_NEEDS_VAULT,
};

/* A file that cannot be read is refused before anybody is asked for anything. */
static enum status read_keystore(struct buf *file, const char *path, struct err *e)
{
	enum status s = file_read(file, path, e);

	if (s == STATUS_OK)
		s = check_keystore(file, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", path);
}

/*
 * Dataset keys come from a phrase, so that an imported key joins a vault that has one. The phrase
 * is shown where there is a terminal; a script learns how to see it.
 */
static enum status make_vault(struct cli *cli, struct err *e)
{
	const bool shows = cmd_own_vault_check_terminal(NULL) == STATUS_OK;
	enum status s;

	cmd_print_hint(cli, "There is no vault yet, so one is made, with a phrase of its own.");
	s = create_vault(cli->app, 24, shows, e);
	if (s == STATUS_OK && !shows)
		cmd_print_hint(cli, "Write down its phrase: byline backup --show-phrase");
	return s;
}

/* No phrase brings the key back, and whoever imports one is told so. */
static enum status run_import(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct key_options o = {.label = ""};
	struct address address;
	struct buf keystore;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_account_import, e);

	buf_init(&keystore, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "import an account", e);
	if (s == STATUS_OK && o.keystore != NULL)
		s = read_keystore(&keystore, o.keystore, e);
	if (s == STATUS_OK && !has_vault(cli->app))
		s = make_vault(cli, e);
	if (s == STATUS_OK)
		s = import_account(cli->app, o.keystore != NULL ? &keystore : NULL, o.label,
				   &address, e);
	if (s == STATUS_OK)
		s = cmd_account_print(cli, "Imported", &address, e);
	if (s == STATUS_OK)
		cmd_print_hint(cli, "The recovery phrase does not bring this key back; byline "
				    "backup keeps it.");
	buf_release(&keystore);
	return s;
}

/* Whoever has the file and its passphrase has the account, and is told so. */
static enum status run_export(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct key_options o = {0};
	struct address address;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_account_export, e);

	if (s == STATUS_OK && o.keystore == NULL)
		s = err_set(e, ERR_USAGE, "--keystore names the file to be written");
	if (s == STATUS_OK)
		s = file_check_new(o.keystore, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_require(cli, e);
	if (s == STATUS_OK)
		s = cmd_read_account(cli, &address, argv[0], e);
	if (s == STATUS_OK)
		s = export_account(cli->app, &address, o.keystore, e);
	if (s == STATUS_OK)
		s = cmd_account_print(cli, "Exported", &address, e);
	if (s == STATUS_OK)
		cmd_print_hint(cli, "Whoever has this file and its passphrase has the account.");
	return s;
}
