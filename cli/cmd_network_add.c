/*
 * byline network add: checks a profile and keeps it. One that changes a profile of its name is
 * shown field by field; a change that could cost money takes the name, typed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/network.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/profile_diff.h"
#include "chain/profile_parse.h"
#include "cli/args.h"
#include "cli/cmd_network_follow.h"
#include "cli/command.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/prompt.h"

struct network_options {
	bool replace;
	bool use;
	const char *confirm;
};

static const struct cmd_option add_options[] = {
	CMD_FLAG("replace", struct network_options, replace),
	CMD_FLAG("use", struct network_options, use),
	CMD_VALUE("confirm", "NAME", struct network_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run_add;

const struct command cmd_network_add = {
	.name = "add",
	.synopsis = "network add FILE [--replace] [--use]",
	.summary = "checks and keeps a profile",
	.options = add_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_add,
};

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
	char replaced[32] = "";
	enum status s = find_change(cli, &c, p, e);
	bool same = c.known && !c.broken && c.n == 0;

	if (s == STATUS_OK && c.known && !same)
		s = confirm_change(cli, &c, o, p->name, e);
	if (s == STATUS_OK && !same)
		s = add_network(cli->app, text->data, text->len, o->replace, p, e);
	if (s == STATUS_OK && o->use)
		s = use_network(cli->app, p->name, replaced, e);
	if (s == STATUS_OK)
		cmd_network_follow_tell(cli, p->name, replaced);
	if (s == STATUS_OK)
		s = cmd_network_follow_print(cli,
					     same      ? "Unchanged:"
					     : c.known ? "Changed"
						       : "Added",
					     p, o->use,
					     cmd_print_is_data(cli) ? changes_json(&c) : NULL, e);
	free(c.fields);
	return s;
}

/* Checks the whole profile before it is kept. A parse error names the file first. */
static enum status run_add(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct network_options o = {0};
	struct profile profile;
	struct buf text;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_network_add, e);

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
