/*
 * Handlers of the requests to sign a typed document or a personal message. What either gives away
 * is read here from its own bytes (chain/meaning.h), and refused unless the request allows it.
 * wallet/signer_ops.h lists the fields.
 */
#ifndef WALLET_SIGNER_TEXT_H
#define WALLET_SIGNER_TEXT_H

#include "wallet/signer_policy.h"

/* A document or a message that was read and judged. */
struct signer_text {
	struct signer_policy policy;
	struct meaning meaning;
	struct hash digest; /* what is signed */
};

/*
 * Reads a document (`is_typed`) or a message, and judges it by its policy.
 * Out:     review  NULL; else all of it is appended, for a person
 * Returns: STATUS_OK; errors as door_sign_typed() and door_sign_message().
 */
MUST_CHECK enum status signer_text_judge(struct signer_call *c, struct signer_text *out,
					 struct buf *review, const struct signer_sign *in,
					 bool is_typed);

/* Errors as door_sign_typed() and door_sign_message() (wallet/door_sign.h). */
MUST_CHECK enum status signer_text_sign_typed(struct signer_call *c, const struct signer_sign *in,
					      struct signer_signature *out);
MUST_CHECK enum status signer_text_sign_message(struct signer_call *c, const struct signer_sign *in,
						struct signer_signature *out);

/* Signs out->digest. Out: out->signature. Returns: as signer_call_sign(). */
MUST_CHECK enum status signer_text_reply(const struct signer_call *c, uint32_t account,
					 struct signer_signature *out);

#endif
