/* The handler of FIND_ADDRESS: addresses below the phrase of the vault in use. */
#ifndef WALLET_SIGNER_FIND_H
#define WALLET_SIGNER_FIND_H

#include "wallet/signer_call.h"

/*
 * Looks through the first accounts of every scheme, as door_find_address() says. Only addresses and
 * a path leave the signer.
 * Returns: STATUS_OK, also when nothing was found; else as the handlers of wallet/signer_change.h.
 */
MUST_CHECK enum status signer_find_address(struct signer_call *c, const struct signer_search *in,
					   struct signer_found *out);

#endif
