/*
 * Handlers of the requests to sign. wallet/signer_ops.h lists their fields; errors as the functions
 * of wallet/door_sign.h that ask for them.
 */
#ifndef WALLET_SIGNER_SIGN_H
#define WALLET_SIGNER_SIGN_H

#include "wallet/signer_call.h"

/* The requests SIGN_TX, SIGN_CLAIM, SIGN_TYPED and SIGN_MESSAGE. */
MUST_CHECK enum status signer_sign_tx(struct signer_call *c, const struct signer_sign *in,
				      struct signer_raw *out);
MUST_CHECK enum status signer_sign_claim(struct signer_call *c, const struct signer_sign *in,
					 struct signer_file *out);
MUST_CHECK enum status signer_sign_typed(struct signer_call *c, const struct signer_sign *in,
					 struct signer_signature *out);
MUST_CHECK enum status signer_sign_message(struct signer_call *c, const struct signer_sign *in,
					   struct signer_signature *out);

/* Signs out->digest. Out: out->signature. Returns: as signer_call_sign(). */
MUST_CHECK enum status signer_sign_digest(const struct signer_call *c, uint32_t account,
					  struct signer_signature *out);

#endif
