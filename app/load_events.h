/* The tables of a snapshot that need no network: accounts and events. */
#ifndef APP_LOAD_EVENTS_H
#define APP_LOAD_EVENTS_H

#include "app/load_rows.h"

/* Fills the accounts. Returns: STATUS_OK, ERR_MEMORY, a failure of the cache. */
MUST_CHECK enum status load_account_rows(struct snapshot *s, struct cache *cache, struct err *e);

/*
 * Fills the newest events. The profile, or NULL, names their datanets.
 * Returns: STATUS_OK, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status load_events(struct loading *l, struct err *e);

#endif
