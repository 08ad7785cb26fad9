/*
 * Verdicts: the finding of an audit about one account in one epoch. A finding about the statement
 * itself concerns everybody and stands in its row (cache/statements.h).
 */
#ifndef CACHE_VERDICTS_H
#define CACHE_VERDICTS_H

#include "cache/statements.h"

/*
 * Says whether the live attributions of the epoch were compared with its leaves. Stored as numbers
 * (cache/stored.c).
 */
enum cache_counts {
	CACHE_COUNTS_OPEN = 0,	   /* not yet, because they were not read to the end of the epoch */
	CACHE_COUNTS_COMPARED = 1, /* yes; a difference is a fault */
	CACHE_COUNTS_INCOMPARABLE =
		2, /* no: they were trimmed, or follow a rule that byline does not know */
};

struct cache_verdict {
	struct address datanet;
	uint64_t epoch;
	struct hash statement; /* uid of the statement that was audited */
	enum cache_audit audit;
	struct sentence finding; /* a fault's difference; else a remark, or empty */
	enum cache_counts counts;
};

/*
 * Adds the verdict on `account` in its datanet's epoch. One that is there already is replaced,
 * since a datanet may have corrected itself.
 */
MUST_CHECK enum status cache_verdicts_put(struct cache *c, const struct address *account,
					  const struct cache_verdict *v, struct err *e);

/*
 * Reads the verdict on `account` in a datanet's epoch. One on another statement than the cache now
 * has does not count. ERR_NOT_FOUND.
 */
MUST_CHECK enum status cache_verdicts_get(struct cache *c, struct cache_verdict *out,
					  const struct address *datanet,
					  const struct address *account, uint64_t epoch,
					  struct err *e);

/* Lists the verdicts on `account` at a datanet that count, newest epoch first. */
MUST_CHECK enum status cache_verdicts_all(struct cache *c, struct cache_verdict **out, size_t *n,
					  const struct address *datanet,
					  const struct address *account, struct err *e);

#endif
