/*
 * Inverse-Hessian-vector products, and the one place where influence gets its sign.
 *
 *	Q_z = (H_J/n₀)⁻¹ ∇L_z          I(record, z) = ⟨∇ℓ(record), Q_z⟩
 *
 * Adding the record changes L_z by −I/n₀: a positive influence is helpful, and is paid. H_J is
 * symmetric, so for a dataset D: Σ_{i∈D} I(i,z) = ⟨R_D, ∇ℓ(z)⟩ with R_D = (H_J/n₀)⁻¹ Σ_{i∈D} ∇ℓ_i.
 */
#ifndef INFLUENCE_IHVP_H
#define INFLUENCE_IHVP_H

#include "influence/hessian.h"

/* The relative residual ‖b − Hx‖/‖b‖ of every solution that is published or paid by. */
#define IHVP_TOLERANCE	    1e-8
#define IHVP_MAX_ITERATIONS 2000

/* Solves q = (H_J/n₀)⁻¹ g to IHVP_TOLERANCE. Returns: as hessian_solve(), with a message. */
MUST_CHECK enum status ihvp_solve(double *q, struct cg_result *r, const struct hessian *H,
				  const double *g, struct err *e);

/* The influence I = Σ_c (p_c − 1[c=y]) (Q_c·x), with the head's probabilities `p` at x. */
double ihvp_influence(const double *q, const double *p, size_t classes, struct sparse x, uint16_t y)
	NONNULL(1, 2);

/* The change of L by adding records of total influence `influence`: −influence/n₀. */
static inline double ihvp_loss_change(double influence, double n0)
{
	return -influence / n0;
}

#endif
