/*
 * How alike the texts of a set are: the mean cosine of the features of two different ones, which is
 * about the part of their words and word pairs that they have in common. One sum of all features
 * tells it, without comparing any two.
 */
#ifndef INFLUENCE_LIKENESS_H
#define INFLUENCE_LIKENESS_H

#include "influence/features.h"

/* All-zero is nothing; begin with likeness_init(). */
struct likeness {
	double *sum; /* [D - 1]: the constant is the same in every text */
	size_t words, n;
};

/* Release by likeness_release(). ERR_MEMORY. */
MUST_CHECK enum status likeness_init(struct likeness *l, const struct recipe *r, struct err *e);
void likeness_release(struct likeness *l);

/* Adds the features of a text. One without words is not counted. */
void likeness_add(struct likeness *l, struct sparse x) NONNULL(1);

/* The mean cosine; 0 of fewer than two texts. */
double likeness_mean(const struct likeness *l) NONNULL(1);

#endif
