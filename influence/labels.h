/* The names of a model's classes. */
#ifndef INFLUENCE_LABELS_H
#define INFLUENCE_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * Class names, for each of which labels_is_name() is true. A trained model has them in byte order.
 */
struct labels {
	char (*name)[LIMIT_LABEL + 1];
	size_t n;
};

/*
 * Whether a label can be shown and compared as it is: 1..LIMIT_LABEL bytes of UTF-8 in which
 * text_clean() replaces nothing (no controls, no invisible characters).
 */
MUST_CHECK bool labels_is_name(const char *name, size_t len) NONNULL(1);

/* The number of the class with that name, or -1. */
int labels_find(const struct labels *l, const char *name, size_t len) NONNULL(1);

/* Appends a name. Returns: STATUS_OK, ERR_PARSE unless labels_is_name(), ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status labels_add(struct labels *l, const char *name, size_t len, struct err *e);
/* Whether both have the same names in the same order. */
bool labels_equal(const struct labels *a, const struct labels *b) NONNULL(1, 2);
/* Copies into `out`, which must hold nothing. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status labels_copy(struct labels *out, const struct labels *l);
/* Frees the names and makes `l` empty. */
void labels_release(struct labels *l);

#endif
