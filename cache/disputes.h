/* Contradictions between nodes, kept for the log. */
#ifndef CACHE_DISPUTES_H
#define CACHE_DISPUTES_H

#include <stdint.h>

#include "cache/db.h"

struct cache_dispute {
	int64_t time;
	char node[32];
	char what[64];			 /* the question: "eth_call 0x42…21" */
	char said[LIMIT_DISPUTE_TEXT];	 /* the node's answer */
	char agreed[LIMIT_DISPUTE_TEXT]; /* the answer that the others agreed on */
	uint64_t block;
	uint64_t count; /* how often it said so; set by the cache */
};

/* So many of the newest are kept. */
#define CACHE_DISPUTES_KEPT 1000

/* Adds a dispute and forgets the oldest. */
MUST_CHECK enum status cache_disputes_put(struct cache *c, const struct cache_dispute *d,
					  struct err *e);

/* Adds a dispute of a backup, as one that is older than all here. The newest one is added first. */
MUST_CHECK enum status cache_disputes_restore(struct cache *c, const struct cache_dispute *d,
					      struct err *e);

/* Lists each row as it is kept, newest first. */
MUST_CHECK enum status cache_disputes_each(struct cache *c, struct cache_dispute **out, size_t *n,
					   struct err *e);

/* Lists all, newest first. Equal ones are one row with the newest time and block. */
MUST_CHECK enum status cache_disputes_all(struct cache *c, struct cache_dispute **out, size_t *n,
					  struct err *e);

#endif
