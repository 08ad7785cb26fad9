/*
 * The softmax head: p = softmax(Wᵀx), trained to the minimum of
 *
 *	J(W) = Σ_i ℓ_i(W) + (Λ/2)‖W‖²,   ℓ_i = −log p_{y_i}(x_i),   Λ = λ·n₀
 *
 * Λ is fixed at publication: it is not rescaled when records come or go. With the mean-loss
 * objective a constant λ⟨W,Q⟩ would be lost and a third of the influences get the wrong sign.
 * J is strictly convex, and every step is rounded alike everywhere (influence/elementary.h): the
 * same records in the same order give the same bits on every run and on every machine.
 *
 * Matrices are [D][C], row after row: a hashed feature is one row of C doubles.
 */
#ifndef INFLUENCE_HEAD_H
#define INFLUENCE_HEAD_H

#include "influence/corpus.h"

#define HEAD_LAMBDA 1e-3

/* Training ends when ‖∇J‖ <= HEAD_TOLERANCE · n: far below what one record changes. */
#define HEAD_TOLERANCE 1e-10

struct head {
	struct recipe recipe;
	struct labels labels;
	double *w;	      /* [D][C] */
	double lambda;	      /* λ */
	double ridge;	      /* Λ = λ·n₀ */
	uint64_t n0;	      /* records trained on at publication */
	double gradient_norm; /* ‖∇J‖ reached */
};

static inline size_t head_size(const struct head *h)
{
	return (size_t)h->recipe.buckets * h->labels.n;
}

/*
 * Trains on `c` (Newton's method with conjugate gradients) with Λ = lambda·n. `c` must have at
 * least two classes. Release with head_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE (no records, fewer than two classes, lambda not positive),
 * ERR_RANGE when the tolerance is not reached, ERR_MEMORY.
 */
MUST_CHECK enum status head_train(struct head *h, const struct corpus *c, double lambda,
				  struct err *e);

/*
 * Trains `h` again, from where it is, on other records with the same Λ: what retraining would do.
 * The caller's `h` has labels, recipe, ridge and w. Returns: as head_train().
 */
MUST_CHECK enum status head_retrain(struct head *h, const struct corpus *c, struct err *e);

/* Copies into `out`, which holds nothing before. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status head_copy(struct head *out, const struct head *h);
/* Frees what it holds; NULL is allowed. */
void head_release(struct head *h);

/* Out: `p` C probabilities. */
void head_probabilities(double *p, const struct head *h, struct sparse x) NONNULL(1, 2);

/* −log p_y, finite for every input. `p` (may be NULL): the probabilities as well. */
double head_loss(double *p, const struct head *h, struct sparse x, uint16_t y) NONNULL(2);

/* Mean loss over a set of queries. */
double head_mean_loss(const struct head *h, const struct corpus *queries) NONNULL(1, 2);

/*
 * Out: `gradient` [D][C], the gradient of the mean loss over the queries of one group, or of all.
 * Returns: that mean loss; 0 with a zero gradient when there are none.
 */
#define HEAD_ALL_GROUPS UINT32_MAX
double head_mean_gradient(double *gradient, const struct head *h, const struct corpus *queries,
			  uint32_t group) NONNULL(1, 2, 3);

/*
 * J and, when `gradient` is not NULL, its gradient [D][C]. `p` [n][C] receives the
 * probabilities.
 */
double head_objective(double *gradient, double *p, const struct head *h, const struct corpus *c)
	NONNULL(2, 3, 4);

/* `out` += weight · ∇ℓ(x, y), where ∇ℓ = x ⊗ (p − e_y) and `p` are the head's probabilities. */
void head_add_gradient(double *out, const double *p, size_t classes, struct sparse x, uint16_t y,
		       double weight) NONNULL(1, 2);

#endif
