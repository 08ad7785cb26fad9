/*
 * Handlers of the requests to sign a transaction or a claim. Both decode the bytes themselves and
 * judge them by the policy in the request. wallet/signer_wire.h lists the fields.
 */
#ifndef WALLET_SIGNER_POLICY_H
#define WALLET_SIGNER_POLICY_H

#include "wallet/signer_call.h"

/* Errors as door_sign_tx() and door_sign_claim() (wallet/door_sign.h). */
MUST_CHECK enum status signer_policy_sign_tx(struct signer_call *c);
MUST_CHECK enum status signer_policy_sign_claim(struct signer_call *c);

#endif
