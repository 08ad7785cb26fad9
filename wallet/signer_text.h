/*
 * Handlers of the requests to sign a typed document or a personal message. What either gives away
 * is read here from its own bytes (chain/meaning.h), and refused unless the request allows it.
 * wallet/signer_wire.h lists the fields.
 */
#ifndef WALLET_SIGNER_TEXT_H
#define WALLET_SIGNER_TEXT_H

#include "wallet/signer_call.h"

/* Errors as door_sign_typed() and door_sign_message() (wallet/door_sign.h). */
MUST_CHECK enum status signer_text_sign_typed(struct signer_call *c);
MUST_CHECK enum status signer_text_sign_message(struct signer_call *c);

/* Signs `digest` and appends r ‖ s ‖ v to the reply. Returns: as signer_call_sign(). */
MUST_CHECK enum status signer_text_reply(struct signer_call *c, uint32_t account,
					 const struct hash *digest);

#endif
