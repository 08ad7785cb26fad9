/*
 * byline node: the nodes of the network, how well they answer, where they contradicted each other,
 * and which accounts they were asked about. In this order: the list, with the accounts below it
 * (print_asked()), and one node with whole answers (print_node()).
 */
#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "app/snapshot_asked.h"
#include "cli/args.h"
#include "cli/cmd_node.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/rows.h"
#include "lists/info.h"

static command_run run_list, run_show;

static const struct command list_command = {
	.name = "list",
	.synopsis = "node list",
	.summary = "what is known of them",
	.run = run_list,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "node show NAME",
	.summary = "one node, and whole what it and others said",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_show,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ONE,
};

static const struct command *const members[] = {&list_command, &show_command,	 &cmd_node_test,
						&cmd_node_add, &cmd_node_remove, NULL};

const struct command cmd_node = {
	.name = "node",
	.summary = "The nodes, and how well they agree",
	.help = "REQUESTS are those of the last hour, ACCOUNTS how many accounts a node was asked\n"
		"about since byline keeps count. Whoever runs the node learns that these are\n"
		"asked about together. show lists them with the time of the last question, also\n"
		"those that are forgotten here.\n"
		"  --operator NAME    whoever runs the node. Nodes of one operator count once\n"
		"  --relay            it passes questions on to nodes of others (dRPC, 1RPC,\n"
		"                     thirdweb): all relays together count once\n"
		"  --name N           what it is called here; else after its operator\n"
		"  --confirm NETWORK  the network's name that you would type, for scripts\n"
		"The address may have a key in it. byline keeps it in the profile's file, which\n"
		"only you may read, and in a backup sealed by the vault; whatever it prints,\n"
		"logs or exports has \"…\" in its place. With - the address is read from\n"
		"standard input, so that the list of processes does not show it. The chain id\n"
		"is asked before the node is added, unless --offline.\n"
		"test tries how deep a node proves, how many blocks it searches, and what else\n"
		"it offers; with a URL that of a node that need not be in the profile. What was\n"
		"learned of a node before is forgotten first. The exit code is 4 while a node\n"
		"does not answer, 5 while one is of another chain or contradicts the others.\n",
	.members = members,
};

/* Adds "proxy" to `top` (or NULL), null when nodes are asked directly; as text it is a line. */
static void tell_proxies(const struct cli *cli, struct json *top)
{
	char proxies[PROXIES_TEXT_SIZE];

	describe_proxies(proxies, cli->app);
	if (top != NULL && proxies[0] == '\0')
		json_add_null(top, "proxy");
	else if (top != NULL)
		json_add_text(top, "proxy", proxies);
	if (!cli->json && !cli->plain && proxies[0] != '\0')
		cmd_print_hint(cli, "Servers elsewhere are asked through a proxy: %s", proxies);
}

/* Accounts that fit below the nodes; --json has all. */
#define ASKED_SHOWN 10

/* Whether the row's account stood on the same network in a row before it. */
static bool stood_before(const struct snapshot *s, size_t at)
{
	const struct snapshot_asked *a = &s->asked[at];

	for (size_t i = 0; i < at; i++)
		if (s->asked[i].of.network == a->of.network &&
		    address_equal(&s->asked[i].account, &a->account))
			return true;
	return false;
}

/* Adds a line of one account and all nodes that were asked about it. */
static void add_asked(struct cmd_grid *g, const struct cli *cli, const struct cmd_rows *asked,
		      size_t at)
{
	const struct snapshot *s = asked->snapshot;
	const struct snapshot_asked *a = &s->asked[at];
	char cell[CMD_ROWS_CELL_SIZE], names[CMD_ROWS_CELL_SIZE] = "";
	size_t len = 0;

	cmd_rows_cell(cell, cli, asked, a, "account");
	cmd_grid_add(g, "%s", cell);
	cmd_rows_cell(cell, cli, asked, a, "label");
	cmd_grid_add(g, "%s", cell);
	for (size_t i = at; i < s->n_asked && len < sizeof(names); i++)
		if (s->asked[i].of.network == a->of.network &&
		    address_equal(&s->asked[i].account, &a->account))
			len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%s",
						len > 0 ? ", " : "", s->asked[i].node);
	cmd_grid_add(g, "%s", names);
	if (s->n_networks > 1)
		cmd_grid_add(g, "%s", owner_network(s, &a->of)->name);
}

/* Prints each account with the nodes that were asked about it; a program gets every row. */
static enum status print_asked(const struct cli *cli, const struct cmd_rows *asked, struct err *e)
{
	const struct snapshot *s = asked->snapshot;
	struct cmd_grid g;
	size_t accounts = 0;
	enum status status;

	if (cli->plain) {
		putchar('\n');
		return cmd_rows_print(cli, asked, "", e);
	}
	if (asked->n == 0)
		return STATUS_OK;
	cmd_print_line(cli, "\nAccounts that nodes were asked about:");
	cmd_grid_init(&g, s->n_networks > 1 ? "llll" : "lll");
	cmd_grid_head(&g, "ACCOUNT");
	cmd_grid_head(&g, "LABEL");
	cmd_grid_head(&g, "NODES");
	if (s->n_networks > 1)
		cmd_grid_head(&g, "NETWORK");
	for (size_t i = 0; i < s->n_asked; i++)
		if (!stood_before(s, i) && accounts++ < ASKED_SHOWN)
			add_asked(&g, cli, asked, i);
	status = cmd_grid_print(cli, &g, stdout, e);
	if (status == STATUS_OK && accounts > ASKED_SHOWN)
		cmd_print_hint(
			cli,
			"%zu more are listed with --json, or of one node by: byline node show NAME",
			accounts - ASKED_SHOWN);
	return status;
}

/* Contradictions that fit below the nodes; --json has all that are kept. */
#define DISPUTES_SHOWN 10

enum status cmd_node_print(struct cli *cli, const struct cmd_fresh *f, struct json *take_abilities,
			   struct err *e)
{
	struct cmd_rows nodes, disputes, asked;
	struct json *top;
	enum status s;

	cmd_rows_init(&nodes, ROW_NODE, f->snapshot);
	cmd_rows_init(&disputes, ROW_DISPUTE, f->snapshot);
	cmd_rows_init(&asked, ROW_ASKED, f->snapshot);
	if (cli->json) {
		top = json_new_object();
		tell_proxies(cli, top);
		cmd_rows_add(top, &nodes);
		cmd_rows_add(top, &disputes);
		cmd_rows_add(top, &asked);
		if (take_abilities != NULL)
			json_add(top, "abilities", take_abilities);
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_rows_print(cli, &nodes,
			   "name operator head lag latency_p50_ms latency_p95_ms agrees "
			   "last_reply requests accounts state detail",
			   e);
	cmd_fresh_print(cli, f);
	tell_proxies(cli, NULL);
	if (cli->plain)
		putchar('\n');
	if (s == STATUS_OK && (disputes.n > 0 || cli->plain)) {
		if (disputes.n > DISPUTES_SHOWN && !cli->plain)
			disputes.n = DISPUTES_SHOWN;
		cmd_print_line(cli, "\n%s contradictions, newest first:",
			       cmd_format_mark(cli, TRUST_DISPUTED));
		s = cmd_rows_print(cli, &disputes, "time count node what said agreed block", e);
	}
	return s == STATUS_OK ? print_asked(cli, &asked, e) : s;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = cmd_node_print(cli, &f, NULL, e);
	return cmd_fresh_end(cli, &f, s, false);
}

/* Prints the cells `columns` of a row, each below its title. */
static void print_row(struct cli *cli, const struct cmd_rows *rows, const void *row,
		      const char *const *columns)
{
	for (; *columns != NULL; columns++) {
		const char *title = column_find(rows->table, *columns)->title;
		char cell[CMD_ROWS_CELL_SIZE];

		cmd_rows_cell(cell, cli, rows, row, *columns);
		if (cell[0] != '\0')
			cmd_print_line(cli, "%-14s %s", title, cell);
	}
}

/* Lists the accounts that the node was asked about: as text, and in `top`. */
static enum status add_accounts_of(const struct cli *cli, struct json *top,
				   const struct snapshot *s, const char *name, struct err *e)
{
	struct cmd_rows asked;
	size_t first = 0, n = 0;

	cmd_rows_init(&asked, ROW_ASKED, s);
	while (first < s->n_asked && strcmp(s->asked[first].node, name) != 0)
		first++;
	while (first + n < s->n_asked && strcmp(s->asked[first + n].node, name) == 0)
		n++;
	/* Rows come node by node. */
	asked.rows = s->asked + first;
	asked.n = n;
	cmd_rows_add(top, &asked);
	if (cmd_print_is_data(cli) || n == 0)
		return STATUS_OK;
	cmd_print_line(cli, "\nAccounts that it was asked about:");
	return cmd_rows_print(cli, &asked, "account label asked_at", e);
}

/*
 * Prints one node and its contradictions, nothing of them cut. The list cuts answers where they
 * differ; here a person compares them by hand.
 */
static enum status print_node(struct cli *cli, const struct cmd_fresh *f, const char *name,
			      struct err *e)
{
	static const char *const node_columns[] = {"name",     "operator", "url",    "state",
						   "detail",   "head",	   "agrees", "last_reply",
						   "requests", NULL};
	static const char *const dispute_columns[] = {"time",	    "count",	    "what", "block",
						      "said_whole", "agreed_whole", NULL};
	const struct snapshot *s = f->snapshot;
	struct cmd_rows nodes, disputes;
	struct json *top, *list;
	size_t at = 0;
	enum status status;

	cmd_rows_init(&nodes, ROW_NODE, s);
	cmd_rows_init(&disputes, ROW_DISPUTE, s);
	while (at < s->n_nodes && strcmp(s->nodes[at].name, name) != 0)
		at++;
	if (at == s->n_nodes)
		return err_set(e, ERR_NOT_FOUND,
			       "there is no node \"%.31s\"; see: byline node list", name);
	top = json_new_object();
	list = json_new_array();
	json_add(top, "node", column_row_json(nodes.table, s, &s->nodes[at]));
	if (!cmd_print_is_data(cli))
		print_row(cli, &nodes, &s->nodes[at], node_columns);
	for (size_t i = 0; i < s->n_disputes; i++) {
		if (strcmp(s->disputes[i].node, name) != 0)
			continue;
		json_add(list, NULL, column_row_json(disputes.table, s, &s->disputes[i]));
		if (cmd_print_is_data(cli))
			continue;
		cmd_print_line(cli, "%s", "");
		print_row(cli, &disputes, &s->disputes[i], dispute_columns);
	}
	json_add(top, "disputes", list);
	tell_proxies(cli, top);
	status = add_accounts_of(cli, top, s, name, e);
	if (status == STATUS_OK && cmd_print_is_data(cli))
		return cmd_print_reply(cli, top, e);
	json_free(top);
	return status;
}

/* A node is named whether or not it was asked; what it said last comes from a sync just made. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = print_node(cli, &f, argv[0], e);
	return cmd_fresh_end(cli, &f, s, false);
}
