/* byline network: which chain, which nodes, what is pinned about them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "base/file.h"
#include "chain/profile_json.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/values.h"

static struct json *entry_object(const struct network_entry *n)
{
	struct json *o = json_new_object();

	json_add_text(o, "name", n->profile.name);
	json_add_text(o, "title", n->profile.title);
	json_add_u64(o, "chain_id", n->profile.chain_id);
	json_add_u64(o, "nodes", n->profile.n_nodes);
	json_add_u64(o, "quorum", n->profile.quorum);
	json_add_bool(o, "has_datanet", n->profile.has_datanet);
	json_add_bool(o, "builtin", n->builtin);
	json_add_bool(o, "in_use", n->in_use);
	return o;
}

static enum status print_list(struct cli *cli, const struct network_entry *list, size_t n,
			      struct err *e)
{
	struct cmd_grid g;
	bool chosen = false;
	enum status s;

	cmd_grid_init(&g, "llrrlll");
	cmd_grid_head(&g, "", "NAME", "CHAIN", "NODES", "DATANET", "ORIGIN", "TITLE", NULL);
	for (size_t i = 0; i < n; i++) {
		chosen |= list[i].in_use;
		cmd_grid_add(&g, "%s", list[i].in_use ? "*" : " ");
		cmd_grid_add(&g, "%s", list[i].profile.name);
		cmd_grid_add(&g, "%llu", (unsigned long long)list[i].profile.chain_id);
		cmd_grid_add(&g, "%zu", list[i].profile.n_nodes);
		cmd_grid_add(&g, "%s",
			     list[i].profile.has_datanet ? list[i].profile.datanet.name : "-");
		cmd_grid_add(&g, "%s", list[i].builtin ? "built in" : "yours");
		cmd_grid_add(&g, "%s", list[i].profile.title);
	}
	s = cmd_grid_print(cli, &g, stdout, e);
	if (!chosen)
		cmd_hint(cli, "Next: byline network use NAME");
	return s;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_entry *list = NULL;
	size_t n = 0;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("network")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = list_networks(cli->app, &list, &n, e);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object(), *entries = json_new_array();

		for (size_t i = 0; i < n; i++)
			json_add(entries, NULL, entry_object(&list[i]));
		json_add(top, "networks", entries);
		s = cmd_print_json(top, e);
	} else if (s == STATUS_OK) {
		s = print_list(cli, list, n, e);
	}
	free(list);
	return s;
}

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
	enum status s = cmd_check_operands(argc, 0, 1, cmd_find("network")->synopsis, e);

	if (s == STATUS_OK && argc == 1) {
		s = load_network(app_paths(cli->app), &named, argv[0], e);
		shown = &named;
	} else if (s == STATUS_OK) {
		s = require_profile(cli->app, &shown, e);
	}
	if (s != STATUS_OK)
		return s;
	return cli->json ? cmd_print_json(profile_json(shown), e) : print_profile(cli, shown, e);
}

static enum status tell(struct cli *cli, const char *done, const struct profile *p, bool in_use,
			struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_say(cli, "%s %s: %s, chain %llu", done, p->name, p->title,
			(unsigned long long)p->chain_id);
		cmd_hint(cli, in_use ? "Next: byline sync" : "Next: byline network use %s",
			 p->name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "name", p->name);
	json_add_u64(top, "chain_id", p->chain_id);
	json_add_bool(top, "in_use", in_use);
	return cmd_print_json(top, e);
}

static enum status run_add(struct cli *cli, int argc, char **argv, struct err *e)
{
	bool replace = false, use = false;
	const struct option_spec specs[] = {
		{"replace", &replace, NULL},
		{"use", &use, NULL},
		{NULL, NULL, NULL},
	};
	struct profile profile;
	struct buf text;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find("network")->synopsis, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, argv[0], e);
	if (s == STATUS_OK)
		s = add_network(cli->app, text.data, text.len, replace || cli->yes, &profile, e);
	if (s == ERR_PARSE)
		s = err_prefix(e, s, "%s is not a network profile", argv[0]);
	buf_release(&text);
	if (s == STATUS_OK && use)
		s = use_network(cli->app, profile.name, e);
	return s == STATUS_OK ? tell(cli, "Added", &profile, use, e) : s;
}

static enum status run_use(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct profile profile;
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("network")->synopsis, e);

	if (s == STATUS_OK)
		s = load_network(app_paths(cli->app), &profile, argv[0], e);
	if (s == STATUS_OK)
		s = use_network(cli->app, profile.name, e);
	return s == STATUS_OK ? tell(cli, "Using", &profile, true, e) : s;
}

enum status cmd_network(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"list", run_list}, {"add", run_add}, {"show", run_show},
		{"use", run_use},   {NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "network", e);
}
