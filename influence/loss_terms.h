/*
 * The terms that rows add to the objective of a moved head (influence/moved.h): their value, their
 * gradient, and their part of the Hessian.
 *
 *	Σ_i weight · (lse(x_iᵀW) − t_i·x_iᵀW + constant_i)
 *
 * t_i is 1 for the row's label and 0 for other classes, so that the term is its loss, or any other
 * target. Many rows are summed in two halves, each into memory of its own and by a thread of its
 * own, and added in order: the same bits, whether or not there are two processors.
 */
#ifndef INFLUENCE_LOSS_TERMS_H
#define INFLUENCE_LOSS_TERMS_H

#include "influence/head.h"

/* Asked again and again, by any thread, whether the work shall end early; a yes is for good. */
struct loss_terms_stop {
	bool (*asked)(void *user);
	void *user;
};

/* Whether it was asked to stop. `stop` NULL: never. */
static inline bool loss_terms_stopped(const struct loss_terms_stop *stop)
{
	return stop != NULL && stop->asked != NULL && stop->asked(stop->user);
}

struct loss_terms {
	const struct corpus *rows;
	const double *target;	/* [rows][C]; NULL: the labels' */
	const double *constant; /* a number for each row; NULL: none */
	double weight;
	size_t classes, size; /* C, and D·C */
	const struct loss_terms_stop
		*stop;	/* may be NULL; once it says yes, results mean nothing */
	double *p;	/* [rows][C]: filled by loss_terms_value() */
	double *second; /* [D][C]: memory for the second half; NULL: few rows */
	size_t sampled; /* about so many rows stand for all; 0: all of them do */
};

/* From so many rows on they are summed in halves. A thread costs as much as a hundred rows. */
#define LOSS_TERMS_MANY 16384

/*
 * Allocates for rows, target, constant, weight, classes and size, which the caller has set. Release
 * with loss_terms_release(), also after a failure. ERR_MEMORY.
 */
MUST_CHECK enum status loss_terms_init(struct loss_terms *t);
void loss_terms_release(struct loss_terms *t);

/* The sum above at the head's weights. Fills t->p. */
double loss_terms_value(const struct loss_terms *t, const struct head *h) NONNULL(1, 2);

/* Adds to `out` [D][C] the gradient at the weights of the last loss_terms_value(). */
void loss_terms_add_gradient(double *out, const struct loss_terms *t) NONNULL(1, 2);

/*
 * Adds to `out` the product of the terms' Hessian with `v`, or its diagonal; all are [D][C]. A
 * sample is evenly spread over the rows, and each of it weighs as much as those it stands for.
 */
void loss_terms_add_product(double *out, const struct loss_terms *t, const double *v)
	NONNULL(1, 2, 3);
void loss_terms_add_sampled(double *out, const struct loss_terms *t, const double *v)
	NONNULL(1, 2, 3);
void loss_terms_add_diagonal(double *out, const struct loss_terms *t) NONNULL(1, 2);

#endif
