/*
 * Live attributions: what single answers of a datanet's model owed to an account's datasets. There may be
 * 10^6 of them, so rows are compact and name datasets and models by small numbers.
 */
#ifndef CACHE_ATTRIBUTIONS_H
#define CACHE_ATTRIBUTIONS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

/* As a datanet tells it. */
struct cache_attribution_in {
	uint64_t seq; /* grows; below 2^44 */
	int64_t time;
	uint64_t epoch;
	struct hash dataset;
	struct hash model;
	int64_t influence_e9; /* signed, units of 1e-9 */
	uint64_t fee_e9;      /* units of 1e-9 token */
	char inference[16];   /* id, cut */
};

/* As it is kept. */
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

/* Adds rows of `account` at the datanet in one transaction; a seq that is already there is left as it is. */
MUST_CHECK enum status cache_attributions_put(struct cache *c, const struct address *datanet,
					      const struct address *account,
					      const struct cache_attribution_in *rows, size_t n,
					      struct err *e);

/* How many there are, and the highest seq (0 = none). Costs the same for 10 and 10^6 rows. */
MUST_CHECK enum status cache_attributions_count(struct cache *c, uint64_t *count,
						uint64_t *last_seq, const struct address *datanet,
						const struct address *account, struct err *e);

/* Newest first: at most `limit` rows with seq < `before` (UINT64_MAX: from the newest). */
MUST_CHECK enum status cache_attributions_page(struct cache *c, struct cache_attribution **out,
					       size_t *n, const struct address *datanet,
					       const struct address *account, uint64_t before,
					       size_t limit, struct err *e);

/* The dataset's or model's hash behind a row's number. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_attributions_hash(struct cache *c, struct hash *out, uint32_t number,
					       struct err *e);

/*
 * Sums by epoch and dataset, newest epoch first. `above` 0: of all epochs, else of later ones. A
 * sum that does not fit is the largest that does.
 */
struct cache_attribution_sum {
	uint64_t epoch;
	struct hash dataset;
	uint64_t inferences;
	int64_t influence_e9;
	uint64_t fee_e9;
	int64_t net_e9; /* the mean influence weighted by fee: its sign is what netting gives */
	int64_t last_time;
};
MUST_CHECK enum status cache_attributions_sums(struct cache *c, struct cache_attribution_sum **out,
					       size_t *n, const struct address *datanet,
					       const struct address *account, uint64_t above,
					       struct err *e);

/*
 * The newest epoch of which rows may have been trimmed away; 0 when none ever were. Later epochs
 * have all that was put.
 */
MUST_CHECK enum status cache_attributions_trimmed(struct cache *c, uint64_t *epoch,
						  const struct address *datanet,
						  const struct address *account, struct err *e);

/* Deletes all but the newest `keep` rows of `account` at the datanet. */
MUST_CHECK enum status cache_attributions_trim(struct cache *c, const struct address *datanet,
					       const struct address *account, uint64_t keep,
					       struct err *e);

#endif
