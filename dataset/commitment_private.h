/*
 * The bytes that salts and leaves are hashed from. Only commitment.c and commitment_hasher.c use
 * this.
 */
#ifndef DATASET_COMMITMENT_PRIVATE_H
#define DATASET_COMMITMENT_PRIVATE_H

#include "chain/keccak.h"
#include "dataset/commitment.h"

/* The input of a salt: salt_key ‖ uint64be(i). */
#define COMMITMENT_SALT_INPUT (COMMITMENT_SALT + 8)

/* The input of a leaf: abi.encode(address, uint64, bytes32), three words. */
#define COMMITMENT_LEAF_INPUT 96

/* Writes the input of salt `index`. */
void commitment_salt_input(uint8_t out[static COMMITMENT_SALT_INPUT],
			   const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index);

/*
 * Writes the part of a leaf's input that is the same for all records; commitment_leaf_fill() adds
 * the index and the blind.
 */
void commitment_leaf_input(uint8_t out[static COMMITMENT_LEAF_INPUT],
			   const struct address *attester);
void commitment_leaf_fill(uint8_t out[static COMMITMENT_LEAF_INPUT], uint64_t index,
			  const uint8_t blind[static KECCAK_SIZE]);

#endif
