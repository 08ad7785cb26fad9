/*
 * Handlers of the requests that use a key for byline's own purposes: uploads, and the keys of a
 * dataset. wallet/signer_ops.h lists the fields.
 */
#ifndef WALLET_SIGNER_KEYS_H
#define WALLET_SIGNER_KEYS_H

#include "wallet/signer_call.h"

/* Errors as the functions of the same name in wallet/door_sign.h. */
MUST_CHECK enum status signer_keys_sign_upload(struct signer_call *c,
					       const struct signer_upload *in,
					       struct signer_signature *out);

/* The request DATASET_KEYS; errors as door_dataset_keys(). */
MUST_CHECK enum status signer_keys_for_dataset(struct signer_call *c, const struct signer_nonce *in,
					       struct signer_keys *out);

#endif
