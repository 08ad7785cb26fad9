/*
 * Payout claims, from the bundle to the money.
 *
 *   prepared → exported → signed → sent → mined → confirmed
 *   prepared → (row deleted)          given up before it left
 *   from exported, signed: expired, cancelled
 *   from sent, mined: failed (reverted), replaced (another transaction took the nonce),
 *                     dropped (no node knows it any more; sent again)
 *   mined → sent when its block is abandoned (cache_blocks_undo)
 */
#ifndef CACHE_CLAIMS_H
#define CACHE_CLAIMS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* Stored; never renumber. */
enum cache_claim_state {
	CACHE_CLAIM_PREPARED = 0,
	CACHE_CLAIM_EXPORTED = 1,
	CACHE_CLAIM_SIGNED = 2,
	CACHE_CLAIM_SENT = 3,
	CACHE_CLAIM_MINED = 4,
	CACHE_CLAIM_CONFIRMED = 5,
	CACHE_CLAIM_FAILED = 6,
	CACHE_CLAIM_REPLACED = 7,
	CACHE_CLAIM_DROPPED = 8,
	CACHE_CLAIM_CANCELLED = 9,
	CACHE_CLAIM_EXPIRED = 10,
};

struct cache_claim {
	int64_t id;	     /* row; 0: add */
	int64_t transaction; /* row of its transaction; 0 = none */
	struct address account, distributor, token;
	struct tokens cumulative;
	struct tokens amount; /* cumulative - claimed when it was prepared */
	enum cache_claim_state state;
	struct hash bundle; /* keccak256 of the unsigned bundle */
	char file[512];	    /* of the bundle; "" when none was written */
	uint64_t block;	    /* mined there; 0 = not */
	int64_t prepared_at, signed_at, sent_at, mined_at, expires_at;
	char note[160];
};

/* Adds (id 0; the id is set) or replaces. */
MUST_CHECK enum status cache_claims_put(struct cache *c, struct cache_claim *claim, struct err *e);

/* Forgets one that never left this machine. One that is not there is no error. */
MUST_CHECK enum status cache_claims_remove(struct cache *c, int64_t id, struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_claims_get(struct cache *c, struct cache_claim *out, int64_t id,
					struct err *e);
MUST_CHECK enum status cache_claims_by_bundle(struct cache *c, struct cache_claim *out,
					      const struct hash *bundle, struct err *e);

/* Newest first. */
MUST_CHECK enum status cache_claims_all(struct cache *c, struct cache_claim **out, size_t *n,
					struct err *e);

#endif
