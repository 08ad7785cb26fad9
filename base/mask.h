/*
 * Comparisons without a branch, for secrets. Each returns a mask: all ones for yes, zero for no.
 * `make check-constant-time` looks whether the compiler kept them so.
 */
#ifndef BASE_MASK_H
#define BASE_MASK_H

#include <stdint.h>

/* The compiler cannot see that a mask has two values only: clang would make a jump of the two. */
static inline uint64_t mask_hidden(uint64_t mask)
{
	__asm__("" : "+r"(mask));
	return mask;
}

/* Whether v is zero. */
static inline uint64_t mask_zero(uint64_t v)
{
	return mask_hidden(0 - (((v | (0 - v)) >> 63) ^ 1));
}

static inline uint32_t mask_equal(uint32_t a, uint32_t b)
{
	return (uint32_t)mask_zero(a ^ b);
}

/* Whether lo <= v <= hi. */
static inline uint32_t mask_within(uint32_t v, uint32_t lo, uint32_t hi)
{
	return (uint32_t)mask_hidden(((((uint64_t)v - lo) | ((uint64_t)hi - v)) >> 63) - 1);
}

/* `a` where the mask is all ones, `b` where it is zero. */
static inline uint32_t mask_choose(uint32_t mask, uint32_t a, uint32_t b)
{
	return (a & mask) | (b & ~mask);
}

#endif
