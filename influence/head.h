/*
 * The softmax head: p = softmax(Wᵀx), trained to the minimum of
 *
 *	J(W) = Σ_i ℓ_i(W) + (Λ/2)‖W‖²,   ℓ_i = −log p_{y_i}(x_i),   Λ = λ·n₀
 *
 * Λ is fixed at publication and not rescaled when records come or go. With the mean loss as the
 * objective a constant λ⟨W,Q⟩ would be lost, and a third of the influences would get the wrong
 * sign. J is strictly convex, and every step is rounded alike everywhere (influence/elementary.h):
 * the same records in the same order give the same bits on every run and every machine.
 *
 * Matrices are [D][C], row after row: a hashed feature is one row of C doubles.
 */
#ifndef INFLUENCE_HEAD_H
#define INFLUENCE_HEAD_H

#include "influence/corpus.h"

#define HEAD_LAMBDA 1e-3

/*
 * Training ends when ‖∇J‖ <= HEAD_TOLERANCE · n. One record changes the gradient far more than
 * that.
 */
#define HEAD_TOLERANCE 1e-10

struct head {
	struct recipe recipe;
	struct labels labels;
	double *w;	      /* [D][C] */
	double lambda;	      /* λ */
	double ridge;	      /* Λ = λ·n₀ */
	uint64_t n0;	      /* number of records trained on at publication */
	double gradient_norm; /* ‖∇J‖ reached */
};

/* The number of weights, D·C. */
static inline size_t head_size(const struct head *h)
{
	return (size_t)h->recipe.buckets * h->labels.n;
}

/*
 * Trains on `c` by Newton's method with conjugate gradients, with Λ = lambda·n. `c` must have at
 * least two classes. Release with head_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE (no records, fewer than two classes, lambda not positive),
 * ERR_RANGE when the tolerance is not reached, ERR_MEMORY.
 */
MUST_CHECK enum status head_train(struct head *h, const struct corpus *c, double lambda,
				  struct err *e);

/*
 * Trains `h` again from its present weights, on other records and with the same Λ: the retraining
 * that influence predicts. The caller's `h` has labels, recipe, ridge and w. Returns: as
 * head_train(), and ERR_MISMATCH.
 */
MUST_CHECK enum status head_retrain(struct head *h, const struct corpus *c, struct err *e);

/* Copies into `out`, which must hold nothing. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status head_copy(struct head *out, const struct head *h);
/* Frees the memory of `h`. NULL is allowed. */
void head_release(struct head *h);

/*
 * Turns the scores of the classes into probabilities in place. Returns the logarithm of the sum of
 * the scores' exponentials.
 */
double head_softmax(double *s, size_t classes) NONNULL(1);

/* Computes the probabilities of the classes. Out: `p`, C of them. */
void head_probabilities(double *p, const struct head *h, struct sparse x) NONNULL(1, 2);

/* The loss −log p_y, finite for every input. Out: `p` (may be NULL), the probabilities. */
double head_loss(double *p, const struct head *h, struct sparse x, uint16_t y) NONNULL(2);

/* The mean loss over a set of queries; 0 when there are none. */
double head_mean_loss(const struct head *h, const struct corpus *queries) NONNULL(1, 2);

/*
 * Computes the gradient of the mean loss over the queries of one group, or of all.
 * Out: `gradient` [D][C].
 * Returns: that mean loss; 0 with a zero gradient when there are no queries.
 */
#define HEAD_ALL_GROUPS UINT32_MAX
double head_mean_gradient(double *gradient, const struct head *h, const struct corpus *queries,
			  uint32_t group) NONNULL(1, 2, 3);

/* The value of J. Out: `gradient` [D][C] unless it is NULL; `p` [n][C], the probabilities. */
double head_objective(double *gradient, double *p, const struct head *h, const struct corpus *c)
	NONNULL(2, 3, 4);

/*
 * Adds weight · ∇ℓ(x, y) to `out`, where ∇ℓ = x ⊗ (p − e_y) and `p` are the head's probabilities.
 */
void head_add_gradient(double *out, const double *p, size_t classes, struct sparse x, uint16_t y,
		       double weight) NONNULL(1, 2);

#endif
