/*
 * The ledger applied to rows. Each function runs inside a store job, so that what it reads and what
 * it writes is one transaction of the database, also against another byline process.
 *
 * Common error, not repeated below: ERR_USAGE when the state does not allow the event, with a
 * sentence for the user.
 */
#ifndef ACT_LEDGER_ROWS_H
#define ACT_LEDGER_ROWS_H

#include "act/earlier.h"
#include "act/ledger.h"

/*
 * Adds a draft that was written to `tx->file` at `tx->exported_at`, or notes that row tx->id was
 * written there once more. Drafts that are out with its nonce become void; drafts of its kind that
 * never left are forgotten.
 * In: `first_of` the row of the draft that the user goes before; 0 = none.
 * Returns: STATUS_OK; ERR_CHANGED when another draft is out with this nonce, which was not named.
 */
MUST_CHECK enum status ledger_record_export(struct cache *cache, struct cache_tx *tx,
					    int64_t first_of, struct err *e);

/* The file could not be written: deletes the draft, or restores it where it was out before. */
MUST_CHECK enum status ledger_take_back_export(struct cache *cache, const struct cache_tx *before,
					       int64_t id, struct err *e);

/* The obstacles that the user was told of, and agreed to, when this was signed. */
struct named {
	uint64_t next;	  /* the chain's next nonce when it was prepared */
	int64_t earlier;  /* row of the signed one that stands in its way; 0 = none */
	int64_t first_of; /* row of the draft that it goes before; 0 = none */
};

/*
 * Keeps signed bytes: adds the row (tx->id 0), or moves the draft tx->id on. `tx` has hash and
 * signed_at. Drafts as in ledger_record_export().
 * Returns: STATUS_OK; ERR_CHANGED when a row stands in the way that the user did not name.
 */
MUST_CHECK enum status ledger_record_signature(struct cache *cache, struct cache_tx *tx,
					       const void *raw, size_t len,
					       const struct named *named, struct err *e);

/*
 * Moves row tx->id by `event` and stores the rest of `tx` with it (times, block, fee, note).
 * Out: tx->state. Returns: STATUS_OK, ERR_USAGE, ERR_NOT_FOUND.
 */
MUST_CHECK enum status ledger_record(struct cache *cache, struct cache_tx *tx,
				     enum ledger_event event, struct err *e);

/*
 * Whether row `id` would take `event` now; nothing is written.
 * Returns: STATUS_OK, ERR_NOT_FOUND; ERR_CHANGED of a void one, ERR_EXPIRED, ERR_USAGE, each with
 *          the name of the row and the next step.
 */
MUST_CHECK enum status ledger_check(struct cache *cache, int64_t id, enum ledger_event event,
				    struct err *e);

/*
 * Keeps the signed bytes of draft tx->id, which came back in a file. A draft that became void or
 * expired meanwhile stays void: its signature is in the world, so that the next act with its nonce
 * names it. A void row of before the draft was named when the draft was written.
 * Out:     tx->state: CACHE_TX_SIGNED, or CACHE_TX_VOID
 * Returns: as ledger_record_signature().
 */
MUST_CHECK enum status ledger_record_return(struct cache *cache, struct cache_tx *tx,
					    const void *raw, size_t len, struct err *e);

/* Deletes a draft and what it would have claimed. ERR_USAGE for what was signed. */
MUST_CHECK enum status ledger_forget(struct cache *cache, int64_t id, struct err *e);

/* Drafts whose time is over expire. */
MUST_CHECK enum status ledger_expire(struct cache *cache, int64_t now, struct err *e);

/* Rows in blocks above `last_good` wait again: those blocks are abandoned. */
MUST_CHECK enum status ledger_undo(struct cache *cache, uint64_t last_good, struct err *e);

#endif
