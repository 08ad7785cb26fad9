/*
 * What becomes of own transactions and their claims and datasets.
 *
 *   sent → mined (agreed receipt) → confirmed (finalized, or the profile's depth)
 *   sent → failed (reverted) · replaced (its nonce was spent by another) · dropped (no node knows
 *   it)
 *   mined → sent when its block was abandoned
 *   prepared, signed → replaced when its nonce was spent; its claim is then replaced or, when an
 *   own cancellation spent it, cancelled
 */
#ifndef APP_FOLLOW_H
#define APP_FOLLOW_H

#include "app/app.h"

struct session;

/* Looks once at every own transaction that is not in an end state. Needs the session's anchor. */
MUST_CHECK enum status follow_transactions(struct app *app, struct session *session, struct err *e);

/*
 * Waits until `hash` reaches an end state or the task is cancelled; tells progress as
 * confirmations.
 */
MUST_CHECK enum status await_transaction(struct app *app, struct task *task,
					 const struct hash *hash, struct err *e);

#endif
