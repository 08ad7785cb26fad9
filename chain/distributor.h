/*
 * Cumulative Merkle distributors: contracts that pay by a published Merkle root.
 *
 * A leaf is (account, token, cumulative), and the contract pays cumulative − claimed. The one that
 * byline knows is Morpho's Universal Rewards Distributor (URD).
 */
#ifndef CHAIN_DISTRIBUTOR_H
#define CHAIN_DISTRIBUTOR_H

#include <stddef.h>

#include "base/status.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/profile.h"

struct buf;

/* The leaf that a claim names, and its proof. */
struct entitlement {
	struct address account;
	struct address token;
	struct tokens cumulative;
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};

/*
 * The event Claimed(address indexed account, address indexed reward, uint256 amount), by which a
 * distributor tells each payment. Those of the URD and of Merkl are the same.
 */
extern const struct hash distributor_topic_claimed;

/* The leaf of the URD: keccak256(keccak256(abi.encode(account, token, cumulative))). */
void distributor_leaf(struct hash *out, const struct entitlement *en);

/* Checks the proof against a root. Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_TOO_DEEP. */
MUST_CHECK enum status distributor_verify(const struct hash *root, const struct entitlement *en);

/*
 * Writes and reads the calldata of claim(address,address,uint256,bytes32[]).
 * Returns: STATUS_OK; the writer ERR_MEMORY, ERR_LIMIT; the reader ERR_PARSE, ERR_RANGE,
 * ERR_TOO_DEEP.
 */
MUST_CHECK enum status distributor_claim_calldata(struct buf *out, const struct entitlement *en);
MUST_CHECK enum status distributor_read_claim(struct entitlement *out, const void *calldata,
					      size_t len);

/* The storage slot of claimed[account][token], for a distributor whose slots the profile pins. */
void distributor_claimed_slot(struct hash *out, const struct profile_distributor *d,
			      const struct address *account, const struct address *token);

#endif
