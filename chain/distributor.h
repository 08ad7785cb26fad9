/*
 * Cumulative Merkle distributors: leaf (account, token, cumulative); the contract pays
 * cumulative − claimed. First: Morpho's Universal Rewards Distributor.
 */
#ifndef CHAIN_DISTRIBUTOR_H
#define CHAIN_DISTRIBUTOR_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/profile.h"

/* What a claim claims. */
struct entitlement {
	struct address account;
	struct address token;
	struct tokens cumulative;
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};

/* URD leaf: keccak256(keccak256(abi.encode(account, token, cumulative))). */
void distributor_leaf(struct hash *out, const struct entitlement *en);

/* Folds the proof. Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_TOO_DEEP. */
MUST_CHECK enum status distributor_verify(const struct hash *root, const struct entitlement *en);

/* claim(address,address,uint256,bytes32[]) and back; decoding is strict. */
MUST_CHECK enum status distributor_claim_calldata(struct buf *out, const struct entitlement *en);
MUST_CHECK enum status distributor_read_claim(struct entitlement *out, const void *calldata,
					      size_t len);

/* Where claimed[account][token] is stored. */
void distributor_claimed_slot(struct hash *out, const struct profile_distributor *d,
			      const struct address *account, const struct address *token);

#endif
