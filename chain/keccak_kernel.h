/*
 * The Keccak permutation of several messages side by side, one implementation for each instruction
 * set. Used by chain/keccak_many.h, and by its tests and benchmarks.
 */
#ifndef CHAIN_KECCAK_KERNEL_H
#define CHAIN_KECCAK_KERNEL_H

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

/*
 * The fastest implementation that this processor runs. BYLINE_ISA=scalar|avx2|avx512 in the
 * environment chooses another that runs here. Decided at the first call.
 */
const struct keccak_kernel *keccak_kernel_best(void);

/* The implementation of that name, or NULL when it was not built or does not run here. */
const struct keccak_kernel *keccak_kernel_named(const char *name) NONNULL(1);

/* The implementations. The vector ones exist for x86-64 only. */
extern const struct keccak_kernel keccak_scalar, keccak_avx2, keccak_avx512;

#endif
