/*
 * The part of an artifact (influence/artifact.h) that forecasts are made of. An artifact of version
 * 1 has none.
 *
 *	public.first, .index, .value           rows without labels (influence/artifact_rows.h) for
 *	                                       the curvature: texts of the domain that anybody may
 *	                                       see
 *	held_out.first, .index, .value, .label rows of half B of the held-out records, from which
 *	                                       everything is told that a person decides by
 *	forecast.loss_solution    F16 [D,C]    H⁻¹∇L of half B, by the records' own Hessian, divided
 *	                                       by the number `loss_solution_scale`
 *	forecast.weight_solution  F16 [D,C]    H⁻¹W, likewise
 *	forecast.trials           F32 [G,6]    influence/trials.h: change told, size, distance,
 *	                                       surprise, one class (0 or 1), true change
 *	labels.own_loss           F32 [64]     influence/label_noise.h, of all held-out records
 *	labels.other_loss         F32 [64]
 *
 * __metadata__: retraining ("rescaled" when Λ = λ·n follows the records, "fixed" when it stays),
 * pool_negatives, inferences, trials_seed, curve_records, loss_solution_scale,
 * weight_solution_scale.
 */
#ifndef INFLUENCE_ARTIFACT_FORECAST_H
#define INFLUENCE_ARTIFACT_FORECAST_H

#include "influence/artifact_rows.h"
#include "influence/label_noise.h"
#include "influence/trials.h"

/* An epoch of more inferences is none that anybody expects. */
#define ARTIFACT_INFERENCES_MAX 1000000

/* Tensors that it has. */
#define ARTIFACT_FORECAST_TENSORS 12

struct artifact_forecast {
	bool known;
	struct corpus public, held_out;
	float *loss_solution, *weight_solution; /* [D][C], as the file's numbers are worth */
	struct trial *trials;
	size_t n_trials;
	struct label_curves curves;
	bool rescales;
	double negatives;    /* Σ over the datasets of max(0, −Σ I), by half B */
	uint64_t inferences; /* an epoch has, as the publisher expects */
	uint64_t seed;	     /* by which the trials are drawn */
};

/*
 * Reads it. Release with artifact_forecast_release(), also after a failure. Out: `tensors`, how
 * many of the file's belong to it.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PARSE, ERR_MISMATCH, ERR_RANGE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status artifact_forecast_read(struct artifact_forecast *out, size_t *tensors,
					      const struct safetensors *st,
					      const struct recipe *recipe,
					      const struct labels *labels, struct err *e);
void artifact_forecast_release(struct artifact_forecast *f);

/* The tensors of it, and the memory that they point to. */
struct artifact_forecast_source {
	struct artifact_rows_source public, held_out;
	uint16_t *loss_solution, *weight_solution;
	float *trials;
};

/*
 * Adds its numbers to `metadata` and its tensors to `out`. What they point to lives until
 * artifact_forecast_end(). Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status artifact_forecast_begin(struct artifact_forecast_source *s,
					       struct json *metadata, struct tensor_source *out,
					       size_t *n, const struct artifact_forecast *f);
void artifact_forecast_end(struct artifact_forecast_source *s);

#endif
