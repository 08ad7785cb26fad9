/* Disagreements between nodes, kept. */
#ifndef CACHE_DISPUTES_H
#define CACHE_DISPUTES_H

#include "cache/db.h"

struct cache_dispute {
	int64_t time;
	char node[32];
	char what[64];
	char said[96];
	char agreed[96];
	uint64_t block;
};

/* The newest so many are kept. */
#define CACHE_DISPUTES_KEPT 1000

/* Adds one. */
MUST_CHECK enum status cache_disputes_put(struct cache *c, const struct cache_dispute *d,
					  struct err *e);

/* Newest first. */
MUST_CHECK enum status cache_disputes_all(struct cache *c, struct cache_dispute **out, size_t *n,
					  struct err *e);

#endif
