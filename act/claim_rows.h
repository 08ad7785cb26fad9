/* The rows of claims, and what must still hold when one is sent. */
#ifndef ACT_CLAIM_ROWS_H
#define ACT_CLAIM_ROWS_H

#include "act/act.h"
#include "act/claim_hold.h"
#include "app/session_private.h"
#include "cache/claims.h"

/*
 * Adds the rows of what `act` claims, by its bundle, for the transaction in row `transaction`;
 * inside a store job. Out: act->subject.
 */
MUST_CHECK enum status add_claim(struct cache *cache, struct act *act, int64_t transaction,
				 struct err *e);

#define CLAIM_TOKEN_NAME_SIZE (ADDRESS_TEXT_SIZE + 16)

/* Writes a token's address, behind its symbol where the profile pins it. */
void name_claim_token(char out[static CLAIM_TOKEN_NAME_SIZE], const struct app *app,
		      const struct address *token);

/*
 * Whether a claim may still be sent: not expired, and the proven root and claimed amount are those
 * it was made for.
 * Out: `hold` why not; CLAIM_HOLDS also when that could not be found out.
 * Returns: STATUS_OK, ERR_EXPIRED, ERR_CHANGED, ERR_NOT_PROVEN.
 */
MUST_CHECK enum status check_claim_unmoved(struct app *app, struct session *session,
					   const struct act *act, enum claim_hold *hold,
					   struct err *e);

#endif
