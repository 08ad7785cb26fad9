/* Asking one server which chain it is of, before it is believed about anything. */
#ifndef APP_ASK_CHAIN_H
#define APP_ASK_CHAIN_H

#include "app/task.h"
#include "chain/profile.h"

struct app;

/*
 * Asks `node`, which need not be in any profile, for its chain id.
 * Returns: STATUS_OK; ERR_UNREACHABLE and ERR_REMOTE when it gives none; ERR_MISMATCH when it is
 *          another than `chain_id`; ERR_CANCELLED, ERR_MEMORY; as require_online().
 */
MUST_CHECK enum status ask_chain(struct app *app, struct task *task,
				 const struct profile_node *node, uint64_t chain_id, struct err *e);

#endif
