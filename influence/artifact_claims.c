/*
 * In reading order: one claim of each kind (text, count, number, tensor, rows), then the parts of
 * an artifact: how it was made (compare_making), the halves' tensors, the forecasts, the tests.
 *
 * Invariant: a claim that cannot be compared is no claim that holds. NaN is below no tolerance.
 */
#include "influence/artifact_claims.h"

#include <math.h>
#include <string.h>

static void add(struct artifact_claims *out, const char *name, double deviation, double allowed)
{
	if (out->n < ARTIFACT_CLAIMS_MAX)
		out->claim[out->n++] = (struct artifact_claim){
			.name = name, .deviation = deviation, .allowed = allowed};
}

static void add_equal(struct artifact_claims *out, const char *name, bool equal)
{
	add(out, name, equal ? 0 : 1, 0);
}

static void add_number(struct artifact_claims *out, const char *name, double told, double made,
		       double allowed)
{
	double scale = fmax(fabs(told), fabs(made));

	add(out, name, scale > 0 ? fabs(told - made) / scale : 0, allowed);
}

static double deviation(const float *told, const float *made, size_t n)
{
	double most = 0, scale = 0;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, fabs((double)told[i] - (double)made[i]));
		scale = fmax(scale, fabs((double)made[i]));
	}
	return most > 0 ? most / scale : 0;
}

static void add_tensor(struct artifact_claims *out, const char *name, const float *told,
		       const float *made, size_t n, double allowed)
{
	add(out, name, deviation(told, made, n), allowed);
}

/* Rows are of one recipe, so that their features are the same and their values nearly. */
static double deviation_of_rows(const struct corpus *told, const struct corpus *made, bool labelled)
{
	size_t entries = made->first[made->n];

	if (told->n != made->n ||
	    memcmp(told->first, made->first, (made->n + 1) * sizeof(*made->first)) != 0)
		return NAN;
	if (memcmp(told->index, made->index, entries * sizeof(*made->index)) != 0)
		return 1;
	for (size_t i = 0; i < made->n && labelled; i++)
		if (told->label[i] != made->label[i])
			return 1;
	return deviation(told->value, made->value, entries);
}

static bool same_slices(const struct artifact *a, const struct artifact *b)
{
	if (a->slices != b->slices)
		return false;
	for (size_t i = 0; i < a->slices; i++)
		if (strcmp(a->slice[i], b->slice[i]) != 0)
			return false;
	return true;
}

/* A solver may stop anywhere near the solution; how near is compared with what is near enough. */
static void add_norm(struct artifact_claims *out, const char *name, double told, double made)
{
	add(out, name, fmax(told, made), ARTIFACT_CLAIMS_NORM);
}

static void compare_making(struct artifact_claims *out, const struct artifact *told,
			   const struct artifact *made)
{
	const struct artifact_forecast *f = &told->forecast, *g = &made->forecast;

	add_equal(out, "records", told->records == made->records);
	add_number(out, "lambda", told->lambda, made->lambda, 1e-12);
	add_number(out, "lambda_total", told->ridge, made->ridge, 1e-12);
	add_number(out, "lambda_total of the records", told->ridge,
		   told->lambda * (double)told->records, 1e-12);
	add_equal(out, "manifests", strcmp(told->manifests, made->manifests) == 0);
	add_equal(out, "retraining", f->rescales == g->rescales);
	add_equal(out, "inferences", f->inferences == g->inferences);
	add_equal(out, "validation_records", told->validation_records == made->validation_records);
	add_norm(out, "gradient_norm", told->gradient_norm / (double)made->records,
		 made->gradient_norm / (double)made->records);
	add_norm(out, "residual", told->residual, made->residual);
}

/* Numbers and tensors that come from the head, the records and the halves of the queries. */
static void compare_numbers(struct artifact_claims *out, const struct artifact *told,
			    const struct artifact *made)
{
	const struct artifact_forecast *f = &told->forecast, *g = &made->forecast;
	double pool = made->pool_influence + g->negatives;

	add_number(out, "validation_loss", told->validation_loss, made->validation_loss,
		   ARTIFACT_CLAIMS_SINGLE);
	/* Either may be nearly nothing, so that both count as parts of the pool. */
	add(out, "pool_influence",
	    pool > 0 ? fabs(told->pool_influence - made->pool_influence) / pool : 0,
	    ARTIFACT_CLAIMS_SINGLE);
	add(out, "pool_negatives", pool > 0 ? fabs(f->negatives - g->negatives) / pool : 0,
	    ARTIFACT_CLAIMS_SINGLE);
	add_tensor(out, "head.weight", told->w, made->w, artifact_size(made),
		   ARTIFACT_CLAIMS_SINGLE);
	add_tensor(out, "query.ihvp", told->q, made->q, made->slices * artifact_size(made),
		   ARTIFACT_CLAIMS_SINGLE);
	add_tensor(out, "unseen.influence_quantiles", told->quantile, made->quantile,
		   ARTIFACT_QUANTILES, ARTIFACT_CLAIMS_SINGLE);
}

/* How far a number of a trial is off, relative to what a change has to be to be worth telling. */
static double trial_off(double told, double made)
{
	return fabs(told - made) / (fabs(made) + 0.01);
}

static double deviation_of_trials(const struct artifact_forecast *f,
				  const struct artifact_forecast *g)
{
	double most = 0;

	if (f->n_trials != g->n_trials)
		return NAN;
	for (size_t i = 0; i < g->n_trials; i++) {
		const struct trial *a = &f->trials[i], *b = &g->trials[i];

		most = fmax(most, trial_off(a->told.change, b->told.change));
		most = fmax(most, trial_off(a->told.size, b->told.size));
		most = fmax(most, trial_off(a->told.distance, b->told.distance));
		most = fmax(most, trial_off(a->told.surprise, b->told.surprise));
		most = fmax(most, trial_off(a->truth, b->truth));
		if (a->told.one_class != b->told.one_class)
			most = fmax(most, 1);
	}
	return most;
}

static void compare_forecast(struct artifact_claims *out, const struct artifact_forecast *f,
			     const struct artifact_forecast *g, size_t size)
{
	add(out, "public rows", deviation_of_rows(&f->public, &g->public, false),
	    ARTIFACT_CLAIMS_SINGLE);
	add(out, "held_out rows", deviation_of_rows(&f->held_out, &g->held_out, true),
	    ARTIFACT_CLAIMS_SINGLE);
	add_tensor(out, "forecast.loss_solution", f->loss_solution, g->loss_solution, size,
		   ARTIFACT_CLAIMS_HALF);
	add_tensor(out, "forecast.weight_solution", f->weight_solution, g->weight_solution, size,
		   ARTIFACT_CLAIMS_HALF);
	add_equal(out, "curve_records", f->curves.records == g->curves.records);
	add_tensor(out, "labels.own_loss", f->curves.own, g->curves.own, LABEL_NOISE_POINTS,
		   ARTIFACT_CLAIMS_SINGLE);
	add_tensor(out, "labels.other_loss", f->curves.other, g->curves.other, LABEL_NOISE_POINTS,
		   ARTIFACT_CLAIMS_SINGLE);
	add_equal(out, "trials_seed", f->seed == g->seed);
	add(out, "forecast.trials", deviation_of_trials(f, g), ARTIFACT_CLAIMS_TRIALS);
}

/* An artifact without the test claims that none was made. */
static void compare_additive(struct artifact_claims *out, const struct additive *a,
			     const struct additive *b)
{
	add_equal(out, "additive_groups", a->groups == b->groups);
	if (a->groups == 0 || a->groups != b->groups)
		return;
	add_equal(out, "additive_group_size", a->group_size == b->group_size);
	add_number(out, "additive_spearman", a->spearman, b->spearman, ARTIFACT_CLAIMS_GROUPS);
	add_number(out, "additive_slope", a->slope, b->slope, ARTIFACT_CLAIMS_GROUPS);
	add_number(out, "additive_slope_low", a->slope_low, b->slope_low, ARTIFACT_CLAIMS_GROUPS);
	add_number(out, "additive_slope_high", a->slope_high, b->slope_high,
		   ARTIFACT_CLAIMS_GROUPS);
	add_number(out, "lds", a->lds, b->lds, ARTIFACT_CLAIMS_GROUPS);
}

enum status artifact_claims_compare(struct artifact_claims *out, const struct artifact *told,
				    const struct artifact *made, struct err *e)
{
	bool recipe = recipe_equal(&told->recipe, &made->recipe);
	bool labels = labels_equal(&told->labels, &made->labels);
	bool slices = same_slices(told, made);

	*out = (struct artifact_claims){.n = 0};
	if (!told->forecast.known || !made->forecast.known)
		return err_set(
			e, ERR_USAGE,
			"the artifact has no forecasts: it is of version 1, of which nothing "
			"can be checked");
	add_equal(out, "recipe", recipe);
	add_equal(out, "labels", labels);
	add_equal(out, "slices", slices);
	if (!recipe || !labels || !slices)
		return STATUS_OK;
	compare_making(out, told, made);
	compare_numbers(out, told, made);
	compare_forecast(out, &told->forecast, &made->forecast, artifact_size(made));
	compare_additive(out, &told->additive, &made->additive);
	return STATUS_OK;
}
