/*
 * Waiting for proofs at the heads of nodes, which count once their blocks are agreed on
 * (client/head_proof.h): how long a command waits, and a single reading that waits.
 */
#ifndef APP_PROOF_WAIT_H
#define APP_PROOF_WAIT_H

#include "app/session_private.h"

/* The longest that a command waits for proofs on this network, in milliseconds (--wait). */
int64_t proof_wait_most_ms(const struct app *app);

/* Sleeps for `ms`, no longer than `until_ms`, and tells for which block. Ends when cancelled. */
void proof_wait_sleep(struct task *task, uint64_t block, int64_t ms, int64_t until_ms);

/* The time until proofs that wait for `block` may be confirmed, in milliseconds. */
int64_t proof_wait_ms(const struct app *app, const struct anchor *anchor, uint64_t block);

/* Reads at the agreed block of a session; called again after ERR_PENDING. */
typedef enum status proof_reading(struct session *session, void *arg, struct err *e);

/*
 * Finds the agreed block and has `read` read there. Where a proof has to wait for its block, it is
 * waited for; when that takes longer than a command waits, the nodes' answers are compared in its
 * place, so that what is read is known less well.
 * Out:     session  the task's
 * Returns: as session_anchor() and `read`, but never ERR_PENDING; ERR_CANCELLED.
 */
MUST_CHECK enum status proof_wait_read(struct app *app, struct task *task, struct session **session,
				       proof_reading *read, void *arg, struct err *e);

#endif
