/*
 * Reading: the numbers of the metadata, the rows, the two solutions in numbers of 16 bits with a
 * scale, the trials, the curves; each is checked before anything relies on it. Then writing, in the
 * same order.
 *
 * Invariant: an artifact that is read and written again has the same bytes. The scale is a power of
 * two, so that dividing by it and back loses nothing.
 */
#include "influence/artifact_forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/half.h"
#include "influence/metadata.h"

#define COLUMNS 6 /* a trial has */

/* The largest figure of a trial that means anything: a loss that grew a millionfold. */
#define LARGEST_FIGURE 1e6F

/* A solution's scale, with which no product of its numbers overflows or vanishes. */
#define SCALE_LEAST 0x1p-59
#define SCALE_MOST  0x1p39

static enum status read_numbers(struct artifact_forecast *f, const struct json *m, struct err *e)
{
	const char *retraining;
	uint64_t records;
	enum status s = json_get_text(&retraining, m, "retraining", e);

	if (s == STATUS_OK)
		s = metadata_get_double(&f->negatives, m, "pool_negatives", e);
	if (s == STATUS_OK)
		s = json_get_u64(&f->inferences, m, "inferences", e);
	if (s == STATUS_OK)
		s = json_get_u64(&f->seed, m, "trials_seed", e);
	if (s == STATUS_OK)
		s = json_get_u64(&records, m, "curve_records", e);
	if (s != STATUS_OK)
		return s;
	f->rescales = strcmp(retraining, "rescaled") == 0;
	f->curves.records = (size_t)records;
	if (!f->rescales && strcmp(retraining, "fixed") != 0)
		return err_set(e, ERR_UNSUPPORTED,
			       "its \"retraining\" is \"%.40s\", neither rescaled nor fixed",
			       retraining);
	if (f->negatives < 0 || f->inferences == 0 || f->inferences > ARTIFACT_INFERENCES_MAX ||
	    records == 0 || records > LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_RANGE, "a number that forecasts rest on is impossible");
	return STATUS_OK;
}

static enum status read_solution(float **out, const struct safetensors *st, const char *name,
				 const char *scale_name, uint64_t d, uint64_t c, struct err *e)
{
	const uint64_t shape[] = {d, c};
	uint64_t count = 0;
	double scale = 0;
	int exponent;
	void *halves;
	enum status s = safetensors_copy(&halves, &count, st, name, DTYPE_F16, 2, shape, e);

	*out = NULL;
	if (s == STATUS_OK)
		s = metadata_get_double(&scale, st->metadata, scale_name, e);
	if (s == STATUS_OK &&
	    !(scale >= SCALE_LEAST && scale <= SCALE_MOST && frexp(scale, &exponent) == 0.5))
		s = err_set(e, ERR_RANGE, "%s is not a power of two that a solution can have",
			    scale_name);
	if (s == STATUS_OK && (*out = malloc((count + 1) * sizeof(**out))) == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (uint64_t i = 0; i < count && s == STATUS_OK; i++)
		(*out)[i] = half_to_float(((const uint16_t *)halves)[i]) * (float)scale;
	free(halves);
	return s;
}

static enum status read_trial(struct trial *t, const float *row, struct err *e)
{
	for (size_t k = 0; k < COLUMNS; k++)
		if (fabsf(row[k]) > LARGEST_FIGURE || (k >= 1 && k <= 4 && row[k] < 0))
			return err_set(e, ERR_RANGE, "a trial of forecasts is impossible");
	if (!(row[1] > 0) || !(row[2] > 0) || (row[4] != 0 && row[4] != 1))
		return err_set(e, ERR_RANGE, "a trial of forecasts is impossible");
	*t = (struct trial){.told = {.change = (double)row[0],
				     .size = (double)row[1],
				     .distance = (double)row[2],
				     .surprise = (double)row[3],
				     .one_class = row[4] == 1},
			    .truth = (double)row[5]};
	return STATUS_OK;
}

static enum status read_trials(struct artifact_forecast *f, const struct safetensors *st,
			       struct err *e)
{
	const struct tensor *t = safetensors_find(st, "forecast.trials");
	uint64_t shape[] = {t != NULL && t->rank == 2 ? t->shape[0] : 0, COLUMNS}, count;
	void *rows;
	enum status s =
		safetensors_copy(&rows, &count, st, "forecast.trials", DTYPE_F32, 2, shape, e);

	if (s == STATUS_OK && shape[0] > TRIALS_MAX)
		s = err_set(e, ERR_LIMIT, "more than %d trials of forecasts", TRIALS_MAX);
	if (s == STATUS_OK && (f->trials = calloc(shape[0] + 1, sizeof(*f->trials))) == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (; s == STATUS_OK && f->n_trials < shape[0]; f->n_trials++)
		s = read_trial(&f->trials[f->n_trials], (const float *)rows + f->n_trials * COLUMNS,
			       e);
	free(rows);
	return s;
}

static enum status read_curve(float out[static LABEL_NOISE_POINTS], const struct safetensors *st,
			      const char *name, struct err *e)
{
	const uint64_t points = LABEL_NOISE_POINTS;
	const struct tensor *t;
	enum status s = safetensors_expect(&t, st, name, DTYPE_F32, 1, &points, e);

	if (s != STATUS_OK)
		return s;
	memcpy(out, t->data, LABEL_NOISE_POINTS * sizeof(*out));
	for (size_t i = 0; i < LABEL_NOISE_POINTS; i++)
		if (out[i] < 0 || out[i] > LARGEST_FIGURE || (i > 0 && out[i] < out[i - 1]))
			return err_set(e, ERR_RANGE, "%s does not ascend from 0", name);
	return STATUS_OK;
}

enum status artifact_forecast_read(struct artifact_forecast *out, size_t *tensors,
				   const struct safetensors *st, const struct recipe *recipe,
				   const struct labels *labels, struct err *e)
{
	uint64_t d = recipe->buckets, c = labels->n;
	enum status s;

	*out = (struct artifact_forecast){.known = true};
	*tensors = ARTIFACT_FORECAST_TENSORS;
	s = read_numbers(out, st->metadata, e);
	if (s == STATUS_OK)
		s = artifact_rows_read(&out->public, st, "public", false, recipe, labels, e);
	if (s == STATUS_OK)
		s = artifact_rows_read(&out->held_out, st, "held_out", true, recipe, labels, e);
	if (s == STATUS_OK)
		s = read_solution(&out->loss_solution, st, "forecast.loss_solution",
				  "loss_solution_scale", d, c, e);
	if (s == STATUS_OK)
		s = read_solution(&out->weight_solution, st, "forecast.weight_solution",
				  "weight_solution_scale", d, c, e);
	if (s == STATUS_OK)
		s = read_trials(out, st, e);
	if (s == STATUS_OK)
		s = read_curve(out->curves.own, st, "labels.own_loss", e);
	return s == STATUS_OK ? read_curve(out->curves.other, st, "labels.other_loss", e) : s;
}

void artifact_forecast_release(struct artifact_forecast *f)
{
	corpus_release(&f->public);
	corpus_release(&f->held_out);
	free(f->loss_solution);
	free(f->weight_solution);
	free(f->trials);
	*f = (struct artifact_forecast){.known = false};
}

/* --- writing --- */

/* The power of two by which the largest number becomes 2^14 to 2^15, far from infinity. */
static double scale_of(const float *v, size_t n)
{
	float most = 0;
	int exponent;

	for (size_t i = 0; i < n; i++)
		most = fmaxf(most, fabsf(v[i]));
	/* Nothing of it is left below half of the smallest number. */
	if ((double)most <= SCALE_LEAST * 0x1p-25)
		return 1;
	/* A half has 11 digits: what it rounds up to the next power of two counts as that. */
	if (frexpf(most, &exponent) >= 1 - 0x1p-12F)
		exponent++;
	return fmin(fmax(ldexp(1, exponent - 15), SCALE_LEAST), SCALE_MOST);
}

static uint16_t *to_halves(const float *v, size_t n, double scale)
{
	uint16_t *out = malloc((n + 1) * sizeof(*out));

	for (size_t i = 0; i < n && out != NULL; i++)
		out[i] = half_of_float((float)((double)v[i] / scale));
	return out;
}

static float *to_rows(const struct trial *trials, size_t n)
{
	float *out = malloc((n * COLUMNS + 1) * sizeof(*out));

	for (size_t i = 0; i < n && out != NULL; i++) {
		const struct forecast *t = &trials[i].told;
		const float row[COLUMNS] = {(float)t->change,	  (float)t->size,
					    (float)t->distance,	  (float)t->surprise,
					    t->one_class ? 1 : 0, (float)trials[i].truth};

		memcpy(out + i * COLUMNS, row, sizeof(row));
	}
	return out;
}

enum status artifact_forecast_begin(struct artifact_forecast_source *s, struct json *metadata,
				    struct tensor_source *out, size_t *n,
				    const struct artifact_forecast *f)
{
	uint64_t d = f->held_out.recipe.buckets, c = f->held_out.labels.n;
	double loss = scale_of(f->loss_solution, d * c),
	       weight = scale_of(f->weight_solution, d * c);
	enum status status = artifact_rows_begin(&s->public, "public", &f->public, false);

	if (status == STATUS_OK)
		status = artifact_rows_begin(&s->held_out, "held_out", &f->held_out, true);
	if (status != STATUS_OK)
		return status;
	s->loss_solution = to_halves(f->loss_solution, d * c, loss);
	s->weight_solution = to_halves(f->weight_solution, d * c, weight);
	s->trials = to_rows(f->trials, f->n_trials);
	if (s->loss_solution == NULL || s->weight_solution == NULL || s->trials == NULL)
		return ERR_MEMORY;
	json_add_text(metadata, "retraining", f->rescales ? "rescaled" : "fixed");
	metadata_add_double(metadata, "pool_negatives", f->negatives);
	json_add_u64(metadata, "inferences", f->inferences);
	json_add_u64(metadata, "trials_seed", f->seed);
	json_add_u64(metadata, "curve_records", f->curves.records);
	metadata_add_double(metadata, "loss_solution_scale", loss);
	metadata_add_double(metadata, "weight_solution_scale", weight);
	memcpy(out + *n, s->public.tensors, s->public.n * sizeof(*out));
	*n += s->public.n;
	memcpy(out + *n, s->held_out.tensors, s->held_out.n * sizeof(*out));
	*n += s->held_out.n;
	out[(*n)++] = (struct tensor_source){
		"forecast.loss_solution", DTYPE_F16, 2, {d, c}, s->loss_solution};
	out[(*n)++] = (struct tensor_source){
		"forecast.weight_solution", DTYPE_F16, 2, {d, c}, s->weight_solution};
	out[(*n)++] = (struct tensor_source){
		"forecast.trials", DTYPE_F32, 2, {f->n_trials, COLUMNS}, s->trials};
	out[(*n)++] = (struct tensor_source){
		"labels.own_loss", DTYPE_F32, 1, {LABEL_NOISE_POINTS}, f->curves.own};
	out[(*n)++] = (struct tensor_source){
		"labels.other_loss", DTYPE_F32, 1, {LABEL_NOISE_POINTS}, f->curves.other};
	return STATUS_OK;
}

void artifact_forecast_end(struct artifact_forecast_source *s)
{
	artifact_rows_end(&s->public);
	artifact_rows_end(&s->held_out);
	free(s->loss_solution);
	free(s->weight_solution);
	free(s->trials);
	*s = (struct artifact_forecast_source){.trials = NULL};
}
