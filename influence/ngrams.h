/* Hashes of words and of word pairs, by the recipe of influence/recipe.h. */
#ifndef INFLUENCE_NGRAMS_H
#define INFLUENCE_NGRAMS_H

#include <stdint.h>

#define NGRAMS_BASIS 0xcbf29ce484222325ULL
#define NGRAMS_PRIME 0x100000001b3ULL

/* The finaliser of MurmurHash3. */
static inline uint64_t ngrams_mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53ULL;
	return x ^ x >> 33;
}

/* Two hashes in their order, before the finaliser. */
static inline uint64_t ngrams_pair(uint64_t previous, uint64_t t)
{
	return previous * 0x9e3779b97f4a7c15ULL + t;
}

/* The bucket of a word or pair, below `hashed` = buckets - 1. */
static inline uint32_t ngrams_bucket(uint64_t h, uint32_t hashed)
{
	return (uint32_t)((h >> 32) * hashed >> 32);
}

/* The number that a word or pair adds to its bucket: 1 or -1. */
static inline int32_t ngrams_sign(uint64_t h)
{
	return 1 - 2 * (int32_t)(h & 1);
}

#endif
