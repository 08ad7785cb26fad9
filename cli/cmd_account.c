/* byline account: those of the vault, and those that are only watched. */
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/values.h"

static struct json *account_object(const struct snapshot_account *a)
{
	struct json *account = json_new_object();

	cmd_add_address(account, "address", &a->address);
	json_add_text(account, "label", a->label);
	json_add_bool(account, "watch_only", a->watch_only);
	if (a->watch_only)
		json_add_null(account, "index");
	else
		json_add_u64(account, "index", a->index);
	return account;
}

static enum status print_accounts(struct cli *cli, const struct snapshot_account *accounts,
				  size_t n, struct err *e)
{
	char address[ADDRESS_TEXT_SIZE];
	struct cmd_grid g;

	if (n == 0) {
		cmd_hint(cli, "No account yet. Next: byline init, or: byline account watch "
			      "ADDRESS");
		return STATUS_OK;
	}
	cmd_grid_init(&g, "rlll");
	cmd_grid_head(&g, "INDEX", "ADDRESS", "KEY", "LABEL", NULL);
	for (size_t i = 0; i < n; i++) {
		address_format(address, &accounts[i].address);
		if (accounts[i].watch_only)
			cmd_grid_add(&g, "-");
		else
			cmd_grid_add(&g, "%u", accounts[i].index);
		cmd_grid_add(&g, "%s", address);
		cmd_grid_add(&g, "%s", accounts[i].watch_only ? "watch only" : "in the vault");
		cmd_grid_add(&g, "%s", accounts[i].label);
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("account")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object(), *list = json_new_array();

		for (size_t i = 0; i < n; i++)
			json_add(list, NULL, account_object(&accounts[i]));
		json_add(top, "accounts", list);
		s = cmd_print_json(top, e);
	} else if (s == STATUS_OK) {
		s = print_accounts(cli, accounts, n, e);
	}
	free(accounts);
	return s;
}

/* The account as it is known after a change. */
static enum status tell(struct cli *cli, const char *done, const struct address *address,
			struct err *e)
{
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	size_t n = 0, i = 0;
	enum status s = load_accounts(cli->app, &accounts, &n, e);

	address_format(text, address);
	if (s == STATUS_OK)
		s = find_account(&i, accounts, n, text, e);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object();

		json_add(top, "account", account_object(&accounts[i]));
		s = cmd_print_json(top, e);
	} else if (s == STATUS_OK) {
		cmd_say(cli, "%s %s%s%s", done, text, accounts[i].label[0] != '\0' ? " " : "",
			accounts[i].label);
	}
	free(accounts);
	return s;
}

static enum status run_new(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *label = "";
	const struct option_spec specs[] = {
		{"label", NULL, &label},
		{NULL, NULL, NULL},
	};
	struct address address;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("account")->synopsis, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "add an account", e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = add_account(cli->app, label, &address, e);
	return s == STATUS_OK ? tell(cli, "Added", &address, e) : s;
}

static enum status run_watch(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *label = NULL;
	const struct option_spec specs[] = {
		{"label", NULL, &label},
		{NULL, NULL, NULL},
	};
	struct address address;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find("account")->synopsis, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "add an account", e);
	if (s == STATUS_OK && address_parse(&address, argv[0], strlen(argv[0])) != STATUS_OK)
		s = err_set(e, ERR_USAGE,
			    "\"%.64s\" is not an address, or its checksum is wrong (EIP-55)",
			    argv[0]);
	if (s == STATUS_OK)
		s = watch_account(cli->app, &address, label, e);
	if (s == STATUS_OK)
		s = tell(cli, "Watching", &address, e);
	if (s == STATUS_OK)
		cmd_hint(cli, "Next: byline balance");
	return s;
}

static enum status run_forget(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	char text[ADDRESS_TEXT_SIZE];
	size_t n = 0, i = 0;
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("account")->synopsis, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "forget an account", e);
	if (s == STATUS_OK)
		s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = find_account(&i, accounts, n, argv[0], e);
	if (s == STATUS_OK)
		s = forget_account(cli->app, &accounts[i], e);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object();

		json_add(top, "account", account_object(&accounts[i]));
		s = cmd_print_json(top, e);
	} else if (s == STATUS_OK) {
		address_format(text, &accounts[i].address);
		cmd_say(cli, "No longer watching %s", text);
	}
	free(accounts);
	return s;
}

static enum status run_label(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	struct address address;
	size_t n = 0, i = 0;
	bool in_vault;
	enum status s = cmd_check_operands(argc, 2, 2, cmd_find("account")->synopsis, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "label an account", e);
	if (s == STATUS_OK)
		s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = find_account(&i, accounts, n, argv[0], e);
	if (s == STATUS_OK) {
		address = accounts[i].address;
		in_vault = !accounts[i].watch_only;
	}
	free(accounts);
	if (s != STATUS_OK)
		return s;
	/* The vault keeps its own labels; the cache only mirrors them. */
	if (in_vault)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = label_account(cli->app, &address, argv[1], e);
	return s == STATUS_OK ? tell(cli, "Labelled", &address, e) : s;
}

enum status cmd_account(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"list", run_list},	{"new", run_new},     {"watch", run_watch},
		{"forget", run_forget}, {"label", run_label}, {NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "account", e);
}
