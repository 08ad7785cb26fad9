/*
 * The generator xoshiro256** (Blackman, Vigna 2018) as BCR-2020-005 seeds it. It decides which
 * fragments a part is made of, so that both sides must draw the same numbers. Nothing secret or
 * unpredictable comes from it.
 */
#ifndef UR_XOSHIRO_H
#define UR_XOSHIRO_H

#include <stddef.h>
#include <stdint.h>

struct xoshiro {
	uint64_t state[4];
};

/* The state is the SHA-256 of `data`, as four big-endian words. */
void xoshiro_seed(struct xoshiro *x, const void *data, size_t len);

/* The next 64 bits. */
uint64_t xoshiro_next(struct xoshiro *x);

/* The next number in 0..1: those 64 bits, rounded to a double, divided by 2^64. */
double xoshiro_double(struct xoshiro *x);

/* The next number in 0..bound-1 (bound >= 1), by such a double. */
uint64_t xoshiro_below(struct xoshiro *x, uint64_t bound);

#endif
