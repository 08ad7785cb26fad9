/*
 * The state of a list: its data, the order of its rows, the selection, the marks.
 *
 * order() asks for an order, at once or from the index thread, and adopt() puts a finished one in
 * place. Until then the old rows stay on the screen, with the data that they belong to.
 *
 * Invariants: `data` and `order` always belong together; `selected_id` is the id of the selected
 * row.
 */
#include "tui/widget_list.h"

#include <stdlib.h>
#include <string.h>

#include "tui/widget_index.h"
#include "tui/widget_list_private.h"

/* A list shows a column as its view says; a title without text cannot be sorted by. */
static void add_column(struct widget_list *l, const struct column_table *t,
		       const struct widget_column *look)
{
	struct widget_shown *c = &l->shown[l->n_shown++];

	*c = (struct widget_shown){.look = *look};
	if (look->name != NULL)
		c->column = column_find(t, look->name);
	if (c->look.title == NULL)
		c->look.title = c->column->title;
	if (c->look.title[0] != '\0')
		c->sort = look->sort != NULL ? column_find(t, look->sort) : c->column;
}

static bool has_column(const struct widget_list *l, const struct column *c)
{
	for (size_t i = 0; i < l->n_shown; i++)
		if (l->shown[i].column == c)
			return true;
	return false;
}

/* Whether the column says whose row it is, and all rows say the same. */
static bool is_of_all(const struct widget_list *l, const struct column_table *t,
		      const struct widget_column *look)
{
	const struct column *c = look->name != NULL ? column_find(t, look->name) : NULL;

	return c != NULL && c->context == CONTEXT_NETWORK && l->data != NULL &&
	       column_hidden(t, c, l->rows.snapshot, l->rows.first, l->rows.n);
}

/*
 * The view's columns, then those that say whose row it is where rows differ in them. People know a
 * token by its symbol; its address is for scripts.
 */
static void choose_columns(struct widget_list *l)
{
	const struct column_table *t = columns_of(l->info->table.kind);

	l->n_shown = 0;
	for (size_t i = 0; i < l->info->n_columns; i++)
		if (!is_of_all(l, t, &l->info->columns[i]))
			add_column(l, t, &l->info->columns[i]);
	for (size_t i = 0; i < t->n && l->data != NULL && l->n_shown < WIDGET_COLUMNS_MAX; i++) {
		const struct column *c = &t->columns[i];
		/*
		 * The network matters more than any figure beside it, and is never dropped. An
		 * amount whose token nobody can tell is worse than none, so that the token outlives
		 * what may be dropped.
		 */
		const int drop = c->context == CONTEXT_NETWORK ? 0
				 : c->context == CONTEXT_TOKEN ? 1
							       : 9;
		const struct widget_column look = {.name = c->name, .width = 8, .drop = drop};

		if (c->context != CONTEXT_NONE && !has_column(l, c) &&
		    !(c->context == CONTEXT_TOKEN && c->type == VALUE_ADDRESS) &&
		    !column_hidden(t, c, l->rows.snapshot, l->rows.first, l->rows.n))
			add_column(l, t, &look);
	}
}

/* Columns come and go with the rows: the title of the one that rows are sorted by stays marked. */
static void find_sorted(struct widget_list *l)
{
	l->sorted = -1;
	for (size_t i = 0; i < l->n_shown && l->query.sort != NULL && l->sorted < 0; i++)
		if (l->shown[i].sort == l->query.sort)
			l->sorted = (int)i;
}

void widget_list_init(struct widget_list *l, struct dashboard *d,
		      const struct widget_list_info *info)
{
	memset(l, 0, sizeof(*l));
	l->info = info;
	l->d = d;
	l->sorted = -1;
	l->order.place = SIZE_MAX;
	choose_columns(l);
}

/* Gives order and data back. */
static void drop_data(struct widget_list *l)
{
	free(l->order.rows);
	l->order = (struct widget_order){.place = SIZE_MAX};
	if (l->data != NULL)
		l->info->table.unref(l->data);
	l->data = NULL;
}

void widget_list_release(struct widget_list *l)
{
	if (l->d == NULL)
		return;
	widget_index_drop(l->d->index, l);
	drop_data(l);
	free(l->marks);
	memset(l, 0, sizeof(*l));
}

/* The table's row at a place of the order. */
static size_t row_at(const struct widget_list *l, size_t place)
{
	return l->order.rows != NULL ? l->order.rows[place] : place;
}

size_t widget_list_row(const struct widget_list *l)
{
	return l->data != NULL && l->selected < l->order.n ? row_at(l, l->selected) : SIZE_MAX;
}

const void *widget_list_chosen(const struct widget_list *l)
{
	size_t row = widget_list_row(l);

	return row != SIZE_MAX ? widget_order_row(&l->rows, row) : NULL;
}

struct widget_detail *widget_list_page(const struct widget_list *l)
{
	const void *row = widget_list_chosen(l);

	return row != NULL && l->info->page != NULL ? l->info->page(l->d, l->rows.snapshot, row)
						    : NULL;
}

static uint64_t id_of(const struct widget_list *l, size_t row)
{
	return l->info->table.id(l->rows.snapshot, widget_order_row(&l->rows, row));
}

void widget_list_move(struct widget_list *l, size_t place)
{
	if (l->order.n == 0) {
		l->selected = l->top = 0;
		return;
	}
	l->selected = place < l->order.n ? place : l->order.n - 1;
	l->selected_id = id_of(l, row_at(l, l->selected));
}

void widget_list_select(struct widget_list *l, size_t place)
{
	widget_list_move(l, place);
	l->chosen = l->order.n > 0;
}

/* Puts a finished order of `data` in place and takes over the reference to the data. */
static void adopt(struct widget_list *l, struct widget_order *order, const void *data)
{
	size_t offset = l->selected - l->top;
	bool searched = l->query.find != 0;

	drop_data(l);
	l->data = data;
	widget_order_rows(&l->rows, &l->info->table, data);
	choose_columns(l);
	find_sorted(l);
	l->order = *order;
	widget_list_move(l, order->place != SIZE_MAX ? order->place : l->selected);
	if (searched && order->place == SIZE_MAX)
		dashboard_message(l->d, STYLE_WARN, "no row has \"%s\"", l->query.pattern);
	/* The selected row stays at its height on the screen. */
	l->top = l->selected > offset ? l->selected - offset : 0;
	l->query.find = 0;
}

/* Orders `data` by the list's query, small data at once, large data in the thread. */
static void order(struct widget_list *l, const void *data)
{
	const struct widget_table *t = &l->info->table;
	struct widget_rows rows;
	struct widget_order o;
	enum status status;

	l->query.has_select = l->chosen;
	l->query.select = l->selected_id;
	widget_order_rows(&rows, t, data);
	if (rows.n > WIDGET_INDEX_SMALL) {
		bool first = l->data == NULL;

		if (first) {
			/* The first page needs no order: it shows the rows as they come. */
			o = (struct widget_order){.n = rows.n, .place = SIZE_MAX};
			adopt(l, &o, t->ref(data));
			if (l->query.sort == NULL && !l->query.reverse &&
			    l->query.filter[0] == '\0')
				return;
		}
		status = widget_index_ask(l->d->index, l, t, data, &l->query);
	} else {
		widget_index_drop(l->d->index, l);
		status = widget_order_build(&o, t, data, &l->query, NULL);
		if (status == STATUS_OK)
			adopt(l, &o, t->ref(data));
	}
	if (status != STATUS_OK)
		dashboard_message(l->d, STYLE_BAD, "cannot order the rows: %s",
				  status_phrase(status));
}

void widget_list_set(struct widget_list *l, const void *data)
{
	order(l, data);
}

bool widget_list_poll(struct widget_list *l)
{
	struct widget_order o;
	const void *data;
	enum status status;

	if (l->d == NULL || !widget_index_take(l->d->index, l, &status, &o, &data))
		return false;
	if (status == STATUS_OK) {
		adopt(l, &o, data);
	} else {
		l->info->table.unref(data);
		dashboard_message(l->d, STYLE_BAD, "cannot order the rows: %s",
				  status_phrase(status));
	}
	return true;
}

void widget_list_reorder(struct widget_list *l)
{
	if (l->data != NULL) {
		const void *data = l->info->table.ref(l->data);

		order(l, data);
		l->info->table.unref(data);
	}
}

/* The place of `id` among the marks, or the place where it would be put in. */
static size_t mark_place(const struct widget_list *l, uint64_t id)
{
	size_t low = 0, high = l->n_marks;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (l->marks[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool widget_list_marked(const struct widget_list *l, uint64_t id)
{
	size_t at = mark_place(l, id);

	return at < l->n_marks && l->marks[at] == id;
}

/* The selection moves on, so that rows are marked one after the other. */
void widget_list_toggle_mark(struct widget_list *l)
{
	size_t at = mark_place(l, l->selected_id);

	if (l->order.n == 0)
		return;
	if (at < l->n_marks && l->marks[at] == l->selected_id) {
		memmove(l->marks + at, l->marks + at + 1, (--l->n_marks - at) * sizeof(*l->marks));
	} else {
		if (l->n_marks == l->cap_marks) {
			size_t cap = l->cap_marks * 2 + 16;
			uint64_t *marks = realloc(l->marks, cap * sizeof(*marks));

			if (marks == NULL)
				return;
			l->marks = marks;
			l->cap_marks = cap;
		}
		memmove(l->marks + at + 1, l->marks + at, (l->n_marks++ - at) * sizeof(*l->marks));
		l->marks[at] = l->selected_id;
	}
	widget_list_select(l, l->selected + 1);
}

void widget_list_clear_marks(struct widget_list *l)
{
	l->n_marks = 0;
}

void widget_list_show(struct widget_list *l, const struct widget_list_info *info)
{
	l->info = info;
	widget_list_reorder(l);
}
