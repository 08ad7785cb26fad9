/*
 * The facts of a probe. A fact whose value is not the pinned one is told first of all: the contract
 * was upgraded, or the profile was wrong.
 */
#include "cli/probe_facts.h"

#include <string.h>

#include "cli/format.h"
#include "cli/grid.h"

/* How a fact stands to its pin. The words are those of the schema. */
static const char *state_of(const struct probe_fact *f)
{
	if (f->found[0] == '\0')
		return "not found";
	if (f->pinned[0] == '\0')
		return "new";
	return strcmp(f->pinned, f->found) == 0 ? "as pinned" : "differs";
}

bool cmd_probe_facts_differ(const struct probe_report *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(state_of(&r->facts[i]), "differs") == 0)
			return true;
	return false;
}

/* An empty text stands for a value that is not there. */
static void add_text_or_null(struct json *o, const char *name, const char *text)
{
	if (text[0] != '\0')
		json_add_text(o, name, text);
	else
		json_add_null(o, name);
}

struct json *cmd_probe_facts_json(const struct probe_report *r)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < r->n; i++) {
		const struct probe_fact *f = &r->facts[i];
		struct json *row = json_new_object();

		json_add_text(row, "field", f->field);
		add_text_or_null(row, "pinned", f->pinned);
		add_text_or_null(row, "found", f->found);
		json_add_text(row, "state", state_of(f));
		json_add_text(row, "trust", trust_word(f->trust));
		json_add_bool(row, "taken", f->taken);
		add_text_or_null(row, "why", f->why);
		json_add(list, NULL, row);
	}
	return list;
}

/* A field as it fits into a line: the address in it is cut to its ends. */
static void write_short(char out[static 96], const char *field)
{
	const char *address = strstr(field, ".0x");
	size_t len = address != NULL ? strcspn(address + 1, ".") : 0;

	if (len == ADDRESS_TEXT_SIZE - 1)
		snprintf(out, 96, "%.*s.%.6s…%.4s%s", (int)(address - field), field, address + 1,
			 address + 1 + len - 4, address + 1 + len);
	else
		snprintf(out, 96, "%s", field);
}

enum status cmd_probe_facts_print(const struct cli *cli, const struct probe_report *r, FILE *to,
				  struct err *e)
{
	struct cmd_grid g;

	cmd_grid_init(&g, "llll");
	cmd_grid_head(&g, "PIN");
	cmd_grid_head(&g, "");
	cmd_grid_head(&g, "CHAIN");
	cmd_grid_head(&g, "NOTE");
	for (size_t i = 0; i < r->n; i++) {
		const struct probe_fact *f = &r->facts[i];
		char field[96];

		write_short(field, f->field);
		cmd_grid_add(&g, "%s", field);
		cmd_grid_add(&g, "%s", cmd_format_mark(cli, f->trust));
		cmd_grid_add(&g, "%s", state_of(f));
		cmd_grid_add(&g, "%s", f->why);
	}
	return cmd_grid_print(cli, &g, to, e);
}
