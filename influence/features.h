/* The features of a text: a sparse vector, computed by the recipe of influence/recipe.h. */
#ifndef INFLUENCE_FEATURES_H
#define INFLUENCE_FEATURES_H

#include "influence/recipe.h"

/* A sparse vector: `n` different indices below buckets. The constant feature is the last one. */
struct sparse {
	const uint32_t *index;
	const float *value;
	size_t n;
};

struct features; /* working memory of one thread */

/*
 * Allocates working memory, freed by features_free(). Returns: STATUS_OK, ERR_RANGE for an
 * impossible number of buckets, ERR_MEMORY.
 */
MUST_CHECK enum status features_new(struct features **out, const struct recipe *r, struct err *e);
void features_free(struct features *f);

/*
 * Computes the vector of a text. Only the first LIMIT_RECORD bytes count. Never fails.
 * Out: `out`, valid until the next call; `fingerprint` (may be NULL), a 64-bit hash of the sequence
 * of tokens, equal for texts that differ only in case and separators.
 */
void features_compute(struct features *f, struct sparse *out, uint64_t *fingerprint,
		      const void *text, size_t len) NONNULL(1, 2);

#endif
