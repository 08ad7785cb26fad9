/*
 * A list: columns that give way on narrow screens, sort, filter, marks, and a selection that stays
 * on its row when the rows around it change.
 */
#ifndef TUI_WIDGET_LIST_H
#define TUI_WIDGET_LIST_H

#include "tui/view.h"
#include "tui/widget_index.h"

struct widget_column {
	const char *title;
	int width;    /* cells; of a flexible column the least */
	int max;      /* > width: takes what is left, up to this */
	uint8_t drop; /* columns with the highest number go first; 0 = never */
	bool right;   /* flush right */
	bool sortable;
};

/* What stands in one place. */
struct widget_cell {
	char text[208];
	enum screen_style style;
	double bar; /* >= 0: a bar of this share of the column instead of text */
	bool spark; /* `values` as a sparkline instead of text */
	double values[16];
	size_t n_values;
	char note[32]; /* flush right in the same column, the text giving way; "" = none */
	enum screen_style note_style;
};

struct widget_list_info {
	const struct widget_column *columns;
	size_t n_columns;
	struct widget_table table;
	void (*cell)(struct dashboard *d, const void *data, size_t row, size_t column,
		     struct widget_cell *out);
	const char *empty; /* what to say, and what to do, when there is no row at all */
};

struct widget_list {
	const struct widget_list_info *info;
	struct dashboard *d;
	const void *data; /* with a reference, when the table has `ref` */
	struct widget_query query;
	struct widget_order order;
	size_t top, selected; /* places */
	uint64_t selected_id;
	bool chosen; /* by the user: stays on its row. Else the first row, whatever comes there */
	bool typing; /* the filter is being typed */
	char last[WIDGET_FILTER_SIZE];
	uint64_t *marks; /* ascending ids */
	size_t n_marks, cap_marks;
	int page; /* rows last drawn */
};

/* The tables of a view, the `shown` one in focus. */
struct widget_tables {
	struct widget_list lists[VIEW_TABLES];
	size_t n, shown;
};

/*
 * An empty list. widget_list_release() gives back its data and whatever the thread still does for
 * it.
 */
void widget_list_init(struct widget_list *l, struct dashboard *d,
		      const struct widget_list_info *info);
/* Safe on a zeroed list. */
void widget_list_release(struct widget_list *l);

/*
 * New data for the same columns; a row that the user chose stays selected. Large data is taken
 * over when ordered.
 */
void widget_list_set(struct widget_list *l, const void *data);

/* Takes finished orders from the index thread. True when something changed. */
bool widget_list_poll(struct widget_list *l);

/* Motion, filter, sort, marks, n/N. False: not an action of lists. */
bool widget_list_act(struct widget_list *l, enum action a);

/* A key while the filter is typed. False: it is not being typed. */
bool widget_list_key(struct widget_list *l, const struct key_event *ev);

/* Title row and rows into `a`. */
void widget_list_draw(struct widget_list *l, struct screen *s, struct screen_area a);

/* "3 of 50", "/text 3 of 5", "sorting": for a view's heading. */
void widget_list_place(const struct widget_list *l, char *out, size_t cap);

/* A view's first line: title, a dim note, and the place at the right. */
void widget_list_heading(const struct widget_list *l, struct screen *s, struct screen_area a,
			 const char *title, const char *note);

/* Selects a place; out of range: the nearest. */
void widget_list_select(struct widget_list *l, size_t place);

/* The selected row of `l->data`, or SIZE_MAX. */
size_t widget_list_row(const struct widget_list *l);

/* Whether the row with this id is marked. */
bool widget_list_marked(const struct widget_list *l, uint64_t id);

/* Makes a list of each table, over the dashboard's snapshot. */
void widget_tables_open(struct widget_tables *t, struct dashboard *d, const struct view *view);
void widget_tables_close(struct widget_tables *t);

/* The dashboard has a new snapshot. */
void widget_tables_changed(struct widget_tables *t, const struct snapshot *s);

/* The selected row of the table in focus, or SIZE_MAX. */
size_t widget_tables_row(const struct widget_tables *t);

#endif
