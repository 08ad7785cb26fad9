/*
 * Records that repeat others: rows of features that point in one direction. Of texts that differ in
 * case, spaces or punctuation the cosine is 1 but for rounding. Of texts with and without an added
 * word it is above COPIES_NEARLY from three words on, as it is of texts that differ in one word of
 * nine or more.
 */
#ifndef INFLUENCE_COPIES_H
#define INFLUENCE_COPIES_H

#include <stdbool.h>

#include "influence/corpus.h"

#define COPIES_SAME   0.9999
#define COPIES_NEARLY 0.8

/*
 * Finds the rows of `known` to which rows of `set`, of the same recipe, have at least the cosine
 * `nearness`; labels are not looked
 * at, and rows without a word repeat nothing.
 * Out: `repeated`, known->n of them; `copies`, how many rows of the set repeat any.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status copies_find(bool *repeated, size_t *copies, const struct corpus *known,
				   const struct corpus *set, double nearness) NONNULL(2, 3, 4);

#endif
