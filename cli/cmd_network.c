/*
 * byline network: which chains byline talks to, and what is pinned about them.
 *
 * A profile pins what a server must not decide: the chain, contracts, tokens and nodes. list prints
 * the built-in profiles and those of the person, show one of them in full. With --file show prints
 * the profile itself, in the form that network add (cmd_network_add.c) reads, so that a person can
 * edit and add it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/network.h"
#include "chain/node_url.h"
#include "chain/profile_json.h"
#include "chain/web_url.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/rows.h"

struct show_options {
	bool file;
	bool with_keys;
};

static const struct cmd_option show_options[] = {
	CMD_FLAG("file", struct show_options, file),
	CMD_FLAG("with-keys", struct show_options, with_keys),
	CMD_OPTIONS_END,
};

static command_run run_list, run_show;

static const struct command list_command = {
	.name = "list",
	.synopsis = "network list",
	.summary = "built-in profiles, and your own",
	.run = run_list,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "network show [NAME] [--file] [--with-keys]",
	.summary = "what the profile pins",
	.options = show_options,
	.max_operands = 1,
	.run = run_show,
};

static const struct command *const members[] = {
	&list_command,	       &cmd_network_add, &show_command,	     &cmd_network_follow,
	&cmd_network_unfollow, &cmd_network_use, &cmd_network_probe, NULL};

const struct command cmd_network = {
	.name = "network",
	.summary = "Which chain, and what is pinned about it",
	.help = "  --replace       shows what FILE changes about your profile of its name; a\n"
		"                  change that could cost money takes the name, typed\n"
		"  --confirm NAME  the name that you would type, for scripts; --yes does not do\n"
		"All that is followed is shown together. An act names its network with --network\n"
		"where several could be meant. Two networks of one chain cannot be followed at\n"
		"once. unfollow asks while transactions of yours are under way there.\n"
		"  --use           also follows it from now on, and shows it first\n"
		"  --file          prints the profile as the file that network add takes\n"
		"  --with-keys     in that file the addresses of nodes are whole. Without it\n"
		"                  what could be a key is \"…\", here as everywhere; network add\n"
		"                  takes such an address for the one that the profile has\n"
		"The names of the profiles that come with byline are taken.\n"
		"probe reads hashes of code, implementations of proxies, the version of EAS,\n"
		"symbols, decimals and storage slots, proven or from as many operators as must\n"
		"agree, and shows them beside what the profile pins. What differs or is new is\n"
		"written after the network's name is typed; --read-only only shows it. The\n"
		"exit code is 5 while something differs.\n"
		"  --holder A         an account that has tokens, to find their slot by\n"
		"  --attestation UID  one that exists, to find the slot of EAS by\n",
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
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_rows_print(cli, rows, "in_use name chain_id nodes datanet builtin title", e);
	for (size_t i = 0; i < rows->n; i++)
		chosen |= list[i].in_use;
	if (!chosen)
		cmd_print_hint(cli, "Next: byline network follow NAME");
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
#define ROW_URL(label, url, ...)                               \
	do {                                                   \
		ROW(label, __VA_ARGS__);                       \
		if (web_url_warning(url) != NULL)              \
			ROW("", "! %s", web_url_warning(url)); \
	} while (0)
	ROW("Name", "%s (%s)", p->name, p->title);
	ROW("Chain", "%llu", (unsigned long long)p->chain_id);
	ROW("Agreement", "%u of %zu nodes, %u blocks below the head", p->quorum, p->n_nodes,
	    p->confirmations);
	if (!profile_can_agree(p)) {
		ROW("", "too few operators to agree: every figure is one server's word (reported)");
		ROW("", "to add nodes, edit \"nodes\" and \"quorum\" of its profile:");
		ROW("", "  byline network show %s --file >FILE", p->name);
		ROW("", "  (a profile of your own needs a \"name\" of its own)");
		ROW("", "  byline network add FILE --replace --use");
	}
	for (size_t i = 0; i < p->n_nodes; i++)
		ROW_URL("Node", p->nodes[i].url, "%s (%s) %s", p->nodes[i].name,
			p->nodes[i].operator, p->nodes[i].url);
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
	for (size_t i = 0; i < p->n_datanets; i++) {
		address_format(address, &p->datanets[i].address);
		ROW_URL("Datanet", p->datanets[i].url, "%s %s %s", p->datanets[i].name, address,
			p->datanets[i].url);
	}
#undef ROW
#undef ROW_URL
	return cmd_grid_print(cli, &g, stdout, e);
}

/* A file is printed alone, also with --json: it is edited, and given to network add. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct show_options o = {0};
	const struct profile *shown;
	struct profile named, printed;
	struct json *top;
	enum status s = cmd_args_take(&o, argc, argv, &show_command, e);

	if (s == STATUS_OK && argv[0] != NULL) {
		s = load_network(app_paths(cli->app), &named, argv[0], e);
		shown = &named;
	} else if (s == STATUS_OK) {
		s = require_profile(cli->app, &shown, e);
	}
	if (s != STATUS_OK)
		return s;
	if (o.with_keys && !o.file)
		return err_set(e, ERR_USAGE, "--with-keys needs --file");
	printed = *shown;
	if (!o.with_keys)
		node_url_hide(&printed);
	if (o.file)
		return cmd_print_document(profile_json(&printed), e);
	if (!cmd_print_is_data(cli))
		return print_profile(cli, &printed, e);
	top = json_new_object();
	json_add(top, "profile", profile_json(&printed));
	return cmd_print_reply(cli, top, e);
}
