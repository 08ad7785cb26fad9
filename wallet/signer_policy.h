/*
 * The policy of a request to sign, and how the signer judges a transaction or a claim by it, which
 * it decodes itself. wallet/signer_ops.h lists the fields.
 */
#ifndef WALLET_SIGNER_POLICY_H
#define WALLET_SIGNER_POLICY_H

#include "chain/amount.h"
#include "chain/bundle.h"
#include "chain/descriptor.h"
#include "chain/profile.h"
#include "wallet/signer_call.h"

struct signer_policy {
	uint32_t account;
	struct address from; /* the account's address */
	uint32_t allowed;    /* set of enum danger */
	uint64_t chain_id;
	struct wei fee_cap;
	const struct profile *profile; /* NULL when the request names none */
	char domain[256];	       /* at which a message signs in; "": none was named */
};

/*
 * Takes the policy of a request.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LOCKED, ERR_NOT_FOUND for an account or a profile,
 *          ERR_MISMATCH for a profile of another chain.
 */
MUST_CHECK enum status signer_policy_take(struct signer_call *c, struct signer_policy *out,
					  const struct signer_sign *in);

/* A transaction, alone or in a claim's bundle, that was read and judged. */
struct signer_act {
	struct signer_policy policy;
	struct tx tx;
	struct bundle bundle; /* a claim's */
	struct descriptor descriptor;
	struct hash digest; /* that is signed */
};

/*
 * Reads a transaction, or the bundle of a claim, and judges it by its policy.
 * Out:     act  released by signer_policy_release(), also after a failure
 * Returns: STATUS_OK; errors as door_sign_tx() and door_sign_claim() (wallet/door_sign.h).
 */
MUST_CHECK enum status signer_policy_judge(struct signer_call *c, struct signer_act *act,
					   const struct signer_sign *in, bool is_claim);
void signer_policy_release(struct signer_act *act);

#endif
