#include "tui/widget_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void widget_list_init(struct widget_list *l, struct dashboard *d,
		      const struct widget_list_info *info)
{
	memset(l, 0, sizeof(*l));
	l->info = info;
	l->d = d;
	l->query.sort = -1;
	l->order.place = SIZE_MAX;
}

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

static size_t row_at(const struct widget_list *l, size_t place)
{
	return l->order.rows != NULL ? l->order.rows[place] : place;
}

size_t widget_list_row(const struct widget_list *l)
{
	return l->data != NULL && l->selected < l->order.n ? row_at(l, l->selected) : SIZE_MAX;
}

static void place_at(struct widget_list *l, size_t place)
{
	if (l->order.n == 0) {
		l->selected = l->top = 0;
		return;
	}
	l->selected = place < l->order.n ? place : l->order.n - 1;
	l->selected_id = l->info->table.id(l->data, row_at(l, l->selected));
}

void widget_list_select(struct widget_list *l, size_t place)
{
	place_at(l, place);
	l->chosen = l->order.n > 0;
}

/* A finished order of `data` (whose reference is taken over) becomes what is shown. */
static void adopt(struct widget_list *l, struct widget_order *order, const void *data)
{
	size_t offset = l->selected - l->top;
	bool searched = l->query.find != 0;

	drop_data(l);
	l->data = data;
	l->order = *order;
	place_at(l, order->place != SIZE_MAX ? order->place : l->selected);
	if (searched && order->place == SIZE_MAX)
		dashboard_say(l->d, STYLE_WARN, "no row has \"%s\"", l->query.pattern);
	/* The selected row stays where it was on the screen. */
	l->top = l->selected > offset ? l->selected - offset : 0;
	l->query.find = 0;
}

/*
 * Orders `data` as asked: at once when it is small, else in the thread, the old rows staying
 * meanwhile.
 */
static void order(struct widget_list *l, const void *data)
{
	const struct widget_table *t = &l->info->table;
	struct widget_order o;
	enum status status;

	l->query.has_select = l->chosen;
	l->query.select = l->selected_id;
	if (t->count(data) > WIDGET_INDEX_SMALL) {
		bool first = l->data == NULL;

		if (first) {
			/* The first page needs no order: show the rows as they come. */
			o = (struct widget_order){.n = t->count(data), .place = SIZE_MAX};
			adopt(l, &o, t->ref(data));
			if (l->query.sort < 0 && !l->query.reverse && l->query.filter[0] == '\0')
				return;
		}
		status = widget_index_ask(l->d->index, l, t, data, &l->query);
	} else {
		widget_index_drop(l->d->index, l);
		status = widget_index_build(&o, t, data, &l->query, NULL);
		if (status == STATUS_OK)
			adopt(l, &o, t->ref(data));
	}
	if (status != STATUS_OK)
		dashboard_say(l->d, STYLE_BAD, "cannot order the rows: %s", status_phrase(status));
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
		dashboard_say(l->d, STYLE_BAD, "cannot order the rows: %s", status_phrase(status));
	}
	return true;
}

static void again(struct widget_list *l)
{
	if (l->data != NULL) {
		const void *data = l->info->table.ref(l->data);

		order(l, data);
		l->info->table.unref(data);
	}
}

/* A new order is asked for its first rows. */
static void from_the_top(struct widget_list *l)
{
	l->selected = l->top = 0;
	l->chosen = false;
	again(l);
}

/* The next sortable column, behind the last one the table's own order. */
static void sort_next(struct widget_list *l)
{
	int n = (int)l->info->n_columns;

	do
		l->query.sort++;
	while (l->query.sort < n && !l->info->columns[l->query.sort].sortable);
	if (l->query.sort >= n)
		l->query.sort = -1;
	if (l->query.sort < 0)
		dashboard_say(l->d, STYLE_DIM, "in the order they came");
	else
		dashboard_say(l->d, STYLE_DIM, "sorted by %s",
			      l->info->columns[l->query.sort].title);
	from_the_top(l);
}

static void find(struct widget_list *l, int direction)
{
	if (l->last[0] == '\0') {
		dashboard_say(l->d, STYLE_WARN, "nothing to look for yet: / filters");
		return;
	}
	snprintf(l->query.pattern, sizeof(l->query.pattern), "%s", l->last);
	l->query.find = direction;
	l->chosen = l->order.n > 0;
	again(l);
}

/* Where `id` is among the marks, or where it would go. */
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

static void toggle_mark(struct widget_list *l)
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

bool widget_list_act(struct widget_list *l, enum action a)
{
	size_t page = l->page > 1 ? (size_t)l->page - 1 : 1;
	size_t at = l->selected;

	if (a == ACTION_DOWN)
		widget_list_select(l, at + 1);
	else if (a == ACTION_UP)
		widget_list_select(l, at > 0 ? at - 1 : 0);
	else if (a == ACTION_PAGE_DOWN)
		widget_list_select(l, at + page);
	else if (a == ACTION_PAGE_UP)
		widget_list_select(l, at > page ? at - page : 0);
	else if (a == ACTION_FIRST)
		place_at(l, 0), l->chosen = false;
	else if (a == ACTION_LAST)
		widget_list_select(l, SIZE_MAX);
	else if (a == ACTION_MARK)
		toggle_mark(l);
	else if (a == ACTION_SORT)
		sort_next(l);
	else if (a == ACTION_REVERSE)
		l->query.reverse = !l->query.reverse, from_the_top(l);
	else if (a == ACTION_NEXT_MATCH || a == ACTION_PREVIOUS_MATCH)
		find(l, a == ACTION_NEXT_MATCH ? 1 : -1);
	else if (a == ACTION_FILTER)
		l->typing = true;
	else if (a == ACTION_BACK && l->query.filter[0] != '\0')
		l->query.filter[0] = '\0', again(l);
	else
		return false;
	return true;
}

bool widget_list_key(struct widget_list *l, const struct key_event *ev)
{
	char *filter = l->query.filter;
	size_t len = strlen(filter);
	char c[5];

	if (!l->typing)
		return false;
	if (ev->type != KEY_EVENT_KEY)
		return true;
	if (ev->key == KEY_CODE_ENTER || ev->key == KEY_CODE_DOWN) {
		l->typing = false;
		return true;
	}
	if (ev->key == KEY_CODE_ESC) {
		/* The pattern stays known to n and N. */
		l->typing = false;
		filter[0] = '\0';
	} else if (ev->key == KEY_CODE_BACKSPACE) {
		while (len > 0 && ((unsigned char)filter[--len] & 0xC0) == 0x80)
			;
		filter[len] = '\0';
	} else if (ev->key == 'U' - '@') {
		filter[0] = '\0';
	} else if (key_character(c, ev->key) && len + strlen(c) < WIDGET_FILTER_SIZE) {
		memcpy(filter + len, c, strlen(c) + 1);
	} else {
		return true;
	}
	if (filter[0] != '\0')
		snprintf(l->last, sizeof(l->last), "%s", filter);
	again(l);
	return true;
}

void widget_tables_open(struct widget_tables *t, struct dashboard *d, const struct view *view)
{
	while (t->n < VIEW_TABLES && view->tables[t->n] != NULL) {
		widget_list_init(&t->lists[t->n], d, view->tables[t->n]);
		widget_list_set(&t->lists[t->n++], d->snap);
	}
}

void widget_tables_close(struct widget_tables *t)
{
	for (size_t i = 0; i < t->n; i++)
		widget_list_release(&t->lists[i]);
}

void widget_tables_changed(struct widget_tables *t, const struct snapshot *s)
{
	for (size_t i = 0; i < t->n; i++)
		widget_list_set(&t->lists[i], s);
}

size_t widget_tables_row(const struct widget_tables *t)
{
	return widget_list_row(&t->lists[t->shown]);
}
