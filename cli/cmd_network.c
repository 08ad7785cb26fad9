/*
 * byline network: which chain byline talks to, and what is pinned about it.
 *
 * A profile pins what a server must not decide: the chain, contracts, tokens and nodes. list
 * prints the built-in profiles and those of the person, show one of them in full, add checks and
 * keeps another, use chooses one. With --json show prints the profile itself, in the form that
 * add reads, so that a person can edit and add it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/profile_json.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/rows.h"

struct network_options {
	bool replace;
	bool use;
};

static const struct cmd_option add_options[] = {
	CMD_FLAG("replace", struct network_options, replace),
	CMD_FLAG("use", struct network_options, use),
	CMD_OPTIONS_END,
};

static command_run run_list, run_add, run_show, run_use;

static const struct command list_command = {
	.name = "list",
	.synopsis = "network list",
	.summary = "built-in profiles, and your own",
	.run = run_list,
};

static const struct command add_command = {
	.name = "add",
	.synopsis = "network add FILE [--replace] [--use]",
	.summary = "checks and keeps a profile",
	.options = add_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_add,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "network show [NAME]",
	.summary = "what the profile pins",
	.max_operands = 1,
	.run = run_show,
};

static const struct command use_command = {
	.name = "use",
	.synopsis = "network use NAME",
	.summary = "uses it from now on",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_use,
};

static const struct command *const members[] = {&list_command, &add_command, &show_command,
						&use_command, NULL};

const struct command cmd_network = {
	.name = "network",
	.summary = "Which chain, and what is pinned about it",
	.help = "  --replace  replaces the profile of its name, if there is one; so does --yes\n"
		"  --use      also uses it from now on\n",
	.members = members,
};

/* When no network is in use, the next step is to choose one. */
static enum status print_list(struct cli *cli, const struct cmd_rows *rows, struct err *e)
{
	const struct network_entry *list = rows->rows;
	struct json *top;
	bool chosen = false;
	enum status s;

	if (cli->json) {
		top = json_new_object();
		cmd_rows_add(top, rows);
		return cmd_print_json(top, e);
	}
	s = cmd_rows_print(cli, rows, "in_use name chain_id nodes datanet builtin title", e);
	for (size_t i = 0; i < rows->n; i++)
		chosen |= list[i].in_use;
	if (!chosen)
		cmd_print_hint(cli, "Next: byline network use NAME");
	return s;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_entry *list = NULL;
	struct cmd_rows rows = {.table = columns_of(ROW_NETWORK)};
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = list_networks(cli->app, &list, &rows.n, e);
	rows.rows = list;
	if (s == STATUS_OK)
		s = print_list(cli, &rows, e);
	free(list);
	return s;
}

/*
 * Prints what is pinned. When its nodes are too few to agree, the page says what that means for
 * every figure, and how to add nodes.
 */
static enum status print_profile(struct cli *cli, const struct profile *p, struct err *e)
{
	char fee_cap[AMOUNT_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];
	struct cmd_grid g;

	amount_format_exact(fee_cap, &p->fee_cap.raw, p->native_decimals);
	cmd_grid_init(&g, "ll");
#define ROW(label, ...) (cmd_grid_add(&g, "%s", label), cmd_grid_add(&g, __VA_ARGS__))
	ROW("Name", "%s (%s)", p->name, p->title);
	ROW("Chain", "%llu", (unsigned long long)p->chain_id);
	ROW("Agreement", "%u of %zu nodes, %u blocks below the head", p->quorum, p->n_nodes,
	    p->confirmations);
	if (!profile_can_agree(p)) {
		ROW("", "too few operators to agree: every figure is one server's word (reported)");
		ROW("", "to add nodes, edit \"nodes\" and \"quorum\" of its profile:");
		ROW("", "  byline network show %s --json >FILE", p->name);
		ROW("", "  byline network add FILE --replace");
	}
	for (size_t i = 0; i < p->n_nodes; i++)
		ROW("Node", "%s (%s) %s", p->nodes[i].name, p->nodes[i].operator, p->nodes[i].url);
	ROW("Fee cap", "%s %s", fee_cap, p->native_symbol);
	if (p->has_eas) {
		address_format(address, &p->eas.contract.address);
		ROW("Attestations", "%s", address);
	}
	for (size_t i = 0; i < p->n_tokens; i++) {
		address_format(address, &p->tokens[i].contract.address);
		ROW("Token", "%s %s", p->tokens[i].symbol, address);
	}
	for (size_t i = 0; i < p->n_distributors; i++) {
		address_format(address, &p->distributors[i].contract.address);
		ROW("Distributor", "%s", address);
	}
	if (p->has_datanet) {
		address_format(address, &p->datanet.address);
		ROW("Datanet", "%s %s %s", p->datanet.name, address, p->datanet.url);
	}
#undef ROW
	return cmd_grid_print(cli, &g, stdout, e);
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	const struct profile *shown;
	struct profile named;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK && argv[0] != NULL) {
		s = load_network(app_paths(cli->app), &named, argv[0], e);
		shown = &named;
	} else if (s == STATUS_OK) {
		s = require_profile(cli->app, &shown, e);
	}
	if (s != STATUS_OK)
		return s;
	return cli->json ? cmd_print_json(profile_json(shown), e) : print_profile(cli, shown, e);
}

/* Prints the network that the change `done` was about. */
static enum status print_network(struct cli *cli, const char *done, const struct profile *p,
				 bool in_use, struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_print_line(cli, "%s %s: %s, chain %llu", done, p->name, p->title,
			       (unsigned long long)p->chain_id);
		cmd_print_hint(cli, in_use ? "Next: byline sync" : "Next: byline network use %s",
			       p->name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "name", p->name);
	json_add_u64(top, "chain_id", p->chain_id);
	json_add_bool(top, "in_use", in_use);
	return cmd_print_json(top, e);
}

/* Checks the whole profile before it is kept. A parse error names the file first. */
static enum status run_add(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_options o = {0};
	struct profile profile;
	struct buf text;
	enum status s = cmd_args_take(&o, argc, argv, &add_command, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, argv[0], e);
	if (s == STATUS_OK)
		s = add_network(cli->app, text.data, text.len, o.replace || cli->yes, &profile, e);
	if (s == ERR_PARSE)
		s = err_prefix(e, s, "%s is not a network profile", argv[0]);
	buf_release(&text);
	if (s == STATUS_OK && o.use)
		s = use_network(cli->app, profile.name, e);
	return s == STATUS_OK ? print_network(cli, "Added", &profile, o.use, e) : s;
}

static enum status run_use(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct profile profile;
	enum status s = cmd_args_take(NULL, argc, argv, &use_command, e);

	if (s == STATUS_OK)
		s = load_network(app_paths(cli->app), &profile, argv[0], e);
	if (s == STATUS_OK)
		s = use_network(cli->app, profile.name, e);
	return s == STATUS_OK ? print_network(cli, "Using", &profile, true, e) : s;
}
