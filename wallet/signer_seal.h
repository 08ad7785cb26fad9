/*
 * Handlers of the requests that seal parts of a backup and open them again. wallet/signer_ops.h
 * lists the fields, wallet/door_seal.h draws a sealed part.
 */
#ifndef WALLET_SIGNER_SEAL_H
#define WALLET_SIGNER_SEAL_H

#include "wallet/signer_call.h"

/* The request SEAL; errors as door_seal(). */
MUST_CHECK enum status signer_seal(struct signer_call *c, const struct signer_part *in,
				   struct signer_file *out);

/* The request UNSEAL; errors as door_seal_open(). */
MUST_CHECK enum status signer_seal_open(struct signer_call *c, const struct signer_part *in,
					struct signer_file *out);

#endif
