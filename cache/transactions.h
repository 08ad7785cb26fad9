/*
 * Own transactions, signed and unsigned. This file stores rows. The ledger (act/ledger.h) decides
 * which state may follow which, and it alone writes here, but for rows that a backup brings back.
 *
 * Rows belong to a chain and not to a network, because two profiles of one chain share its nonces.
 */
#ifndef CACHE_TRANSACTIONS_H
#define CACHE_TRANSACTIONS_H

#include <stdint.h>

#include "base/status.h"
#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/sentence.h"

struct buf;

/* Stored as numbers (cache/stored.c). */
enum cache_tx_state {
	CACHE_TX_DRAFT = 0,	/* nothing is signed here, and no nonce is taken */
	CACHE_TX_SIGNED = 1,	/* the signed bytes are kept here and were not sent from here */
	CACHE_TX_SENT = 2,	/* broadcast; in no block that counts */
	CACHE_TX_MINED = 3,	/* in a block, not deep enough to be final */
	CACHE_TX_CONFIRMED = 4, /* final, and the contract did it */
	CACHE_TX_FAILED = 5,	/* in a block, and the contract refused it */
	CACHE_TX_REPLACED = 6,	/* another transaction spent its nonce */
	CACHE_TX_DROPPED = 7,	/* sent, and no node knows it any more */
	CACHE_TX_VOID = 8,	/* given up for another one, or what it claims has moved */
	CACHE_TX_CANCELLED = 9, /* an own cancellation spent its nonce */
	CACHE_TX_EXPIRED = 10,	/* a draft that is too old to be signed */
};
#define CACHE_TX_STATES 11

/* Stored as numbers (cache/stored.c). */
enum cache_tx_kind {
	CACHE_TX_CLAIM = 0,
	CACHE_TX_ATTEST = 1,
	CACHE_TX_REVOKE = 2,
	CACHE_TX_SEND = 3,
	CACHE_TX_CANCEL = 4,
};

/* The longest path of an exported file that is kept, with its NUL. */
#define CACHE_TX_FILE 512

struct cache_tx {
	int64_t id; /* row */
	struct address account;
	uint64_t nonce;	     /* a draft was made for this nonce and does not take it */
	uint32_t generation; /* counts the rows of one nonce, from 0 */
	enum cache_tx_kind kind;
	enum cache_tx_state state;
	struct sentence what; /* "attest mails-2025" */
	struct hash signing_hash;
	struct hash hash; /* zero until signed */
	struct wei fee_cap;
	struct wei fee; /* the fee that was paid; 0 until mined */
	uint64_t block; /* 0 until mined */
	struct hash block_hash;
	int64_t prepared_at, signed_at, sent_at, mined_at;
	int64_t expires_at;	  /* a claim is not sent after this time; 0: it never expires */
	int64_t exported_at;	  /* when it was written to a file, unsigned; 0: it was not */
	char file[CACHE_TX_FILE]; /* that file; "": none */
	struct hash bundle;	  /* keccak256 of a claim's bundle; zero: none */
	char note[160];		  /* for people, of words alone */
};

/*
 * Adds a row in the state that `tx` has.
 * Out: tx->id; tx->generation, the next one of its nonce
 */
MUST_CHECK enum status cache_transactions_add(struct cache *c, struct cache_tx *tx, struct err *e);

/*
 * Adds a row of a backup as it was. It gets the number and the generation that it had, unless
 * another row has them here.
 * Out: tx->id, tx->generation
 */
MUST_CHECK enum status cache_transactions_restore(struct cache *c, struct cache_tx *tx,
						  struct err *e);

/*
 * Changes row tx->id. Account, nonce, generation and kind stay. STATUS_OK, ERR_NOT_FOUND.
 */
MUST_CHECK enum status cache_transactions_update(struct cache *c, const struct cache_tx *tx,
						 struct err *e);

/* Stores the signed bytes of row `id`. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_transactions_put_raw(struct cache *c, int64_t id, const void *raw,
						  size_t len, struct err *e);

/* Deletes a row. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_transactions_remove(struct cache *c, int64_t id, struct err *e);

/*
 * Reads a transaction by its row; its hash; the bundle of its claim. Of several the newest, since a
 * claim that expired may be signed again byte by byte. ERR_NOT_FOUND.
 */
MUST_CHECK enum status cache_transactions_get(struct cache *c, struct cache_tx *out, int64_t id,
					      struct err *e);
MUST_CHECK enum status cache_transactions_by_hash(struct cache *c, struct cache_tx *out,
						  const struct hash *hash, struct err *e);
MUST_CHECK enum status cache_transactions_by_bundle(struct cache *c, struct cache_tx *out,
						    const struct hash *bundle, struct err *e);

/* Appends the signed bytes of row `id` to `out`. ERR_NOT_FOUND when it is not signed. */
MUST_CHECK enum status cache_transactions_raw(struct cache *c, struct buf *out, int64_t id,
					      struct err *e);

/* Lists all of the selected chain, newest first. */
MUST_CHECK enum status cache_transactions_all(struct cache *c, struct cache_tx **out, size_t *n,
					      struct err *e);

#endif
