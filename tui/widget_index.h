/*
 * Orders and filters the rows of a table: small tables at once, large ones in a thread, so that no
 * key waits for a million rows.
 *
 * States of a request: asked → working → done, or dropped as soon as a newer one of the same list
 * is asked (looked at every 4096 rows). The rows stay 4 bytes each in the result.
 */
#ifndef TUI_WIDGET_INDEX_H
#define TUI_WIDGET_INDEX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct widget_index;

/*
 * A table: pure functions over immutable data, called from any thread. `ref` and `unref` hold the
 * data while a list shows it or a thread works on it.
 */
struct widget_table {
	size_t (*count)(const void *data);
	uint64_t (*id)(const void *data, size_t row); /* stays the same from snapshot to snapshot */
	int (*compare)(const void *data, size_t a, size_t b, unsigned column);
	void (*text)(const void *data, size_t row, char *out,
		     size_t cap); /* what a filter looks at */
	const void *(*ref)(const void *data);
	void (*unref)(const void *data);
};

#define WIDGET_FILTER_SIZE 64

/* What is asked. */
struct widget_query {
	int sort; /* column, or -1: the table's own order */
	bool reverse;
	char filter
		/* "" = all rows; "!text" = rows without it; case does not matter */
		[WIDGET_FILTER_SIZE];
	bool has_select;
	uint64_t select; /* id of the row whose place is wanted */
	int find; /* +1, -1: the next or previous place from `select` whose text has `pattern` */
	char pattern[WIDGET_FILTER_SIZE];
};

/* What is given back. `rows` NULL with n > 0: the identity, row i at place i. */
struct widget_order {
	uint32_t *rows; /* freed by the receiver */
	size_t n;
	size_t place; /* of the selected (or found) row; SIZE_MAX = not there */
};

/* Tables up to this many rows are ordered at once: 4096 rows take about 1 ms with a text filter. */
#define WIDGET_INDEX_SMALL 4096

/*
 * Does it here and now. `cancel` (may be NULL) is looked at every 4096 rows. ERR_MEMORY,
 * ERR_CANCELLED.
 */
MUST_CHECK enum status widget_index_build(struct widget_order *out, const struct widget_table *t,
					  const void *data, const struct widget_query *q,
					  const atomic_bool *cancel);

/* The thread starts with the first large request. */
MUST_CHECK enum status widget_index_new(struct widget_index **out);
void widget_index_free(struct widget_index *x);

/* Readable when a result waits; widget_index_drain() before taking results makes it unreadable. */
int widget_index_fd(const struct widget_index *x);
void widget_index_drain(struct widget_index *x);

/* Asks in the name of `owner`; an older request of the same owner is dropped. ERR_MEMORY. */
MUST_CHECK enum status widget_index_ask(struct widget_index *x, const void *owner,
					const struct widget_table *t, const void *data,
					const struct widget_query *q);

/* Whether a request of `owner` (NULL: of anybody) is asked, working or done and not taken. */
bool widget_index_pending(struct widget_index *x, const void *owner);

/* Forgets the owner's requests and waits for the thread to let go of them. */
void widget_index_drop(struct widget_index *x, const void *owner);

/*
 * Takes the owner's result: true once, with the status, the order, and the data it belongs to
 * (with a reference for the caller).
 */
bool widget_index_take(struct widget_index *x, const void *owner, enum status *status,
		       struct widget_order *order, const void **data);

/* Comparisons of columns: < 0, 0, > 0. */
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

/* Whether `text` has `pattern`, cases of ASCII alike. */
bool widget_index_contains(const char *text, const char *pattern);

#endif
