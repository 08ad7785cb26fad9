/* The rows of claims, and what must still hold when one is sent. */
#ifndef ACT_CLAIM_ROWS_H
#define ACT_CLAIM_ROWS_H
#include "act/act.h"
#include "app/session_private.h"
#include "cache/claims.h"

/* Moves the claim of `act` to `state`, inside a store job. */
MUST_CHECK enum status claim_moved(struct cache *cache, const struct act *act,
				   enum cache_claim_state state, struct err *e);

/*
 * Whether a claim may still be sent: not expired, and the proven root and claimed amount are those
 * it was made for. Returns: STATUS_OK, ERR_EXPIRED, ERR_CHANGED, ERR_NOT_PROVEN.
 */
MUST_CHECK enum status check_claim_unmoved(struct app *app, struct session *session,
					   const struct act *act, struct err *e);

#endif
