/*
 * An artifact compared with one that was computed again from the same records, head, queries and
 * public texts: `model check`.
 *
 * Publishers have other programs than this one, whose solvers stop elsewhere, so that numbers are
 * compared within tolerances. A deviation counts relative to the largest number of its kind (of a
 * tensor, or the number itself); texts and counts have to be the same, and deviate by 1 otherwise.
 */
#ifndef INFLUENCE_ARTIFACT_CLAIMS_H
#define INFLUENCE_ARTIFACT_CLAIMS_H

#include "influence/artifact.h"

#define ARTIFACT_CLAIMS_MAX 48

#define ARTIFACT_CLAIMS_SINGLE 1e-5 /* single precision, of solutions to 1e-8 */
#define ARTIFACT_CLAIMS_HALF   1e-3 /* half precision: 11 bits */
#define ARTIFACT_CLAIMS_TRIALS 1e-3 /* two minimisations, to 1e-5 of their gradients */
#define ARTIFACT_CLAIMS_GROUPS 1e-2 /* figures of many trainings */
#define ARTIFACT_CLAIMS_NORM   1e-6 /* how far a solver may have stopped from the solution */

struct artifact_claim {
	const char *name; /* the tensor, or the member of the metadata; static */
	double deviation; /* NaN where the shapes differ */
	double allowed;
};

static inline bool artifact_claim_holds(const struct artifact_claim *c)
{
	return c->deviation <= c->allowed;
}

struct artifact_claims {
	struct artifact_claim claim[ARTIFACT_CLAIMS_MAX];
	size_t n;
};

/*
 * Compares `told` with `made`, which publish_artifact() made from the same files; both as
 * artifact_read() reads them.
 * Where labels, slices or the recipe differ, nothing after them is compared.
 * Returns: STATUS_OK, also where claims do not hold; ERR_USAGE for an artifact without forecasts.
 */
MUST_CHECK enum status artifact_claims_compare(struct artifact_claims *out,
					       const struct artifact *told,
					       const struct artifact *made, struct err *e);

#endif
