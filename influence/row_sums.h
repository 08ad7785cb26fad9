/*
 * The sums over rows in the objective of a moved head (influence/moved.h): their value, their
 * gradient, and their part of the Hessian.
 *
 *	Σ_i weight · (lse(x_iᵀW) − t_i·x_iᵀW + constant_i)
 *
 * t_i is 1 for the row's label and 0 for other classes, so that the term is its loss, or any other
 * target. Many rows are summed in two halves, each into memory of its own and by a thread of its
 * own, and added in order: the same bits, whether or not there are two processors.
 */
#ifndef INFLUENCE_ROW_SUMS_H
#define INFLUENCE_ROW_SUMS_H

#include "influence/head.h"

/* Asked again and again, by any thread, whether the work shall end early; a yes is for good. */
struct row_sums_stop {
	bool (*asked)(void *user);
	void *user;
};

/* Whether it was asked to stop. `stop` NULL: never. */
static inline bool row_sums_stopped(const struct row_sums_stop *stop)
{
	return stop != NULL && stop->asked != NULL && stop->asked(stop->user);
}

struct row_sums {
	const struct corpus *rows;
	const double *target;	/* [rows][C]; NULL: the labels' */
	const double *constant; /* a number for each row; NULL: none */
	double weight;
	size_t classes, size;		  /* C, and D·C */
	const struct row_sums_stop *stop; /* may be NULL; once it says yes, results mean nothing */
	double *p;			  /* [rows][C]: filled by row_sums_value() */
	double *second;			  /* [D][C]: memory for the second half; NULL: few rows */
	size_t sampled;			  /* about so many rows stand for all; 0: all of them do */
};

/* From so many rows on they are summed in halves. A thread costs as much as a hundred rows. */
#define ROW_SUMS_MANY 16384

/*
 * Allocates for rows, target, constant, weight, classes and size, which the caller has set. Release
 * with row_sums_release(), also after a failure. ERR_MEMORY.
 */
MUST_CHECK enum status row_sums_init(struct row_sums *t);
void row_sums_release(struct row_sums *t);

/* The sum above at the head's weights. Fills t->p. */
double row_sums_value(const struct row_sums *t, const struct head *h) NONNULL(1, 2);

/* Adds to `out` [D][C] the gradient at the weights of the last row_sums_value(). */
void row_sums_add_gradient(double *out, const struct row_sums *t) NONNULL(1, 2);

/*
 * Adds to `out` the product of the sum's Hessian with `v`, or its diagonal; all are [D][C].
 * Of `sampled` rows, evenly spread, each weighs as much as those that it stands for.
 */
void row_sums_add_product(double *out, const struct row_sums *t, const double *v) NONNULL(1, 2, 3);
void row_sums_add_sampled(double *out, const struct row_sums *t, const double *v) NONNULL(1, 2, 3);
void row_sums_add_diagonal(double *out, const struct row_sums *t) NONNULL(1, 2);

#endif
