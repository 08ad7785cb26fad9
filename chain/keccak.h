/* Keccak-256 with Ethereum's padding (0x01), which is not SHA3-256. The permutation is nettle's. */
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

/*
 * Hash a message in pieces: init, any number of updates, final. Init must come again before the
 * next message.
 */
void keccak_init(struct keccak *k) NONNULL(1);
void keccak_update(struct keccak *k, const void *data, size_t len) NONNULL(1);
void keccak_final(struct keccak *k, uint8_t out[static KECCAK_SIZE]) NONNULL(1, 2);

/* The hash of `len` bytes. */
void keccak256(uint8_t out[static KECCAK_SIZE], const void *data, size_t len) NONNULL(1);

/*
 * Pads a message of `len` < KECCAK_RATE bytes at the beginning of `block`, for
 * keccak_many_padded(). The bytes of the message may change afterwards, their number may not.
 */
void keccak_pad(uint8_t block[static KECCAK_RATE], size_t len);

#endif
