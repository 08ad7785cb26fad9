/* Random draws that follow from a seed, the same on every machine. */
#ifndef INFLUENCE_DRAW_H
#define INFLUENCE_DRAW_H

#include <stddef.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t draw_next(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

/* A whole number below `n`, which is far below 2^64: the modulo favours none that matters. */
static inline uint64_t draw_below(uint64_t *seed, uint64_t n)
{
	return draw_next(seed) % n;
}

/* A number in [0, 1), of 53 bits. */
static inline double draw_unit(uint64_t *seed)
{
	return (double)(draw_next(seed) >> 11) / 9007199254740992.0;
}

/*
 * Shuffles by Fisher and Yates: the first `take` of `n` rows become a random draw without
 * repetition.
 */
static inline void draw_rows(uint32_t *rows, size_t n, size_t take, uint64_t *seed)
{
	for (size_t i = 0; i < take; i++) {
		size_t j = i + (size_t)draw_below(seed, n - i);
		uint32_t row = rows[i];

		rows[i] = rows[j];
		rows[j] = row;
	}
}

#endif
