/*
 * How the signer judges a typed document or a personal message. What either gives away is read from
 * its own bytes (chain/meaning.h), and refused unless the request allows it.
 */
#ifndef WALLET_SIGNER_TEXT_H
#define WALLET_SIGNER_TEXT_H

#include "wallet/signer_policy.h"

/* A document or a message that was read and judged. */
struct signer_text {
	struct signer_policy policy;
	struct meaning meaning;
	struct hash digest; /* that is signed */
};

/*
 * Reads a document (`is_typed`) or a message, and judges it by its policy.
 * Out:     review  NULL; else all of it is appended, for a person
 * Returns: STATUS_OK; errors as door_sign_typed() and door_sign_message() (wallet/door_sign.h).
 */
MUST_CHECK enum status signer_text_judge(struct signer_call *c, struct signer_text *out,
					 struct buf *review, const struct signer_sign *in,
					 bool is_typed);

#endif
