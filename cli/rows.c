/*
 * Tables of rows, as text, as JSON and as lines of --plain.
 *
 * A layout is read into cells, each with the columns that share it (read_layout). Then come the
 * columns that say whose row it is (add_context), the texts of a cell (add_value, add_cells), and
 * the printers: cmd_rows_print(), which leaves --plain to print_plain(), and cmd_rows_add().
 * Invariant: which rows are shown is decided in shown() alone, for all of them.
 */
#include "cli/rows.h"

#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "base/buf.h"
#include "base/limits.h"
#include "chain/member.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/print.h"

/* As many columns share a cell at most, and as many cells a row; an amount's are two of a grid. */
#define JOINED	  3
#define CELLS_MAX (CMD_GRID_COLUMNS / 2)

struct cell {
	const struct column *columns[JOINED];
	size_t n;
	bool narrow; /* an address or hash is cut */
};

struct layout {
	struct cell cells[CELLS_MAX];
	size_t n;
};

void cmd_rows_init(struct cmd_rows *out, enum row_kind kind, const struct snapshot *s)
{
	*out = (struct cmd_rows){.table = columns_of(kind), .snapshot = s};
	out->rows = out->table->rows(s, &out->n);
}

static const void *row_at(const struct cmd_rows *r, size_t i)
{
	return (const uint8_t *)r->rows + i * r->table->row_size;
}

static bool shown(const struct cmd_rows *r, size_t i)
{
	return column_row_is_within(r->table, r->snapshot, row_at(r, i), &r->span);
}

/* Whether text leaves the row out because it is neither among the first nor among the last. */
static bool in_gap(const struct cmd_rows *r, size_t i)
{
	return r->ends > 0 && i >= r->ends && r->n - i > r->ends;
}

/* Reads the names of one cell. Returns the rest of the text. */
static const char *read_cell(struct cell *out, const struct column_table *t, const char *text)
{
	char name[32];

	*out = (struct cell){.narrow = *text == '~'};
	text += out->narrow;
	for (; *text != '\0' && *text != ' '; text += *text == '+') {
		size_t len = strcspn(text, "+ ");

		snprintf(name, sizeof(name), "%.*s", (int)len, text);
		out->columns[out->n++] = column_find(t, name);
		text += len;
	}
	return text;
}

static void read_layout(struct layout *out, const struct column_table *t, const char *text)
{
	out->n = 0;
	while (*text != '\0') {
		text = read_cell(&out->cells[out->n++], t, text);
		text += *text == ' ';
	}
}

/*
 * Appends the columns that say whose row it is, cut. A token needs no column of its own: each
 * amount has its symbol beside it.
 */
static void add_context(struct layout *l, const struct cmd_rows *r)
{
	const struct column_table *t = r->table;

	for (size_t i = 0; i < t->n && l->n < CELLS_MAX; i++) {
		const struct column *c = &t->columns[i];

		if (c->context == CONTEXT_NONE || c->context == CONTEXT_TOKEN ||
		    column_hidden(t, c, r->snapshot, r->rows, r->n))
			continue;
		l->cells[l->n++] = (struct cell){.columns = {c}, .n = 1, .narrow = true};
	}
}

/* Appends a word to a cell. The mark of what is not known is a space, and adds nothing. */
static void add_text(char out[static CMD_ROWS_CELL_SIZE], const char *text)
{
	size_t len = strlen(out);

	if (text[strspn(text, " ")] != '\0')
		snprintf(out + len, CMD_ROWS_CELL_SIZE - len, "%s%s", len > 0 ? " " : "", text);
}

/* Where most rows have nothing, an amount is seen among dashes and not among zeros. */
static bool is_nothing(const struct column *c, const struct value *v)
{
	return (c->flags & COLUMN_SOME) != 0 && v->type == VALUE_AMOUNT && v->known &&
	       u256_is_zero(&v->amount);
}

/* A command's dash is one that people can type, for grep. */
static void add_value(char out[static CMD_ROWS_CELL_SIZE], const struct column *c,
		      const struct value *v, const struct value_style *style)
{
	char text[CMD_ROWS_CELL_SIZE] = "-";

	if (v->known || c->missing != NULL)
		column_text(text, sizeof(text), c, v, style);
	add_text(out, text);
}

static bool is_amount(const struct cell *cell)
{
	return cell->columns[0]->type == VALUE_AMOUNT;
}

/*
 * Writes the text of a cell. With `unit`, an amount's unit and what shares the cell go there, so
 * that the digits of a column stand below each other.
 */
static void write_cell(char out[static CMD_ROWS_CELL_SIZE], char *unit, const struct cmd_rows *r,
		       const void *row, const struct cell *cell, const struct value_style *style)
{
	char *to = out;
	struct value v;

	out[0] = '\0';
	for (size_t i = 0; i < cell->n; i++) {
		column_value(&v, cell->columns[i], r->snapshot, row);
		if (is_nothing(cell->columns[i], &v))
			v = (struct value){.type = v.type};
		add_value(to, cell->columns[i], &v, style);
		if (unit != NULL && i == 0) {
			unit[0] = '\0';
			to = unit;
		}
		add_text(to, value_unit(&v));
		if (v.known && v.figure)
			add_text(to, style->words ? trust_word(v.trust)
						  : trust_mark(v.trust, style->ascii));
	}
}

void cmd_rows_cell(char out[static CMD_ROWS_CELL_SIZE], const struct cli *cli,
		   const struct cmd_rows *r, const void *row, const char *cell)
{
	const struct value_style style = cmd_format_style(cli);
	struct cell read;

	read_cell(&read, r->table, cell);
	write_cell(out, NULL, r, row, &read, &style);
}

/* Adds the cells of one row. */
static void add_cells(struct cmd_grid *g, const struct cli *cli, const struct cmd_rows *r,
		      const void *row, const struct layout *l)
{
	char text[CMD_ROWS_CELL_SIZE], unit[CMD_ROWS_CELL_SIZE];

	for (size_t i = 0; i < l->n; i++) {
		const struct cell *cell = &l->cells[i];
		struct value_style style = cmd_format_style(cli);

		style.narrow = cell->narrow;
		write_cell(text, is_amount(cell) ? unit : NULL, r, row, cell, &style);
		cmd_grid_add(g, "%s", text);
		if (is_amount(cell))
			cmd_grid_add(g, "%s", unit);
	}
}

/* Every column, whatever the layout: a program finds them by name. */
static enum status print_plain(const struct cmd_rows *r, struct err *e)
{
	struct buf text;

	buf_init(&text, LIMIT_MODEL);
	column_head_plain(&text, r->table);
	for (size_t i = 0; i < r->n; i++)
		if (shown(r, i) && !in_gap(r, i))
			column_row_plain(&text, r->table, r->snapshot, row_at(r, i));
	return cmd_print_bytes(&text, e);
}

enum status cmd_rows_print(const struct cli *cli, const struct cmd_rows *r, const char *layout,
			   struct err *e)
{
	char align[CMD_GRID_COLUMNS + 1] = "";
	struct cmd_grid g;
	struct layout l;
	size_t n = 0;

	if (cli->plain)
		return print_plain(r, e);
	read_layout(&l, r->table, layout);
	add_context(&l, r);
	for (size_t i = 0; i < l.n; i++) {
		enum value_type type = l.cells[i].columns[0]->type;

		/* Times stand at the right, as numbers do. */
		align[n++] = value_is_number(type) || type == VALUE_TIME ? 'r' : 'l';
		if (is_amount(&l.cells[i]))
			align[n++] = 'l';
	}
	cmd_grid_init(&g, align);
	for (size_t i = 0; i < l.n; i++) {
		cmd_grid_head(&g, l.cells[i].columns[0]->title);
		if (is_amount(&l.cells[i]))
			cmd_grid_head(&g, "");
	}
	for (size_t i = 0; i < r->n; i++)
		if (shown(r, i) && !in_gap(r, i))
			add_cells(&g, cli, r, row_at(r, i), &l);
	return cmd_grid_print(cli, &g, stdout, e);
}

void cmd_rows_add(struct json *top, const struct cmd_rows *r)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < r->n; i++)
		if (shown(r, i))
			json_add(list, NULL, column_row_json(r->table, r->snapshot, row_at(r, i)));
	json_add(top, r->table->name, list);
}

void cmd_rows_add_owner(struct json *object, const struct snapshot *s,
			const struct snapshot_owner *of)
{
	const struct snapshot_network *network = owner_network(s, of);
	const struct snapshot_account *account = owner_account(s, of);

	json_add_text(object, "network", network != NULL ? network->name : "");
	if (account != NULL)
		member_add_address(object, "account", &account->address);
	else
		json_add_null(object, "account");
}

const char *cmd_rows_whose(char out[static CMD_ROWS_WHOSE_SIZE], const struct cli *cli,
			   const struct snapshot *s, const struct snapshot_owner *of)
{
	const struct snapshot_network *network = s->n_networks > 1 ? owner_network(s, of) : NULL;
	const struct snapshot_account *account =
		s->n_accounts > 1 && !s->one_account ? owner_account(s, of) : NULL;
	char address[ADDRESS_TEXT_SIZE] = "";

	if (account != NULL)
		address_format_short(address, &account->address, cli->ascii);
	snprintf(out, CMD_ROWS_WHOSE_SIZE, "%s%s%s%s", network != NULL ? network->name : "",
		 network != NULL && account != NULL ? ", " : "", address,
		 network != NULL || account != NULL ? ": " : "");
	return out;
}
