/*
 * Checks that contracts are those that the profile pins before their words are believed: a slot
 * means what the profile says only while the code is the one that the profile names.
 */
#ifndef APP_PINNED_H
#define APP_PINNED_H

#include "app/session_private.h"
#include "chain/attestation.h"
#include "client/chainstate.h"

/*
 * Checks a contract's code.
 * In:      `what`  a name such as "the distributor", which begins the message of a mismatch
 * Out:     `best`  the best trust that a word of this contract can have. TRUST_AGREED when the
 *                  profile pins no code hash: unknown code may mean anything by its slots.
 * Returns: STATUS_OK, ERR_MISMATCH, a failure of chainstate_contract().
 */
MUST_CHECK enum status check_contract(struct session *session, enum trust *best,
				      const struct profile_contract *contract, const char *what,
				      struct err *e);

/*
 * Reads the words at `n` slots of a contract, and checks its code with the same proofs
 * (chainstate_contract()).
 * In:      `what`  as of check_contract()
 * Returns: STATUS_OK, ERR_MISMATCH, a failure of chainstate_contract().
 */
MUST_CHECK enum status read_pinned_words(struct session *session, struct slot_value *out,
					 const struct profile_contract *contract, const char *what,
					 const struct hash *slots, size_t n, struct err *e);

/*
 * Checks a token's code as check_contract() does, and once a session that symbol() and decimals()
 * are those of the profile: wrong decimals would make every amount wrong. A token without these
 * methods passes.
 * Returns: STATUS_OK, ERR_MISMATCH that names token and method, a failure of chainstate_contract()
 *          or call_read().
 */
MUST_CHECK enum status check_token(struct session *session, enum trust *best,
				   const struct profile_token *token, struct err *e);

/* The second part of check_token(): the names alone. */
MUST_CHECK enum status check_token_names(struct session *session, const struct profile_token *token,
					 struct err *e);

/*
 * Reads attestations at the session's agreed block, as attestations_read() does. No
 * attestation is known better than the code of the attestation service, which is checked too. The
 * schema registry is not asked: a schema's uid is computed.
 */
MUST_CHECK enum status read_pinned_attestations(struct session *session,
						struct attestation_reading *out,
						const struct hash *uids, size_t n, struct err *e);

#endif
