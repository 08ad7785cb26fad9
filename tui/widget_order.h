/*
 * Filtering and sorting the rows of a table. Pure: the functions here look only at their arguments.
 */
#ifndef TUI_WIDGET_ORDER_H
#define TUI_WIDGET_ORDER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/*
 * A table: functions of immutable data, called from any thread. A list holds the data by `ref` and
 * `unref` while it shows the data or a thread works on it.
 */
struct widget_table {
	size_t (*count)(const void *data);
	/* A number that a row keeps from snapshot to snapshot. */
	uint64_t (*id)(const void *data, size_t row);
	int (*compare)(const void *data, size_t a, size_t b, unsigned column);
	/* Writes the text that a filter looks at. */
	void (*text)(const void *data, size_t row, char *out, size_t cap);
	const void *(*ref)(const void *data);
	void (*unref)(const void *data);
};

#define WIDGET_FILTER_SIZE 64

/* The order that is wanted. */
struct widget_query {
	int sort; /* a column, or -1 for the table's own order */
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

/* Compare two values of a column: < 0, 0 or > 0. */
static inline int widget_compare_u64(uint64_t x, uint64_t y)
{
	return (x > y) - (x < y);
}

static inline int widget_compare_i64(int64_t x, int64_t y)
{
	return (x > y) - (x < y);
}

static inline int widget_compare_double(double x, double y)
{
	return (x > y) - (x < y);
}

#endif
