/* Keccak-256 with Ethereum's padding (0x01), not SHA3-256. Permutation from nettle. */
#ifndef CHAIN_KECCAK_H
#define CHAIN_KECCAK_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

#define KECCAK_SIZE 32
#define KECCAK_RATE 136

/* A hash under way. Private fields. */
struct keccak {
	uint64_t state[25];
	uint8_t block[KECCAK_RATE];
	size_t used;
};

/* A hash in pieces: init, any number of updates, final; afterwards init again. */
void keccak_init(struct keccak *k) NONNULL(1);
void keccak_update(struct keccak *k, const void *data, size_t len) NONNULL(1);
void keccak_final(struct keccak *k, uint8_t out[static KECCAK_SIZE]) NONNULL(1, 2);

/* The hash of `len` bytes. */
void keccak256(uint8_t out[static KECCAK_SIZE], const void *data, size_t len) NONNULL(1);

/*
 * Hashes `n` independent messages: `out[i]` = keccak256 of the lengths[i] bytes at messages[i].
 * For commitments, where thousands of short messages can go through the permutation side by side.
 */
void keccak256_many(uint8_t (*out)[KECCAK_SIZE], const uint8_t *const *messages,
		    const size_t *lengths, size_t n);

/*
 * The same for messages of less than a block, each in a block of its own with its padding behind
 * it: nothing is left to do but to hash. keccak_pad() pads a message of `len` < KECCAK_RATE bytes;
 * its bytes may change afterwards.
 */
void keccak_pad(uint8_t block[static KECCAK_RATE], size_t len);
void keccak256_padded(uint8_t (*out)[KECCAK_SIZE], const uint8_t (*blocks)[KECCAK_RATE], size_t n);

#endif
