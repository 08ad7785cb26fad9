/* Events of the selected network, for the log and for "since you last looked". */
#ifndef CACHE_EVENTS_H
#define CACHE_EVENTS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/sentence.h"
#include "chain/trust.h"

struct cache_event {
	int64_t id; /* row; set by the cache */
	int64_t time;
	enum trust trust;
	struct address datanet; /* the one that it is about; zero: none, or not known */
	struct address account; /* likewise */
	bool seen;		/* the user has looked at the log since */
	char area[16];		/* the part of byline that noted it: "datanet" */
	struct sentence text;
};

/* So many of the newest are kept, of all networks together. */
#define CACHE_EVENTS_KEPT 10000

/* Adds an event and forgets the oldest. `id` is ignored. */
MUST_CHECK enum status cache_events_put(struct cache *c, const struct cache_event *event,
					struct err *e);

/*
 * Adds an event of a backup, as one that is older than every event of every network here. `id` is
 * ignored. So the newest one is added first.
 */
MUST_CHECK enum status cache_events_restore(struct cache *c, const struct cache_event *event,
					    struct err *e);

/* Lists at most `limit` events, newest first. */
MUST_CHECK enum status cache_events_recent(struct cache *c, struct cache_event **out, size_t *n,
					   size_t limit, struct err *e);

/* Marks events as seen: all, or with an `account` those of it and those of none. */
MUST_CHECK enum status cache_events_mark_seen(struct cache *c, const struct address *account,
					      struct err *e);

#endif
