/*
 * Finds out what became of own transactions: asks the nodes, judges what they say (act/sighting.h)
 * and moves the ledger.
 */
#ifndef ACT_FOLLOW_H
#define ACT_FOLLOW_H

#include "app/app.h"

struct session;

/* Looks once at every own transaction that is not in an end state. Needs the session's anchor. */
MUST_CHECK enum status follow_transactions(struct app *app, struct session *session, struct err *e);

/* How many own transactions were sent and are not final; 0 also when that cannot be read. */
size_t count_under_way(struct app *app);

/*
 * As follow_transactions() between two syncs of the dashboard; a failure is logged.
 * Returns: whether a transaction reached its end, so that figures changed.
 */
bool follow_in_background(struct app *app, struct task *task);

/*
 * Waits until `hash` reaches an end state, `timeout_s` have passed or the task is cancelled; tells
 * progress as confirmations. Nodes that fail meanwhile are asked again.
 * Returns: STATUS_OK when it is confirmed, ERR_REVERTED, ERR_CHANGED when it was replaced or
 *          dropped, ERR_TIMEOUT (or what the nodes failed with last), ERR_CANCELLED.
 */
MUST_CHECK enum status await_transaction(struct app *app, struct task *task,
					 const struct hash *hash, uint64_t timeout_s,
					 struct err *e);

#endif
