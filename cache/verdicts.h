/*
 * What an audit found for one account in one epoch. What it found in the statement as such, for
 * everybody, is the statement's (cache/statements.h).
 */
#ifndef CACHE_VERDICTS_H
#define CACHE_VERDICTS_H

#include "cache/statements.h"

/* Whether the live attributions of the epoch were compared with its leaves. Never renumber. */
enum cache_counts {
	CACHE_COUNTS_OPEN = 0,	       /* not yet: they were not read to the epoch's end */
	CACHE_COUNTS_COMPARED = 1,     /* a difference is a fault */
	CACHE_COUNTS_INCOMPARABLE = 2, /* they are no longer kept, or follow an unknown rule */
};

struct cache_verdict {
	struct address datanet;
	uint64_t epoch;
	struct hash statement; /* uid of the statement that was looked at */
	enum cache_audit audit;
	char finding[160]; /* of a fault: what differs; else what is worth knowing, or "" */
	enum cache_counts counts;
};

/*
 * Adds, or replaces the verdict on `account` in that epoch of the datanet: a datanet may have corrected itself.
 */
MUST_CHECK enum status cache_verdicts_put(struct cache *c, const struct address *account,
					  const struct cache_verdict *v, struct err *e);

/* The verdict on `account` in that epoch's statement as it is kept now. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_verdicts_get(struct cache *c, struct cache_verdict *out,
					  const struct address *datanet,
					  const struct address *account, uint64_t epoch,
					  struct err *e);

/* Those of one datanet, newest epoch first; only those on the statements that are kept now. */
MUST_CHECK enum status cache_verdicts_all(struct cache *c, struct cache_verdict **out, size_t *n,
					  const struct address *datanet,
					  const struct address *account, struct err *e);

#endif
