/* Reads token balances at a session's agreed block. */
#ifndef ACT_BALANCES_H
#define ACT_BALANCES_H

#include "app/session_private.h"
#include "client/chainstate.h"

/* Owners that one call takes: the accounts of a wallet and LIMIT_DISTRIBUTORS distributors. */
#define BALANCES_AT_ONCE 72

/*
 * Checks a token's code and reads how much of it `n` owners hold. Balances are proven by storage
 * slots, at one block; a token whose slots the profile does not name is asked by balanceOf(), which
 * nodes can agree on but not prove.
 * In:      n <= BALANCES_AT_ONCE
 * Returns: STATUS_OK, ERR_MISMATCH for other code than the pinned one or a contract that does not
 *          answer like a token, a failure of chainstate_contract() or call_read().
 */
MUST_CHECK enum status read_balances(struct session *session, struct slot_value *out,
				     const struct profile_token *token,
				     const struct address *owners, size_t n, struct err *e);

#endif
