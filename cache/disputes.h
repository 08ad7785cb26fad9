/* Contradictions between nodes, kept for the log. */
#ifndef CACHE_DISPUTES_H
#define CACHE_DISPUTES_H

#include "cache/db.h"

struct cache_dispute {
	int64_t time;
	char node[32];
	char what[64];	 /* the question: "eth_call 0x42…21" */
	char said[96];	 /* the node's answer */
	char agreed[96]; /* the answer that the others agreed on */
	uint64_t block;
};

/* So many of the newest are kept. */
#define CACHE_DISPUTES_KEPT 1000

/* Adds a dispute and forgets the oldest. */
MUST_CHECK enum status cache_disputes_put(struct cache *c, const struct cache_dispute *d,
					  struct err *e);

/* Lists all, newest first. */
MUST_CHECK enum status cache_disputes_all(struct cache *c, struct cache_dispute **out, size_t *n,
					  struct err *e);

#endif
