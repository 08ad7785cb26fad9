/*
 * Own transactions. A nonce is taken by a committed row before anything is signed with it, so that
 * two processes, or one that crashed, never sign two transactions with one nonce unknowingly.
 *
 *   reserved → signed → sent → mined → confirmed
 *   reserved → (row deleted)                          given back unsigned
 *   sent → failed, replaced, dropped ; mined → failed ; mined → sent when its block is abandoned
 */
#ifndef CACHE_TRANSACTIONS_H
#define CACHE_TRANSACTIONS_H

#include "base/buf.h"
#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* Stored; never renumber. */
enum cache_tx_state {
	CACHE_TX_RESERVED = 0,
	CACHE_TX_SIGNED = 1,
	CACHE_TX_SENT = 2,
	CACHE_TX_MINED = 3,
	CACHE_TX_CONFIRMED = 4,
	CACHE_TX_FAILED = 5,
	CACHE_TX_REPLACED = 6,
	CACHE_TX_DROPPED = 7,
};

/* Stored; never renumber. */
enum cache_tx_kind {
	CACHE_TX_CLAIM = 0,
	CACHE_TX_ATTEST = 1,
	CACHE_TX_REVOKE = 2,
	CACHE_TX_SEND = 3,
	CACHE_TX_CANCEL = 4,
};

struct cache_tx {
	int64_t id; /* row */
	struct address account;
	uint64_t nonce;
	uint32_t generation; /* 0, then one more for each replacement of the same nonce */
	enum cache_tx_kind kind;
	enum cache_tx_state state;
	char what[64]; /* "attest mails-2025" */
	struct hash signing_hash;
	struct hash hash; /* zero until signed */
	struct wei fee_cap;
	struct wei fee; /* paid; 0 until mined */
	uint64_t block; /* 0 until mined */
	struct hash block_hash;
	int64_t reserved_at, signed_at, sent_at, mined_at;
	char note[160];
};

/*
 * Takes `tx->nonce` for `tx->account` and commits that before it returns (even inside
 * cache_begin(), where it is refused with ERR_USAGE). When the nonce is taken: with `replace` the
 * generation after the last one is taken, else ERR_EXISTS with its name in the message.
 * In:  account, nonce, kind, what, signing_hash, fee_cap, reserved_at.
 * Out: id, generation; `earlier` (may be NULL) the last one of this nonce, if there is one.
 */
MUST_CHECK enum status cache_transactions_reserve(struct cache *c, struct cache_tx *tx,
						  struct cache_tx *earlier, bool replace,
						  struct err *e);

/* Gives an unsigned nonce back. ERR_NOT_FOUND when it is gone or already signed. */
MUST_CHECK enum status cache_transactions_release(struct cache *c, int64_t id, struct err *e);

/* The lowest nonce >= `from` (the chain's next) that no living row of `account` holds. */
MUST_CHECK enum status cache_transactions_next_nonce(struct cache *c, uint64_t *nonce,
						     const struct address *account, uint64_t from,
						     struct err *e);

/* reserved → signed: keeps the signed bytes. ERR_NOT_FOUND when `id` is not reserved. */
MUST_CHECK enum status cache_transactions_signed(struct cache *c, int64_t id,
						 const struct hash *hash, const void *raw,
						 size_t len, int64_t time, struct err *e);

/* Replaces state, fee, block, times and note of row tx->id. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_transactions_update(struct cache *c, const struct cache_tx *tx,
						 struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_transactions_get(struct cache *c, struct cache_tx *out, int64_t id,
					      struct err *e);
MUST_CHECK enum status cache_transactions_by_hash(struct cache *c, struct cache_tx *out,
						  const struct hash *hash, struct err *e);

/* Appends the signed bytes. ERR_NOT_FOUND before it is signed. */
MUST_CHECK enum status cache_transactions_raw(struct cache *c, struct buf *out, int64_t id,
					      struct err *e);

/* Newest first. */
MUST_CHECK enum status cache_transactions_all(struct cache *c, struct cache_tx **out, size_t *n,
					      struct err *e);

#endif
