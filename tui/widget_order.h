/*
 * Filtering and sorting the rows of a table by the columns of their kind (models/columns.h). Pure:
 * the functions here look only at their arguments.
 */
#ifndef TUI_WIDGET_ORDER_H
#define TUI_WIDGET_ORDER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "models/columns.h"

/*
 * A table: functions of immutable data, called from any thread. A list holds the data by `ref` and
 * `unref` while it shows the data or a thread works on it.
 */
struct widget_table {
	enum row_kind kind;
	/* A number that a row keeps from snapshot to snapshot; `s` is NULL for rows in none. */
	uint64_t (*id)(const struct snapshot *s, const void *row);
	/* The rows in the data, side by side. NULL: the data is a snapshot that has the kind. */
	const void *(*rows)(const void *data, size_t *n);
	const void *(*ref)(const void *data);
	void (*unref)(const void *data);
};

/* The rows that a table has in some data. */
struct widget_rows {
	const struct column_table *table;
	const struct snapshot *snapshot; /* NULL for rows that are in none */
	const void *first;		 /* side by side */
	size_t n;
};

/* Finds the rows of a table in `data`. */
void widget_order_rows(struct widget_rows *out, const struct widget_table *t, const void *data);

/* Row `i` of the rows; i < r->n. */
const void *widget_order_row(const struct widget_rows *r, size_t i);

#define WIDGET_FILTER_SIZE 64

/* The order that is wanted. */
struct widget_query {
	const struct column *sort; /* NULL: the table's own order */
	bool reverse;
	/* "" keeps all rows, "!text" the rows without the text. Case does not matter. */
	char filter[WIDGET_FILTER_SIZE];
	bool has_select;
	uint64_t select; /* id of the row whose place is wanted */
	/* +1 or -1: the place wanted is that of the next or previous row with `pattern`; 0: not. */
	int find;
	char pattern[WIDGET_FILTER_SIZE];
};

/* The order that was made: table row `rows[i]` stands at place i. */
struct widget_order {
	uint32_t *rows; /* freed by the receiver; NULL with n > 0 means that row i is at place i */
	size_t n;
	size_t place; /* where the selected or found row stands; SIZE_MAX: nowhere */
};

/*
 * Orders a table's rows. `cancel` (may be NULL) is looked at every 4096 rows.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_CANCELLED.
 */
MUST_CHECK enum status widget_order_build(struct widget_order *out, const struct widget_table *t,
					  const void *data, const struct widget_query *q,
					  const atomic_bool *cancel);

#endif
