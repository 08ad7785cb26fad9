/* Token balances at a session's agreed block. */
#ifndef APP_BALANCES_H
#define APP_BALANCES_H

#include "app/session_private.h"
#include "client/chainstate.h"

#define BALANCES_AT_ONCE 56

/*
 * What `n` owners hold of a token; n <= BALANCES_AT_ONCE. Where the profile does not say where the
 * token keeps balances, it is asked by balanceOf(), which nodes can agree on and not prove.
 * Returns: STATUS_OK, ERR_MISMATCH for a contract that does not answer like a token, …
 */
MUST_CHECK enum status read_balances(struct session *session, struct slot_value *out,
				     const struct profile_token *token,
				     const struct address *owners, size_t n, struct err *e);

#endif
