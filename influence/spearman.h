/* Rank correlation. */
#ifndef INFLUENCE_SPEARMAN_H
#define INFLUENCE_SPEARMAN_H

#include <stddef.h>

#include "base/status.h"

/*
 * Spearman's rank correlation of `n` pairs; equal values share their mean rank. 0 when either side
 * is constant. Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status spearman(double *rho, const double *a, const double *b, size_t n);

#endif
