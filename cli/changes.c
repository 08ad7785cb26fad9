/*
 * Every command that changes a profile shows the same table: a person learns once how to read it,
 * and that nothing with a ! is written without the network's name typed.
 */
#include "cli/changes.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/grid.h"
#include "cli/print.h"
#include "cli/prompt.h"

enum status cmd_changes_find(struct cmd_changes *out, const struct profile *before,
			     const struct profile *after, struct err *e)
{
	enum status s;

	*out = (struct cmd_changes){.n = 0};
	s = profile_diff(&out->fields, &out->n, before, after, e);
	for (size_t i = 0; i < out->n; i++)
		out->dangerous += out->fields[i].danger != NULL;
	return s;
}

void cmd_changes_release(struct cmd_changes *c)
{
	free(c->fields);
	*c = (struct cmd_changes){.n = 0};
}

enum status cmd_changes_show(const struct cli *cli, const struct cmd_changes *c, struct err *e)
{
	/* A program gets the changes in its reply; the table is for whoever confirms. */
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

enum status cmd_changes_confirm(const struct cli *cli, const char *confirm, const char *network,
				struct err *e)
{
	char prompt[160];

	snprintf(prompt, sizeof(prompt),
		 "What is marked with ! decides about your money. Type %s to change it: ", network);
	return cmd_prompt_confirm(cli, confirm, network, prompt, e);
}

struct json *cmd_changes_json(const struct cmd_changes *c)
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
