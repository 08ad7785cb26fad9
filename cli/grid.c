/*
 * Tables of text. Cells are collected first and printed at the end, since a column is as wide as
 * its widest cell. With --plain nothing is aligned: cells stand between tabs, for cut and grep.
 */
#include "cli/grid.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

void cmd_grid_init(struct cmd_grid *g, const char *align)
{
	*g = (struct cmd_grid){.align = align, .columns = strlen(align)};
}

static void release(struct cmd_grid *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->cells[i]);
	free(g->cells);
	cmd_grid_init(g, g->align);
}

/*
 * Adds a cell and owns its text. Without memory the table is marked as failed, and
 * cmd_grid_print() reports that.
 */
static void take_cell(struct cmd_grid *g, char *take_text)
{
	if (g->n == g->cap && take_text != NULL) {
		size_t cap = g->cap == 0 ? 64 : 2 * g->cap;
		char **grown = realloc(g->cells, cap * sizeof(*grown));

		if (grown != NULL) {
			g->cells = grown;
			g->cap = cap;
		}
	}
	if (take_text == NULL || g->n == g->cap) {
		free(take_text);
		g->failed = true;
		return;
	}
	g->cells[g->n++] = take_text;
}

void cmd_grid_add(struct cmd_grid *g, const char *format, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, format);
	if (vasprintf(&text, format, ap) < 0)
		text = NULL;
	va_end(ap);
	/* The trust mark of an unknown figure is a space: remove it at the end of a cell. */
	for (size_t len = text != NULL ? strlen(text) : 0; len > 0 && text[len - 1] == ' '; len--)
		text[len - 1] = '\0';
	take_cell(g, text);
}

void cmd_grid_head(struct cmd_grid *g, const char *title)
{
	take_cell(g, strdup(title));
	g->heads++;
}

/* Whether headings are bold. NO_COLOR is the convention of no-color.org. */
static bool may_color(const struct cli *cli, FILE *to)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	switch (cli->color) {
	case COLOR_ALWAYS: return true;
	case COLOR_NEVER: return false;
	case COLOR_AUTO: break;
	}
	return !cli->plain && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
	       strcmp(term, "dumb") != 0 && isatty(fileno(to));
}

/*
 * Prints one aligned cell. Spaces are collected in `gap` and printed only before another cell
 * with text, so that no line ends in spaces.
 */
static void print_cell(const struct cmd_grid *g, size_t i, int width, int *gap, FILE *to)
{
	int pad = width - text_width(g->cells[i]);
	bool right = g->align[i % g->columns] == 'r';

	if (pad < 0)
		pad = 0;
	if (right)
		*gap += pad;
	if (g->cells[i][0] != '\0') {
		fprintf(to, "%*s%s", *gap, "", g->cells[i]);
		*gap = 0;
	}
	*gap += (right ? 0 : pad) + 2;
}

static void print_aligned(const struct cli *cli, const struct cmd_grid *g, FILE *to)
{
	int widths[CMD_GRID_COLUMNS] = {0};
	bool color = may_color(cli, to);
	int gap = 0;

	for (size_t i = 0; i < g->n; i++) {
		int width = text_width(g->cells[i]);

		if (width > widths[i % g->columns])
			widths[i % g->columns] = width;
	}
	for (size_t i = 0; i < g->n; i++) {
		bool first = i % g->columns == 0, last = (i + 1) % g->columns == 0;

		if (color && first && i < g->heads)
			fputs("\033[1m", to);
		print_cell(g, i, widths[i % g->columns], &gap, to);
		if (color && last && i < g->heads)
			fputs("\033[m", to);
		if (last) {
			fputc('\n', to);
			gap = 0;
		}
	}
}

enum status cmd_grid_print(const struct cli *cli, struct cmd_grid *g, FILE *to, struct err *e)
{
	enum status s = g->failed ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;

	if (s == STATUS_OK && cli->plain)
		for (size_t i = 0; i < g->n; i++)
			fprintf(to, "%s%c", g->cells[i], (i + 1) % g->columns == 0 ? '\n' : '\t');
	else if (s == STATUS_OK)
		print_aligned(cli, g, to);
	release(g);
	return s;
}
