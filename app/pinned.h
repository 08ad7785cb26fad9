/*
 * What is read from contracts, as far as they are the pinned ones: a slot means what the profile
 * says only while the code is the one that the profile names.
 */
#ifndef APP_PINNED_H
#define APP_PINNED_H

#include "app/session_private.h"
#include "chain/attestation.h"
#include "chain/eas.h"

/*
 * Checks a contract's code; `what` it is, "the distributor", stands before the message.
 * Out: how well what it stores can be known: no better than agreed when nobody pinned its code,
 * since other code may mean anything by its slots.
 * Returns: STATUS_OK, ERR_MISMATCH, what reading gives.
 */
MUST_CHECK enum status check_contract(struct session *session, enum trust *best,
				      const struct profile_contract *contract, const char *what,
				      struct err *e);

/*
 * As check_contract() of a token, and once a session whether symbol() and decimals() are what the
 * profile says: in other units every amount is another. A token without these methods is believed.
 * Returns: STATUS_OK, ERR_MISMATCH that names token and method, what reading gives.
 */
MUST_CHECK enum status check_token(struct session *session, enum trust *best,
				   const struct profile_token *token, struct err *e);

/*
 * As attestations_read() at the session's agreed block, from an attestation service whose code was
 * checked at that very block, once for all that are read there: none is known better than that is.
 * The registry is asked nothing: a schema's uid is computed.
 */
MUST_CHECK enum status read_pinned_attestations(struct session *session,
						struct attestation_reading *out,
						const struct hash *uids, size_t n, struct err *e);

#endif
