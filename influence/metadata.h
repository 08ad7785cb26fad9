/* Numbers and lists as text, as head files and artifacts have them in their `__metadata__`. */
#ifndef INFLUENCE_METADATA_H
#define INFLUENCE_METADATA_H

#include "influence/corpus.h"

/* Adds a double that reads back to the same bits (17 significant digits). */
void metadata_add_double(struct json *metadata, const char *name, double v) NONNULL(1, 2);

/*
 * Reads a finite double (influence/decimal.h).
 * Returns: STATUS_OK, ERR_PARSE with the member's name.
 */
MUST_CHECK enum status metadata_get_double(double *out, const struct json *metadata,
					   const char *name, struct err *e);

/* Adds `n` texts, `stride` bytes apart, as the text of a JSON array. ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status metadata_add_list(struct json *metadata, const char *name, const char *texts,
					 size_t stride, size_t n);

/*
 * Reads such a list of at most `most` different texts of 1..stride-1 bytes.
 * Out: `texts`, freed by the caller (NULL after a failure), and how many.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status metadata_get_list(char **texts, size_t *n, const struct json *metadata,
					 const char *name, size_t stride, size_t most,
					 struct err *e);

#endif
