/*
 * Morpho's Universal Rewards Distributor (URD), the payer of datanets. A leaf is (account, token,
 * cumulative), and the contract pays cumulative − claimed to the account, whoever asks.
 */
#ifndef CHAIN_PAYER_URD_H
#define CHAIN_PAYER_URD_H

#include "chain/leaf.h"
#include "chain/profile.h"

struct buf;

/* The order of its slots in profiles. */
enum urd_slot { URD_ROOT, URD_IPFS_HASH, URD_CLAIMED, URD_PENDING_ROOT, URD_SLOTS };

/* The leaf: keccak256(keccak256(abi.encode(account, token, cumulative))). */
void payer_urd_leaf(struct hash *out, const struct entitlement *en);

/* Checks the proof against a root. Returns: STATUS_OK, ERR_PROOF_MISMATCH, ERR_TOO_DEEP. */
MUST_CHECK enum status payer_urd_verify(const struct hash *root, const struct entitlement *en);

/*
 * Writes and reads the calldata of claim(address,address,uint256,bytes32[]).
 * Returns: STATUS_OK; the writer ERR_MEMORY, ERR_LIMIT; the reader ERR_PARSE, ERR_RANGE,
 * ERR_TOO_DEEP.
 */
MUST_CHECK enum status payer_urd_calldata(struct buf *out, const struct entitlement *en);
MUST_CHECK enum status payer_urd_read_claim(struct entitlement *out, const void *calldata,
					    size_t len);

/* The storage slot of claimed[account][token], where the mapping is at `claimed`. */
void payer_urd_claimed_slot(struct hash *out, const struct hash *claimed,
			    const struct address *account, const struct address *token);

#endif
