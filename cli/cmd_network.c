/*
 * byline network: which chain byline talks to, and what is pinned about it.
 *
 * A profile pins what a server must not decide: the chain, contracts, tokens and nodes. list
 * prints the built-in profiles and those of the person, show one of them in full, add checks and
 * keeps another, use chooses one. With --file show prints the profile itself, in the form that
 * add reads, so that a person can edit and add it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/profile_diff.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"
#include "chain/web_url.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/rows.h"

struct network_options {
	bool replace;
	bool use;
	bool file;
	const char *confirm;
};

static const struct cmd_option add_options[] = {
	CMD_FLAG("replace", struct network_options, replace),
	CMD_FLAG("use", struct network_options, use),
	CMD_VALUE("confirm", "NAME", struct network_options, confirm),
	CMD_OPTIONS_END,
};

static const struct cmd_option show_options[] = {
	CMD_FLAG("file", struct network_options, file),
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
	.synopsis = "network show [NAME] [--file]",
	.summary = "what the profile pins",
	.options = show_options,
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
	.help = "  --replace       shows what FILE changes about your profile of its name; a\n"
		"                  change that could cost money takes the name, typed\n"
		"  --confirm NAME  the name that you would type, for scripts; --yes does not do\n"
		"  --use           also uses it from now on\n"
		"  --file          prints the profile as the file that network add takes\n"
		"The names of the profiles that come with byline are taken.\n",
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
	if (p->n_datanets > 0) {
		address_format(address, &profile_datanet(p)->address);
		ROW_URL("Datanet", profile_datanet(p)->url, "%s %s %s", profile_datanet(p)->name,
			address, profile_datanet(p)->url);
	}
#undef ROW
#undef ROW_URL
	return cmd_grid_print(cli, &g, stdout, e);
}

/* A file is printed alone, also with --json: it is edited, and given to network add. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_options o = {0};
	const struct profile *shown;
	struct profile named;
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
	if (o.file)
		return cmd_print_document(profile_json(shown), e);
	if (!cmd_print_is_data(cli))
		return print_profile(cli, shown, e);
	top = json_new_object();
	json_add(top, "profile", profile_json(shown));
	return cmd_print_reply(cli, top, e);
}

/*
 * Prints the network that the change `done` was about. With --json `take_changes` is added (NULL:
 * the command changes no profile).
 */
static enum status print_network(struct cli *cli, const char *done, const struct profile *p,
				 bool in_use, struct json *take_changes, struct err *e)
{
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "%s %s: %s, chain %llu", done, p->name, p->title,
			       (unsigned long long)p->chain_id);
		cmd_print_hint(cli, in_use ? "Next: byline sync" : "Next: byline network use %s",
			       p->name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "name", p->name);
	json_add_number(top, "chain_id", p->chain_id);
	json_add_bool(top, "in_use", in_use);
	if (take_changes != NULL)
		json_add(top, "changes", take_changes);
	return cmd_print_reply(cli, top, e);
}

/* The fields that a file changes about a profile that is there, and those that are dangerous. */
struct change {
	bool known;  /* the user has a profile of its name */
	bool broken; /* that one cannot be read, so that everything about it may change */
	struct profile_change *fields;
	size_t n, dangerous;
};

static enum status find_change(struct cli *cli, struct change *out, const struct profile *p,
			       struct err *e)
{
	struct profile before;
	struct err why = {0};
	enum status s = load_network(app_paths(cli->app), &before, p->name, &why);

	*out = (struct change){.known = has_network_file(app_paths(cli->app), p->name)};
	out->broken = out->known && s == ERR_PARSE;
	if (!out->known || out->broken)
		return STATUS_OK;
	if (s != STATUS_OK)
		return err_set(e, s, "%s", why.text);
	s = profile_diff(&out->fields, &out->n, &before, p, e);
	for (size_t i = 0; i < out->n; i++)
		out->dangerous += out->fields[i].danger != NULL;
	return s;
}

/* Shows the changes to whoever confirms them, the dangerous ones with what they decide. */
static enum status show_changes(const struct cli *cli, const struct change *c, struct err *e)
{
	FILE *to = cmd_print_is_data(cli) ? stderr : stdout;
	struct cmd_grid g;

	cmd_grid_init(&g, "llll");
	cmd_grid_head(&g, "FIELD");
	cmd_grid_head(&g, "BEFORE");
	cmd_grid_head(&g, "AFTER");
	cmd_grid_head(&g, "DECIDES");
	for (size_t i = 0; i < c->n; i++) {
		const struct profile_change *f = &c->fields[i];

		cmd_grid_add(&g, "%s", f->field);
		cmd_grid_add(&g, "%s", f->before[0] != '\0' ? f->before : "-");
		cmd_grid_add(&g, "%s", f->after[0] != '\0' ? f->after : "-");
		cmd_grid_add(&g, "%s%s", f->danger != NULL ? "! " : "",
			     f->danger != NULL ? f->danger : "");
	}
	return cmd_grid_print(cli, &g, to, e);
}

/* Decides whether the file may take the place of a profile that is there and differs. */
static enum status confirm_change(const struct cli *cli, const struct change *c,
				  const struct network_options *o, const char *name, struct err *e)
{
	char prompt[160];
	enum status s;

	if (!o->replace && c->broken)
		return err_set(e, ERR_EXISTS,
			       "network %s is there and cannot be read; --replace overwrites it",
			       name);
	if (!o->replace)
		return err_set(e, ERR_EXISTS,
			       "network %s is there, and the file changes %zu of its fields; "
			       "--replace shows them and asks",
			       name, c->n);
	s = show_changes(cli, c, e);
	if (s != STATUS_OK || (c->dangerous == 0 && !c->broken))
		return s;
	snprintf(prompt, sizeof(prompt),
		 "What is marked with ! decides about your money. Type %s to change it: ", name);
	return cmd_prompt_confirm(cli, o->confirm, name, prompt, e);
}

static struct json *changes_json(const struct change *c)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < c->n; i++) {
		struct json *row = json_new_object();

		json_add_text(row, "field", c->fields[i].field);
		json_add_text(row, "before", c->fields[i].before);
		json_add_text(row, "after", c->fields[i].after);
		if (c->fields[i].danger != NULL)
			json_add_text(row, "decides", c->fields[i].danger);
		else
			json_add_null(row, "decides");
		json_add(list, NULL, row);
	}
	return list;
}

/* Keeps a profile. One that is there already as in the file is left as it is. */
static enum status keep_profile(struct cli *cli, const struct buf *text, struct profile *p,
				const struct network_options *o, struct err *e)
{
	struct change c;
	enum status s = find_change(cli, &c, p, e);
	bool same = c.known && !c.broken && c.n == 0;

	if (s == STATUS_OK && c.known && !same)
		s = confirm_change(cli, &c, o, p->name, e);
	if (s == STATUS_OK && !same)
		s = add_network(cli->app, text->data, text->len, o->replace, p, e);
	if (s == STATUS_OK && o->use)
		s = use_network(cli->app, p->name, e);
	if (s == STATUS_OK)
		s = print_network(cli,
				  same	    ? "Unchanged:"
				  : c.known ? "Changed"
					    : "Added",
				  p, o->use, cmd_print_is_data(cli) ? changes_json(&c) : NULL, e);
	free(c.fields);
	return s;
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
		s = profile_parse(&profile, text.data, text.len, e);
	if (s == ERR_PARSE)
		s = err_prefix(e, s, "%s is not a network profile", argv[0]);
	if (s == STATUS_OK)
		s = keep_profile(cli, &text, &profile, &o, e);
	buf_release(&text);
	return s;
}

static enum status run_use(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct profile profile;
	enum status s = cmd_args_take(NULL, argc, argv, &use_command, e);

	if (s == STATUS_OK)
		s = load_network(app_paths(cli->app), &profile, argv[0], e);
	if (s == STATUS_OK)
		s = use_network(cli->app, profile.name, e);
	return s == STATUS_OK ? print_network(cli, "Using", &profile, true, NULL, e) : s;
}
