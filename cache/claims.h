/*
 * The contents of own claims. A claim is one transaction, and each thing that it claims is a row
 * here. The row of the transaction says how far the claim is (cache/transactions.h).
 */
#ifndef CACHE_CLAIMS_H
#define CACHE_CLAIMS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* One thing claimed. */
struct cache_claim {
	int64_t id;	     /* the claim's number, which all of its rows share */
	uint32_t item;	     /* counts the rows of one claim, from 0 */
	int64_t transaction; /* row of its transaction */
	struct address account;
	struct address payer; /* the contract that pays it */
	struct address token;
	struct tokens cumulative; /* all that the account has ever been due, by the claim */
	struct tokens amount;	  /* the sum that it pays: cumulative less what was paid before */
	int64_t prepared_at;
	uint64_t series, index; /* as of struct entitlement */
	struct hash root;	/* the one that its proof folds to; zero: not kept (before 0.2) */
	struct address paid_to; /* by the payer when it was prepared; zero: the account */
};

/*
 * Adds a row.
 * In/Out: id    0 begins a new claim and becomes its number; another number adds to that claim
 * Out:    item
 */
MUST_CHECK enum status cache_claims_add(struct cache *c, struct cache_claim *claim, struct err *e);

/*
 * Adds the first row of a claim of a backup. The claim gets the number claim->id, unless another
 * one has it here. Its further rows follow with cache_claims_add().
 * Out: claim->id, claim->item
 */
MUST_CHECK enum status cache_claims_restore(struct cache *c, struct cache_claim *claim,
					    struct err *e);

/* Deletes the rows of a transaction. It is no error when there are none. */
MUST_CHECK enum status cache_claims_remove(struct cache *c, int64_t transaction, struct err *e);

/* Reads the first row of a claim. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_claims_get(struct cache *c, struct cache_claim *out, int64_t id,
					struct err *e);

/* Reads the first row of a transaction's newest claim. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_claims_by_transaction(struct cache *c, struct cache_claim *out,
						   int64_t transaction, struct err *e);

/* Lists all rows, the newest claim first, the rows of a claim in their order. */
MUST_CHECK enum status cache_claims_all(struct cache *c, struct cache_claim **out, size_t *n,
					struct err *e);

#endif
