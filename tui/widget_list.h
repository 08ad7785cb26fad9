/*
 * A list: columns that give way on narrow screens, sort, filter, marks, and a selection that stays
 * on its row when the rows around it change.
 *
 * Texts, order and filter come from the column table of the rows' kind (models/columns.h). A view
 * says which of its columns stand in the list, how wide they are, and what colour a cell has.
 */
#ifndef TUI_WIDGET_LIST_H
#define TUI_WIDGET_LIST_H

#include "tui/dashboard.h"
#include "tui/widget_detail.h"
#include "tui/widget_order.h"

/* The longest text of a row is a sentence (SENTENCE_TEXT_SIZE). */
#define WIDGET_CELL_SIZE 1024

/* How a column of the kind stands in a list. */
struct widget_column {
	const char *name;  /* in the column table; NULL: a picture of the view's own */
	const char *title; /* NULL: as in the column table */
	int width;	   /* cells; the column is wider where a row on the screen needs it */
	int max;      /* above 0: it takes the cells left over, up to this many, and cuts texts */
	uint8_t drop; /* those with the highest number are dropped first; 0 is never dropped */
	bool whole;   /* times, addresses and hashes in full length */
	const char *sort; /* the column that it sorts by; NULL: its own */
};

/* The content of one column in one row. */
struct widget_cell {
	char text[WIDGET_CELL_SIZE];
	enum screen_style style;
	double bar; /* >= 0: draws a bar of this share of the column in place of the text */
	bool spark; /* draws `values` as a sparkline in place of the text */
	double values[16];
	size_t n_values;
	char note[48]; /* follows the text and shortens it; "" means none; numbers have none */
	enum screen_style note_style;
};

/* A kind of list. */
struct widget_list_info {
	const struct widget_column *columns;
	size_t n_columns;
	struct widget_table table;
	/*
	 * Colours the cell of a column (one of `columns`), whose text is there, or draws into it.
	 * NULL: as it is.
	 */
	void (*dress)(struct dashboard *d, const void *row, size_t column, struct widget_cell *out);
	const char *empty; /* tells the user why there is no row, and what to do about it */
	/*
	 * Makes the page about a row of the snapshot `s` (NULL: of none), which ACTION_OPEN opens
	 * and a wide screen shows beside the list. Returns: NULL when out of memory. NULL: the rows
	 * have no page, and ACTION_OPEN is the view's.
	 */
	struct widget_detail *(*page)(const struct dashboard *d, const struct snapshot *s,
				      const void *row);
	bool opens_more; /* ACTION_OPEN is the view's all the same, whose page says more */
};

/* The most columns of a list. */
#define WIDGET_COLUMNS_MAX 16

/* A column of a list, and the column of the kind that it shows; NULL for a picture. */
struct widget_shown {
	struct widget_column look;
	const struct column *column;
	const struct column *sort; /* NULL: rows are not ordered by it */
};

/* A list on the screen. A place is a position in the order; a row is one of the table. */
struct widget_list {
	const struct widget_list_info *info;
	struct dashboard *d;
	const void *data; /* with a reference; NULL before there is any */
	struct widget_rows rows;
	/* Those of `info`, then those that say whose row it is, where rows differ in them. */
	struct widget_shown shown[WIDGET_COLUMNS_MAX];
	size_t n_shown;
	int sorted; /* the column in `shown` by which rows are ordered, or -1 */
	struct widget_query query;
	struct widget_order order;
	size_t top, selected; /* places */
	uint64_t selected_id;
	/* The user chose the row, so the selection follows it. Else the first place is selected. */
	bool chosen;
	bool idle;		       /* another list has the focus: no selection is drawn */
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

/* Shows other rows of the data, with the same columns. Marks stay. */
void widget_list_show(struct widget_list *l, const struct widget_list_info *info);

/* Takes a finished order from the index thread. Returns: whether something changed. */
bool widget_list_poll(struct widget_list *l);

/* Selects a place as the user's choice; a place beyond the end selects the last one. */
void widget_list_select(struct widget_list *l, size_t place);

/* The selected row of `l->data`, or SIZE_MAX. */
size_t widget_list_row(const struct widget_list *l);

/* The selected row itself, or NULL. */
const void *widget_list_chosen(const struct widget_list *l);

/* Makes the page about the selected row. Returns: NULL when there is none, or out of memory. */
struct widget_detail *widget_list_page(const struct widget_list *l);

/* Whether the row with this id is marked. */
bool widget_list_marked(const struct widget_list *l, uint64_t id);

/* Takes all marks away. */
void widget_list_clear_marks(struct widget_list *l);

#endif
