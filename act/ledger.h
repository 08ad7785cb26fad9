/*
 * The ledger: how far each own transaction is, a claim's included. Every change of state goes
 * through here; nothing else writes the state of a row.
 *
 * States (cache/transactions.h says what each means):
 *
 *   (no row) → draft → signed → sent → mined → confirmed
 *                │        │       │       ├──→ failed
 *                │        │       │       └──→ sent         its block was abandoned
 *                │        │       └──→ dropped → sent       it is sent again, or seen again
 *                │        └──→ void                         what it claims has moved
 *                ├──→ void                                  another went first, or the same
 *                ├──→ expired
 *                └──→ (no row)                              forgotten
 *   any that is not final → replaced, cancelled             its nonce was spent by another
 *
 * Events, and who tells them:
 *
 *   EXPORT        an unsigned file was written           export_act(), export_claim()
 *   SIGN          signed here, or taken in signed        sign_act(), sign_claim(), import_…()
 *   FORGET        the user gives a draft up              forget_claim(), forget_transaction()
 *   OVERTAKE      another with its nonce went first      sign_act() and export of the other one
 *   EXPIRE        its time is over                       ledger_expire()
 *   MOVE          what it claims is not so any more      send_act(), follow_transactions()
 *   RETURN        signed elsewhere, and of no use here   import_…()
 *   SEND          broadcast to the nodes                 send_act()
 *   SEE_…         what the nodes say of it               follow_transactions()
 *   UNDO          its block is no longer on the chain    sync_block()
 *
 * Invariants:
 * 1. A nonce is taken by what is signed, in the same commit that keeps the signed bytes. A draft
 *    takes none. So a process that dies leaves no nonce taken that nobody can name.
 * 2. Two rows of one nonce are both signed only after the user named the earlier one.
 * 3. What was ever signed is never deleted.
 * 4. From each state at most one paid step leads out: send, or cancel.
 * 5. A claim that cannot be paid any more is void by the next sync. The next one takes its nonce,
 *    so that giving it up costs nothing.
 *
 * Everything here is a function of values, without I/O. act/ledger_rows.h applies it to rows.
 */
#ifndef ACT_LEDGER_H
#define ACT_LEDGER_H

#include "cache/transactions.h"

enum ledger_event {
	LEDGER_EXPORT,
	LEDGER_SIGN,
	LEDGER_FORGET,
	LEDGER_OVERTAKE,
	LEDGER_EXPIRE,
	LEDGER_MOVE,
	LEDGER_RETURN,
	LEDGER_SEND,
	LEDGER_SEE_PENDING,   /* a node has it in its pool */
	LEDGER_SEE_MINED,     /* in a block, the contract did it */
	LEDGER_SEE_FINAL,     /* the same, and final */
	LEDGER_SEE_REFUSED,   /* in a block, the contract refused it */
	LEDGER_SEE_SPENT,     /* another transaction spent its nonce */
	LEDGER_SEE_CANCELLED, /* and that was an own cancellation */
	LEDGER_SEE_NOTHING,   /* no node knows it */
	LEDGER_UNDO,
};
#define LEDGER_EVENTS 16

/* The consequence of an event. */
enum ledger_verdict { LEDGER_FORBIDDEN, LEDGER_MOVES, LEDGER_DELETES };

/*
 * The state after `event`.
 * In:  `row` NULL: there is no row yet.
 * Out: `next`, when the verdict is LEDGER_MOVES.
 */
enum ledger_verdict ledger_next(enum cache_tx_state *next, const enum cache_tx_state *now,
				enum ledger_event event);

/* Whether a row in this state has taken its nonce. */
bool ledger_takes_nonce(enum cache_tx_state s);

/* Whether nothing can happen to it any more but that its block is abandoned. */
bool ledger_is_final(enum cache_tx_state s);

/* Whether it can be sent: signed and not sent yet, or dropped by the nodes. */
bool ledger_is_sendable(enum cache_tx_state s);

/* Whether it was sent and is not final. */
bool ledger_is_under_way(enum cache_tx_state s);

/* The lowest nonce from `from` (the chain's next) on that no row of `account` has taken. */
uint64_t ledger_free_nonce(const struct cache_tx *rows, size_t n, const struct address *account,
			   uint64_t from);

/*
 * Whether a draft may come back signed: it was written to a file, is not expired, and its nonce is
 * not spent (`next` is the chain's next one).
 */
bool ledger_is_out(const struct cache_tx *tx, uint64_t next, int64_t now);

/* Whether two drafts are for the same thing, so that the newer one takes the older one's place. */
bool ledger_same_kind(const struct cache_tx *a, const struct cache_tx *b);

#endif
