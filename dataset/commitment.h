/*
 * From records to a root that reveals nothing about them. For record i with bytes r of attester a:
 *
 *   salt_i  = keccak256(salt_key ‖ uint64be(i))
 *   blind_i = keccak256(salt_i ‖ r)
 *   leaf_i  = keccak256(keccak256(abi.encode(address a, uint64 i, bytes32 blind_i)))
 *   root    = OpenZeppelin's StandardMerkleTree over the leaves in order (chain/merkle.h)
 *
 * Only a person with salt_key can test a guess at a record. A salt_key serves one root.
 */
#ifndef DATASET_COMMITMENT_H
#define DATASET_COMMITMENT_H

#include "chain/address.h"
#include "chain/hash.h"

#define COMMITMENT_SALT 32

/* The values above for one record. */
void commitment_salt(uint8_t out[static COMMITMENT_SALT],
		     const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index);
void commitment_blind(struct hash *out, const uint8_t salt[static COMMITMENT_SALT],
		      const void *record, size_t len);
void commitment_leaf(struct hash *out, const struct address *attester, uint64_t index,
		     const struct hash *blind);

#endif
