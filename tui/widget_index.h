/*
 * The thread that orders large tables, so that no key waits for a million rows.
 *
 * A request is asked, then working, then done, then taken. It is dropped as soon as its owner asks
 * again or drops it; a working thread notices within 4096 rows.
 */
#ifndef TUI_WIDGET_INDEX_H
#define TUI_WIDGET_INDEX_H

#include "tui/widget_order.h"

struct widget_index;

/* Tables up to this many rows need no thread: to filter 4096 rows by text takes about 1 ms. */
#define WIDGET_INDEX_SMALL 4096

/* Prepares the index; its thread starts with the first request. ERR_MEMORY, ERR_IO. */
MUST_CHECK enum status widget_index_new(struct widget_index **out);

/* Stops the thread. NULL is fine. */
void widget_index_free(struct widget_index *x);

/* A descriptor that is readable while a result waits. */
int widget_index_fd(const struct widget_index *x);

/* Makes the descriptor unreadable; called before the results are taken. */
void widget_index_drain(struct widget_index *x);

/* Asks in the name of `owner`; an older request of the same owner is dropped. ERR_MEMORY. */
MUST_CHECK enum status widget_index_ask(struct widget_index *x, const void *owner,
					const struct widget_table *t, const void *data,
					const struct widget_query *q);

/* Whether a request of `owner` (NULL: of anybody) is asked, working, or done and not taken. */
bool widget_index_pending(struct widget_index *x, const void *owner);

/* Forgets the owner's requests and waits until the thread has let go of them. */
void widget_index_drop(struct widget_index *x, const void *owner);

/*
 * Takes the owner's result, once.
 * Out:     status, order, and the data that was ordered, with a reference for the caller
 * Returns: false when no result waits
 */
bool widget_index_take(struct widget_index *x, const void *owner, enum status *status,
		       struct widget_order *order, const void **data);

#endif
