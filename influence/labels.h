/* The names of a model's classes. */
#ifndef INFLUENCE_LABELS_H
#define INFLUENCE_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Class names, each as labels_is_name() wants it. A trained model has them in byte order. */
struct labels {
	char (*name)[LIMIT_LABEL + 1];
	size_t n;
};

/*
 * Whether a label can be shown and compared as it is: 1..LIMIT_LABEL bytes of UTF-8 that
 * text_clean() leaves alone (no controls, no invisible characters).
 */
MUST_CHECK bool labels_is_name(const char *name, size_t len) NONNULL(1);

/* The class of a name, or -1. */
int labels_find(const struct labels *l, const char *name, size_t len) NONNULL(1);

/* Appends. Returns: STATUS_OK, ERR_PARSE unless labels_is_name(), ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status labels_add(struct labels *l, const char *name, size_t len, struct err *e);
/* Whether both have the same names in the same order. */
bool labels_equal(const struct labels *a, const struct labels *b) NONNULL(1, 2);
/* Copies into `out`, which holds nothing before. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status labels_copy(struct labels *out, const struct labels *l);
/* Frees the names; `l` is empty then. */
void labels_release(struct labels *l);

#endif
