/* The tables of a snapshot that need no network: accounts and events. */
#ifndef APP_LOAD_EVENTS_H
#define APP_LOAD_EVENTS_H

#include "app/snapshot.h"
#include "cache/db.h"

/* Fills the accounts. Returns: STATUS_OK, ERR_MEMORY, a failure of the cache. */
MUST_CHECK enum status load_account_rows(struct snapshot *s, struct cache *cache, struct err *e);

/* Fills the newest events. Returns: STATUS_OK, ERR_MEMORY, a failure of the cache. */
MUST_CHECK enum status load_events(struct snapshot *s, struct cache *cache, struct err *e);

#endif
