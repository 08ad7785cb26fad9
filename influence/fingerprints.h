/* Which text of a set came first with the same tokens: a table of fingerprints (features.h). */
#ifndef INFLUENCE_FINGERPRINTS_H
#define INFLUENCE_FINGERPRINTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct fingerprint_slot {
	uint64_t fingerprint;
	uint32_t number; /* number of the record, from 1; 0 when the slot is free */
};

/* An open-addressed table, at most half full. All-zero is an empty one. */
struct fingerprints {
	struct fingerprint_slot *slot;
	size_t slots; /* a power of two */
};

/* Makes room for record `number`, counted from 0, when all before it were entered. ERR_MEMORY. */
MUST_CHECK enum status fingerprints_reserve(struct fingerprints *f, size_t number) NONNULL(1);

/* Asks for the slot of a fingerprint that is entered soon: a large table is not in the cache. */
static inline void fingerprints_prefetch(const struct fingerprints *f, uint64_t fingerprint)
{
	__builtin_prefetch(&f->slot[fingerprint & (f->slots - 1)]);
}

/*
 * Enters the fingerprint of record `number`, for which there is room. Returns the number of the
 * first record that has it, which is `number` when none had it before.
 */
uint32_t fingerprints_enter(struct fingerprints *f, uint64_t fingerprint, uint32_t number)
	NONNULL(1);

/* Frees the table and makes it empty. */
void fingerprints_release(struct fingerprints *f);

#endif
