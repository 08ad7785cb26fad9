/* The nodes of a snapshot, and what they disagreed about. */
#ifndef APP_LOAD_NODES_H
#define APP_LOAD_NODES_H

#include "app/load_rows.h"

/*
 * Fills a row for each node of the profile, asked or not, and the disputes that were kept.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_nodes(struct loading *l, struct err *e);

#endif
