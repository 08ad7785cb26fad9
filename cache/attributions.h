/*
 * Live attributions: the influence of an account's datasets on single answers of a datanet's model.
 * An account may have 10^6 of them, so rows are small, and name datasets and models by numbers that
 * stand for their hashes.
 */
#ifndef CACHE_ATTRIBUTIONS_H
#define CACHE_ATTRIBUTIONS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

/* An attribution as the datanet gives it. */
struct cache_attribution_in {
	uint64_t seq; /* ascends; below 2^44 */
	int64_t time; /* seconds since 1970 */
	uint64_t epoch;
	struct hash dataset;
	struct hash model;
	int64_t influence_e9; /* signed, units of 1e-9 */
	uint64_t fee_e9;      /* units of 1e-9 token */
	char inference[16];   /* the beginning of the answer's id */
};

/* An attribution as it is kept. */
struct cache_attribution {
	uint64_t seq;
	int64_t time;
	int64_t influence_e9;
	uint64_t fee_e9;
	uint32_t epoch;
	uint32_t dataset; /* see cache_attributions_hash() */
	uint32_t model;
	char inference[16];
};

/* Adds rows of `account` in one transaction. A seq that is there already keeps its row. */
MUST_CHECK enum status cache_attributions_put(struct cache *c, const struct address *datanet,
					      const struct address *account,
					      const struct cache_attribution_in *rows, size_t n,
					      struct err *e);

/*
 * Counts the rows of `account` and finds the highest seq (0: none). This takes as long for 10^6
 * rows as for 10.
 */
MUST_CHECK enum status cache_attributions_count(struct cache *c, uint64_t *count,
						uint64_t *last_seq, const struct address *datanet,
						const struct address *account, struct err *e);

/* Lists at most `limit` rows with seq below `before` (UINT64_MAX: all), newest first. */
MUST_CHECK enum status cache_attributions_page(struct cache *c, struct cache_attribution **out,
					       size_t *n, const struct address *datanet,
					       const struct address *account, uint64_t before,
					       size_t limit, struct err *e);

/* Looks up the hash of a dataset or model by the number in a row. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_attributions_hash(struct cache *c, struct hash *out, uint32_t number,
					       struct err *e);

/* The attributions of one dataset in one epoch, summed up. A sum that does not fit is clamped. */
struct cache_attribution_sum {
	uint64_t epoch;
	struct hash dataset;
	uint64_t inferences;
	int64_t influence_e9;
	uint64_t fee_e9;
	int64_t net_e9; /* mean influence weighted by fee; its sign is the sign after netting */
};

/* Lists the sums of epochs above `above` (0: of all), newest epoch first, then by dataset. */
MUST_CHECK enum status cache_attributions_sums(struct cache *c, struct cache_attribution_sum **out,
					       size_t *n, const struct address *datanet,
					       const struct address *account, uint64_t above,
					       struct err *e);

/*
 * Finds the newest epoch of which rows may have been trimmed; 0 when none ever were. Later epochs
 * still have every row.
 */
MUST_CHECK enum status cache_attributions_trimmed(struct cache *c, uint64_t *epoch,
						  const struct address *datanet,
						  const struct address *account, struct err *e);

/* Deletes all but the newest `keep` rows of `account` at the datanet. */
MUST_CHECK enum status cache_attributions_trim(struct cache *c, const struct address *datanet,
					       const struct address *account, uint64_t keep,
					       struct err *e);

#endif
