/* The leaves of own accounts in settled epochs. */
#ifndef CACHE_SCORES_H
#define CACHE_SCORES_H

#include "cache/db.h"
#include "chain/statement.h"
#include "chain/trust.h"

struct cache_score {
	struct address datanet;
	uint64_t epoch;
	uint64_t index;	    /* line of the leaf in the document */
	struct score score; /* account, dataset, inferences, influence, amount */
	enum trust trust;   /* PROVEN when the leaf folds to a proven statement */
};

/* Puts `n` leaves in the place of those that `account` has in that epoch of the datanet. */
MUST_CHECK enum status cache_scores_put(struct cache *c, const struct address *datanet,
					const struct address *account, uint64_t epoch,
					const struct cache_score *scores, size_t n, struct err *e);

/* Lists leaves of `account` (NULL: all) at a datanet: newest epoch first, then by dataset. */
MUST_CHECK enum status cache_scores_all(struct cache *c, struct cache_score **out, size_t *n,
					const struct address *datanet,
					const struct address *account, struct err *e);

#endif
