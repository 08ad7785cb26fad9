/* Whether it is a transaction's turn: all own ones with lower nonces were sent. */
#ifndef ACT_TURN_H
#define ACT_TURN_H

#include "app/session_private.h"
#include "cache/transactions.h"
#include "client/next_nonce.h"

/*
 * Looks for a transaction of `account` that was sent with a nonce from `from` on and below `to`,
 * and that no node knows any more. Those sent a moment ago are not missed yet.
 * Out:     `lost` the one with the lowest nonce, as dropped; id 0: none
 * Returns: STATUS_OK, or a failure of receipt_read().
 */
MUST_CHECK enum status find_lost(struct app *app, struct session *session, struct cache_tx *lost,
				 const struct address *account, uint64_t from, uint64_t to,
				 struct err *e);

/*
 * Waits until everything below `nonce` was sent. Something that was signed a moment ago is about to
 * be sent by another byline, which gets a few seconds for it.
 * In:      `reading` the nonces that the nodes named just now; it is read again as often as needed
 * Returns: STATUS_OK; ERR_REFUSED, naming what comes first and the way out; a failure of the nodes.
 */
MUST_CHECK enum status await_turn(struct app *app, struct session *session,
				  const struct address *account, uint64_t nonce,
				  struct nonce_reading *reading, struct err *e);

#endif
