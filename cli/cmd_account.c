/*
 * byline account: lists, adds, watches, forgets and labels accounts.
 *
 * The members stand first, then the printing of accounts, then one run_…() for each member.
 * Accounts of the vault have keys and are never forgotten; watched ones are addresses only. After
 * a change the account is loaded again, so that the output shows what was stored and not what was
 * asked for.
 */
#include <stdlib.h>

#include "app/account.h"
#include "app/account_keys.h"
#include "app/load.h"
#include "app/lost_records.h"
#include "app/owner.h"
#include "app/unlock.h"
#include "cli/account_print.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"

struct account_options {
	const char *label, *path;
};

static const struct cmd_option new_options[] = {
	CMD_VALUE("label", "TEXT", struct account_options, label),
	CMD_VALUE("path", "PATH|NAME", struct account_options, path),
	CMD_OPTIONS_END,
};

static command_run run_list, run_new, run_forget, run_label;

static const struct command list_command = {
	.name = "list",
	.synopsis = "account list",
	.summary = "the vault's, and watched ones",
	.run = run_list,
};

static const struct command new_command = {
	.name = "new",
	.synopsis = "account new [--path PATH|NAME] [--label TEXT]",
	.summary = "the next account of the vault",
	.options = new_options,
	.run = run_new,
	.needs = CMD_NEEDS_VAULT,
};

static const struct command forget_command = {
	.name = "forget",
	.synopsis = "account forget ACCOUNT",
	.summary = "stops showing a watched account",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_forget,
};

static const struct command label_command = {
	.name = "label",
	.synopsis = "account label ACCOUNT TEXT",
	.summary = "gives it another label",
	.min_operands = 2,
	.max_operands = 2,
	.run = run_label,
};

static const struct command *const members[] = {
	&list_command,	     &new_command,	  &cmd_account_find,
	&cmd_account_import, &cmd_account_export, &cmd_account_watch,
	&forget_command,     &label_command,	  NULL};

const struct command cmd_account = {
	.name = "account",
	.summary = "Accounts of the vault, and those only watched",
	.help = "An ACCOUNT is an address, a label, or the number of an account in the vault. The\n"
		"list says which accounts run a contract's code (EIP-7702) by the last sync.\n"
		"  --path         where the account's key is below the phrase: a path, such as\n"
		"                 m/44'/60'/0'/0/5, or the wallet whose next account it is:\n"
		"                 metamask (as without --path), ledger-live, ledger-legacy, mew\n"
		"  --keystore     the file of another wallet (Web3 Secret Storage, version 3)\n"
		"find looks for an address at these paths below the phrase, 50 accounts of each,\n"
		"and adds nothing. watch takes an address, or the extended public key (xpub) of\n"
		"an account, from which the addresses of its first accounts follow:\n"
		"  --count N      so many of them, 1 to 20; without it, one\n"
		"import asks for the private key in hex, or for the keystore's passphrase. With\n"
		"--passphrase-fd the vault's passphrase is the first line, and it the second. The\n"
		"phrase does not bring an imported key back: only the vault's file and backups\n"
		"have it. export asks for the vault's passphrase and then for a new one, of 8\n"
		"characters at least, which alone protects the file.\n",
	.members = members,
};

/* Most people have no such account, and so no column for it. */
static bool any_delegates(const struct cmd_rows *rows)
{
	const struct snapshot_account *accounts = rows->rows;

	for (size_t i = 0; i < rows->n; i++)
		if (owner_delegating(rows->snapshot, &accounts[i]) != NULL)
			return true;
	return false;
}

static enum status print_accounts(struct cli *cli, const struct cmd_rows *rows, struct err *e)
{
	struct json *top;

	if (cli->json) {
		top = json_new_object();
		cmd_rows_add(top, rows);
		return cmd_print_reply(cli, top, e);
	}
	if (rows->n == 0 && !cli->plain) {
		if (!has_vault_without_records(cli->app))
			cmd_print_hint(cli, "No account yet. Next: byline init, or: byline account "
					    "watch ADDRESS");
		return STATUS_OK;
	}
	return cmd_rows_print(cli, rows,
			      any_delegates(rows)
				      ? "index address watch_only path label delegated_to"
				      : "index address watch_only path label",
			      e);
}

/* The snapshot is that of the cache: nobody is asked whether an account delegates by now. */
static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	const struct snapshot *snapshot = NULL;
	struct cmd_rows rows;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &snapshot, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_ACCOUNT, snapshot);
	s = print_accounts(cli, &rows, e);
	snapshot_unref(snapshot);
	return s;
}

/* The next account comes from the phrase, which only the passphrase opens. */
static enum status run_new(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct account_options o = {.label = "", .path = ""};
	struct address address;
	enum status s = cmd_args_take(&o, argc, argv, &new_command, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "add an account", e);
	if (s == STATUS_OK)
		s = cmd_own_vault_require(cli, e);
	if (s == STATUS_OK)
		s = add_account(cli->app, o.path, o.label, &address, e);
	return s == STATUS_OK ? cmd_account_print(cli, "Added", &address, e) : s;
}

/* Only watched accounts can be forgotten; forget_account() refuses the others. */
static enum status run_forget(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	size_t n = 0, i = 0;
	enum status s = cmd_args_take(NULL, argc, argv, &forget_command, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "forget an account", e);
	if (s == STATUS_OK)
		s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = n == 0 ? refuse_no_account(cli->app, e)
			   : find_account(&i, accounts, n, argv[0], e);
	if (s == STATUS_OK)
		s = forget_account(cli->app, &accounts[i], e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		struct json *top = json_new_object();

		json_add(top, "account", cmd_account_object(&accounts[i]));
		s = cmd_print_reply(cli, top, e);
	} else if (s == STATUS_OK) {
		address_format(text, &accounts[i].address);
		cmd_print_line(cli, "No longer watching %s", text);
	}
	free(accounts);
	return s;
}

/* The label of an account of the vault is written into the vault, which is opened for it. */
static enum status run_label(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	struct address address;
	size_t n = 0, i = 0;
	bool in_vault;
	enum status s = cmd_args_take(NULL, argc, argv, &label_command, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "label an account", e);
	if (s == STATUS_OK)
		s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = n == 0 ? refuse_no_account(cli->app, e)
			   : find_account(&i, accounts, n, argv[0], e);
	if (s == STATUS_OK) {
		address = accounts[i].address;
		in_vault = !accounts[i].watch_only;
	}
	free(accounts);
	if (s != STATUS_OK)
		return s;
	/* Labels of its own accounts are stored in the vault, and copied to the cache. */
	if (in_vault)
		s = cmd_own_vault_require(cli, e);
	if (s == STATUS_OK && in_vault)
		s = unlock_vault(cli->app, e);
	if (s == STATUS_OK)
		s = label_account(cli->app, in_vault, &address, argv[1], e);
	return s == STATUS_OK ? cmd_account_print(cli, "Labelled", &address, e) : s;
}
