/*
 * The Keccak permutation of several messages side by side, one implementation per instruction set.
 * Behind keccak256_many(); seen by its tests and benchmarks.
 */
#ifndef CHAIN_KECCAK_LANES_H
#define CHAIN_KECCAK_LANES_H

#include "chain/keccak.h"

/* The widest implementation: eight 64-bit lanes of a 512-bit register. */
#define KECCAK_LANES 8

struct keccak_kernel {
	const char *name; /* "scalar", "avx2", "avx512" */
	size_t lanes;

	/*
	 * Absorbs `n` >= 1 blocks into each lane: block b of lane l is the KECCAK_RATE bytes at
	 * blocks[l] + b * KECCAK_RATE.
	 * In/Out:  state  word i of lane l is state[i * lanes + l]; aligned to 64 bytes
	 * In:      keep   a lane begins from zeros when its word is 0, goes on when it is all ones
	 */
	void (*absorb)(uint64_t *state, const uint64_t *keep, const uint8_t *const *blocks,
		       size_t n);
};

/* keccak256_many() and keccak256_padded() with a given implementation. */
void keccak256_lanes(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
		     const uint8_t *const *messages, const size_t *lengths, size_t n) NONNULL(1);
void keccak256_padded_lanes(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
			    const uint8_t (*blocks)[KECCAK_RATE], size_t n) NONNULL(1);

/*
 * The best that this processor runs; BYLINE_ISA=scalar|avx2|avx512 takes that one when it runs
 * here. Decided at the first call.
 */
const struct keccak_kernel *keccak_best(void);

/* The one of that name, or NULL when it was not built or does not run here. */
const struct keccak_kernel *keccak_named(const char *name) NONNULL(1);

/* The implementations; the vector ones are present for x86-64 only. */
extern const struct keccak_kernel keccak_scalar, keccak_avx2, keccak_avx512;

#endif
