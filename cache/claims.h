/*
 * What own claims ask for. A claim is one transaction; each thing that it claims is a row here, and
 * how far it is stands in the row of its transaction (cache/transactions.h).
 */
#ifndef CACHE_CLAIMS_H
#define CACHE_CLAIMS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* One thing claimed. */
struct cache_claim {
	int64_t id;	     /* of the claim, which several rows may share */
	uint32_t item;	     /* which thing of the claim, from 0 */
	int64_t transaction; /* row of its transaction */
	struct address account;
	struct address payer; /* the contract that pays it */
	struct address token;
	struct tokens cumulative; /* all that the account was ever due, as the claim says */
	struct tokens amount;	  /* what it pays: cumulative less what was claimed before */
	int64_t prepared_at;
};

/*
 * Adds a thing claimed.
 * In/Out: `id` 0 begins a new claim and is set; else the item that follows in that claim. Item.
 */
MUST_CHECK enum status cache_claims_add(struct cache *c, struct cache_claim *claim, struct err *e);

/* Forgets what the transaction would have claimed. None there is no error. */
MUST_CHECK enum status cache_claims_remove(struct cache *c, int64_t transaction, struct err *e);

/* The first row of a claim. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_claims_get(struct cache *c, struct cache_claim *out, int64_t id,
					struct err *e);

/* The first row of what a transaction claims. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_claims_by_transaction(struct cache *c, struct cache_claim *out,
						   int64_t transaction, struct err *e);

/* Newest claim first; the things of a claim in order. */
MUST_CHECK enum status cache_claims_all(struct cache *c, struct cache_claim **out, size_t *n,
					struct err *e);

#endif
