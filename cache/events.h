/* What happened: the log view, and "since you last looked". Of the selected network. */
#ifndef CACHE_EVENTS_H
#define CACHE_EVENTS_H

#include "cache/db.h"
#include "chain/trust.h"

struct cache_event {
	int64_t id; /* row; set by the cache */
	int64_t time;
	enum trust trust;
	bool seen;
	char area[16];
	char text[200];
};

/* At most the newest so many are kept. */
#define CACHE_EVENTS_KEPT 10000

/* Adds one; `id` is ignored. */
MUST_CHECK enum status cache_events_put(struct cache *c, const struct cache_event *event,
					struct err *e);

/* At most `limit`, newest first. */
MUST_CHECK enum status cache_events_recent(struct cache *c, struct cache_event **out, size_t *n,
					   size_t limit, struct err *e);

/* Everything up to now counts as seen. */
MUST_CHECK enum status cache_events_mark_seen(struct cache *c, struct err *e);

#endif
