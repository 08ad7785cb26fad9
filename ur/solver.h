/*
 * Finds fragments from mixtures of them: Gaussian elimination over bits. Every independent part
 * counts, in whatever order they come, so that no set of parts that suffices is turned down.
 *
 * Memory is taken once: at most LIMIT_UR_PARTS^2 / 8 bytes for which fragments are in a row, and
 * LIMIT_UR_MESSAGE with one fragment more for their bytes.
 */
#ifndef UR_SOLVER_H
#define UR_SOLVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* Row p, once it is taken, has fragment p in it and none below p. Zero, it may be released. */
struct solver {
	uint32_t count; /* fragments, and rows */
	uint32_t len;	/* bytes of each */
	uint32_t taken; /* rows that are */
	size_t words;	/* each of 64 bits, for the fragments that a row has */
	uint64_t *bits; /* count + 1 rows of `words`; the last one is the part that comes in */
	uint8_t *data;	/* count + 1 rows of `len` */
	bool *is_taken; /* for each row */
};

/* Prepares it for `count` fragments of `len` bytes. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status solver_init(struct solver *s, uint32_t count, uint32_t len);

/* Frees it and makes it zero. */
void solver_release(struct solver *s);

/*
 * Takes the exclusive-or of `n` fragments, whose indexes are below `count` and differ.
 * Returns: STATUS_OK, also when it is nothing new; ERR_MISMATCH when it contradicts others.
 */
MUST_CHECK enum status solver_add(struct solver *s, const uint32_t *indexes, uint32_t n,
				  const uint8_t *data);

/*
 * All fragments one after the other, s->count * s->len bytes that belong to `s`, or NULL while some
 * are missing. Nothing more can be added after that.
 */
const uint8_t *solver_finish(struct solver *s);

#endif
