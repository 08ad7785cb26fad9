/* From a text to a sparse vector, by the recipe of influence/recipe.h. */
#ifndef INFLUENCE_FEATURES_H
#define INFLUENCE_FEATURES_H

#include "influence/recipe.h"

/* A sparse vector: `n` different indices below buckets, the constant last. */
struct sparse {
	const uint32_t *index;
	const float *value;
	size_t n;
};

struct features; /* scratch of one thread */

/* Returns: STATUS_OK, ERR_RANGE for impossible buckets, ERR_MEMORY. Freed by features_free(). */
MUST_CHECK enum status features_new(struct features **out, const struct recipe *r, struct err *e);
void features_free(struct features *f);

/*
 * Computes the vector of a text of at most LIMIT_RECORD bytes (what is longer is not looked at).
 * Out: `out`, valid until the next call; `fingerprint` (may be NULL) a 64-bit hash of the sequence
 * of tokens, equal for texts that differ only in case and separators. Never fails.
 */
void features_compute(struct features *f, struct sparse *out, uint64_t *fingerprint,
		      const void *text, size_t len) NONNULL(1, 2);

#endif
