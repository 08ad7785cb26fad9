/*
 * Handlers of the requests to sign a typed document or a personal message. What either gives away
 * is read here from its own bytes (chain/meaning.h), and refused unless the request allows it.
 * wallet/signer_ops.h lists the fields.
 */
#ifndef WALLET_SIGNER_TEXT_H
#define WALLET_SIGNER_TEXT_H

#include "wallet/signer_call.h"

/* Errors as door_sign_typed() and door_sign_message() (wallet/door_sign.h). */
MUST_CHECK enum status signer_text_sign_typed(struct signer_call *c, const struct signer_sign *in,
					      struct signer_signature *out);
MUST_CHECK enum status signer_text_sign_message(struct signer_call *c, const struct signer_text *in,
						struct signer_signature *out);

/* Signs out->digest. Out: out->signature. Returns: as signer_call_sign(). */
MUST_CHECK enum status signer_text_reply(const struct signer_call *c, uint32_t account,
					 struct signer_signature *out);

#endif
