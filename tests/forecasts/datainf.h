/*
 * DataInf (arXiv 2310.00902), the closed form that networks name for small models. It exchanges the
 * mean and the inverse of the Fisher matrix of one layer:
 *
 *	Q = (1/λ) (g − (1/n) Σ_i (g·∇ℓ_i) / (λ + ‖∇ℓ_i‖²) ∇ℓ_i)      λ = 0.1 · mean‖∇ℓ_i‖² / (D·C)
 *
 * Its scale is not calibrated: it can rank records, but not measure them.
 */
#ifndef TESTS_FORECASTS_DATAINF_H
#define TESTS_FORECASTS_DATAINF_H

#include "influence/ihvp.h"

/* Solves for the gradient `g`, over the records and probabilities of `H`. Out: `q` [D][C]. */
void datainf_solve(double *q, const struct hessian *H, const double *g) NONNULL(1, 2, 3);

#endif
