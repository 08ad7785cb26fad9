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

/* How much is known of a network, or of one account there. */
struct known {
	size_t datasets, epochs;
	uint64_t attributions;
};

static struct known count_known(const struct snapshot *s, uint16_t network)
{
	struct known k = {0};

	for (size_t i = 0; i < s->n_datasets; i++)
		k.datasets += s->datasets[i].of.network == network;
	for (size_t i = 0; i < s->n_epochs; i++)
		k.epochs += s->epochs[i].of.network == network;
	for (size_t i = 0; i < s->n_standings; i++)
		if (s->standings[i].of.network == network)
			k.attributions += s->standings[i].attributions;
	return k;
}

static struct json *known_list(const struct snapshot *s)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < s->n_networks; i++) {
		struct snapshot_owner of = {(uint16_t)i, SNAPSHOT_NONE, SNAPSHOT_NONE};
		struct known k = count_known(s, of.network);
		struct json *known = json_new_object();

		if (s->one_account)
			of.account = (uint16_t)s->account;
		cmd_rows_add_owner(known, s, &of);
		json_add_number(known, "datasets", k.datasets);
		json_add_number(known, "epochs", k.epochs);
		json_add_number(known, "attributions", k.attributions);
		json_add(list, NULL, known);
	}
	return list;
}

static void print_known(const struct cli *cli, const struct snapshot *s, uint16_t network)
{
	struct known k = count_known(s, network);

	cmd_print_line(cli, "%s%s%zu datasets, %zu settled epochs, %llu attributions",
		       s->n_networks > 1 ? s->networks[network].name : "",
		       s->n_networks > 1 ? ": " : "", k.datasets, k.epochs,
		       (unsigned long long)k.attributions);
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
		struct json *top = json_new_object();

		json_add(top, "known", known_list(f.snapshot));
		s = cmd_print_reply(cli, top, e);
	} else {
		cmd_fresh_print(cli, &f);
		for (size_t i = 0; i < f.snapshot->n_networks; i++)
			print_known(cli, f.snapshot, (uint16_t)i);
		if (!f.snapshot->has_account && !f.snapshot->has_vault)
			cmd_print_hint(
				cli, "No account yet. Next: byline init, or: byline account watch "
				     "ADDRESS");
	}
	return cmd_fresh_end(cli, &f, s, true);
}
