/*
 * Draws numbers with given weights by the alias method of Walker and Vose, in the very order of
 * steps that BCR-2020-005 has: two implementations must draw the same numbers.
 */
#ifndef UR_SAMPLER_H
#define UR_SAMPLER_H

#include "base/status.h"
#include "ur/xoshiro.h"

struct sampler {
	double *chance;	 /* that a column is itself drawn, for each one */
	uint32_t *alias; /* and the number that is drawn otherwise */
	uint32_t n;
};

/* Prepares `n` weights, each above 0 (n >= 1). Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status sampler_init(struct sampler *s, const double *weights, uint32_t n);

/* Frees what sampler_init() made. One that is all zero is allowed. */
void sampler_release(struct sampler *s);

/* A number in 0..n-1; takes two draws of `x`. */
uint32_t sampler_next(const struct sampler *s, struct xoshiro *x);

#endif
