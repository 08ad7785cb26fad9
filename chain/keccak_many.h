/*
 * Hashes of many messages, computed side by side: a commitment has thousands of short ones.
 */
#ifndef CHAIN_KECCAK_MANY_H
#define CHAIN_KECCAK_MANY_H

#include "chain/keccak_kernel.h"

/*
 * Hashes `n` independent messages: `out[i]` = keccak256 of the lengths[i] bytes at messages[i].
 */
void keccak_many(uint8_t (*out)[KECCAK_SIZE], const uint8_t *const *messages, const size_t *lengths,
		 size_t n);

/*
 * Hashes `n` messages that are shorter than a block; each lies in a block of its own, padded by
 * keccak_pad().
 */
void keccak_many_padded(uint8_t (*out)[KECCAK_SIZE], const uint8_t (*blocks)[KECCAK_RATE],
			size_t n);

/* The same with a given implementation: for tests and benchmarks. */
void keccak_many_with(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
		      const uint8_t *const *messages, const size_t *lengths, size_t n) NONNULL(1);
void keccak_many_padded_with(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
			     const uint8_t (*blocks)[KECCAK_RATE], size_t n) NONNULL(1);

#endif
