/*
 * A list: columns that give way on narrow screens, sort, filter, marks, and a selection that stays
 * on its row when the rows around it change.
 */
#ifndef TUI_WIDGET_LIST_H
#define TUI_WIDGET_LIST_H

#include "tui/dashboard.h"
#include "tui/widget_order.h"

struct widget_column {
	const char *title;
	int width;    /* cells; of a flexible column the least */
	int max;      /* above width: the column takes the cells left over, up to this many */
	uint8_t drop; /* columns with the highest number are dropped first; 0 is never dropped */
	bool right;   /* flush right */
	bool sortable;
};

/* The content of one column in one row. */
struct widget_cell {
	char text[208];
	enum screen_style style;
	double bar; /* >= 0: draws a bar of this share of the column in place of the text */
	bool spark; /* draws `values` as a sparkline in place of the text */
	double values[16];
	size_t n_values;
	char note[32]; /* flush right in the column, which shortens the text; "" means none */
	enum screen_style note_style;
};

/* A kind of list. */
struct widget_list_info {
	const struct widget_column *columns;
	size_t n_columns;
	struct widget_table table;
	void (*cell)(struct dashboard *d, const void *data, size_t row, size_t column,
		     struct widget_cell *out);
	const char *empty; /* tells the user why there is no row, and what to do about it */
};

/* A list on the screen. A place is a position in the order; a row is one of the table. */
struct widget_list {
	const struct widget_list_info *info;
	struct dashboard *d;
	const void *data; /* with a reference, when the table has `ref` */
	struct widget_query query;
	struct widget_order order;
	size_t top, selected; /* places */
	uint64_t selected_id;
	/* The user chose the row, so the selection follows it. Else the first place is selected. */
	bool chosen;
	bool typing;		       /* the filter is being typed */
	char last[WIDGET_FILTER_SIZE]; /* the last filter, for the next and previous match */
	uint64_t *marks;	       /* ascending ids */
	size_t n_marks, cap_marks;
	int page; /* rows last drawn */
};

/* Makes an empty list. */
void widget_list_init(struct widget_list *l, struct dashboard *d,
		      const struct widget_list_info *info);

/* Gives the data back and waits until the index thread has let go of it. Safe on a zeroed list. */
void widget_list_release(struct widget_list *l);

/*
 * Gives the list new data. A row that the user chose stays selected. Large data is shown once the
 * index thread has ordered it.
 */
void widget_list_set(struct widget_list *l, const void *data);

/* Takes a finished order from the index thread. Returns: whether something changed. */
bool widget_list_poll(struct widget_list *l);

/* Selects a place as the user's choice; a place beyond the end selects the last one. */
void widget_list_select(struct widget_list *l, size_t place);

/* The selected row of `l->data`, or SIZE_MAX. */
size_t widget_list_row(const struct widget_list *l);

/* Whether the row with this id is marked. */
bool widget_list_marked(const struct widget_list *l, uint64_t id);

#endif
