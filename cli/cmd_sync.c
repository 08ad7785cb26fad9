/*
 * byline sync: brings the cache up to date and prints how much is in it. Unlike the commands that
 * show figures it is of no use offline, so it refuses.
 */
#include "app/lost_records.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/fresh.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/rows.h"

static command_run run;

const struct command cmd_sync = {
	.name = "sync",
	.synopsis = "sync",
	.summary = "Bring everything up to date",
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES,
};

/*
 * A cache that was deleted does not know the vault's accounts, for which nothing would be found.
 * With no terminal to ask on, watched accounts are brought up to date all the same.
 */
static enum status know_accounts(struct cli *cli, struct err *e)
{
	enum status s;

	if (!has_vault_without_records(cli->app))
		return STATUS_OK;
	s = cmd_own_vault_unlock(cli, e);
	return s == ERR_USAGE ? STATUS_OK : s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_sync, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "write the cache", e);
	if (s == STATUS_OK)
		s = know_accounts(cli, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	if (cmd_print_is_data(cli)) {
		struct json *top = json_new_object(), *list = json_new_array();
		struct json *known = json_new_object();

		cmd_rows_add_owner(known, f.snapshot);
		json_add_number(known, "datasets", f.snapshot->n_datasets);
		json_add_number(known, "epochs", f.snapshot->n_epochs);
		json_add_number(known, "attributions", f.snapshot->attributions_total);
		json_add(list, NULL, known);
		json_add(top, "known", list);
		s = cmd_print_reply(cli, top, e);
	} else {
		cmd_fresh_print(cli, &f);
		cmd_print_line(cli, "%zu datasets, %zu settled epochs, %llu attributions",
			       f.snapshot->n_datasets, f.snapshot->n_epochs,
			       (unsigned long long)f.snapshot->attributions_total);
		if (!f.snapshot->has_account && !f.snapshot->has_vault)
			cmd_print_hint(
				cli, "No account yet. Next: byline init, or: byline account watch "
				     "ADDRESS");
	}
	return cmd_fresh_end(cli, &f, s, true);
}
