/*
 * Reading the public model artifact.
 *
 * artifact_read() parses the safetensors file, then reads the metadata (read_metadata, with
 * read_additive and read_names) and the tensors, whose shapes the metadata determine
 * (read_tensors). Invariant: an artifact that was read is safe to compute with: every number is
 * finite and small enough, every name can be shown, and no unknown tensor is in the file.
 */
#include "influence/artifact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "influence/metadata.h"

/* A size is called calibrated when it is right within a factor of two. */
#define SLOPE_LOW  0.5
#define SLOPE_HIGH 2.0

struct named_double {
	double *out;
	const char *name;
};

struct named_u64 {
	uint64_t *out;
	const char *name;
};

static enum status read_doubles(const struct named_double *v, size_t n, const struct json *m,
				struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = metadata_get_double(v[i].out, m, v[i].name, e);
	return s;
}

static enum status read_integers(const struct named_u64 *v, size_t n, const struct json *m,
				 struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = json_get_u64(v[i].out, m, v[i].name, e);
	return s;
}

/*
 * Reads the publisher's words. They come from elsewhere: cleaned here, and cut to the length that
 * is shown.
 */
static enum status read_text(char out[static ARTIFACT_TEXT], const struct json *m, const char *name,
			     struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, m, name, e);

	if (s == STATUS_OK)
		text_clean(out, ARTIFACT_TEXT, text, strlen(text));
	return s;
}

static enum status read_additive(struct additive *a, const struct json *m, struct err *e)
{
	const struct named_u64 integers[] = {
		{&a->groups, "additive_groups"},
		{&a->group_size, "additive_group_size"},
	};
	const struct named_double doubles[] = {
		{&a->spearman, "additive_spearman"},
		{&a->slope, "additive_slope"},
		{&a->slope_low, "additive_slope_low"},
		{&a->slope_high, "additive_slope_high"},
		{&a->lds, "lds"},
	};
	enum status s;

	/* The publisher did not make the test. */
	if (json_get(m, "additive_groups") == NULL)
		return STATUS_OK;
	s = read_integers(integers, ARRAY_SIZE(integers), m, e);
	if (s == STATUS_OK)
		s = read_doubles(doubles, ARRAY_SIZE(doubles), m, e);
	if (s == STATUS_OK && (a->groups == 0 || !(a->slope_low <= a->slope) ||
			       !(a->slope <= a->slope_high) || fabs(a->spearman) > 1 + 1e-9))
		s = err_set(e, ERR_RANGE, "the additive test's figures contradict each other");
	return s;
}

static enum status read_names(struct artifact *a, const struct json *m, struct err *e)
{
	char *texts;
	enum status s = metadata_get_list(&texts, &a->labels.n, m, "labels",
					  sizeof(*a->labels.name), LIMIT_CLASSES, e);

	a->labels.name = (void *)texts;
	if (s != STATUS_OK)
		return s;
	s = metadata_get_list(&texts, &a->slices, m, "slices", sizeof(*a->slice), LIMIT_SLICES, e);
	a->slice = (void *)texts;
	if (s == STATUS_OK && (a->labels.n < 2 || a->slices == 0))
		s = err_set(e, ERR_RANGE, "it has fewer than two labels, or no slice");
	for (size_t i = 0; i < a->labels.n && s == STATUS_OK; i++)
		if (!labels_is_name(a->labels.name[i], strlen(a->labels.name[i])))
			s = err_set(e, ERR_PARSE, "a label has characters that cannot be shown");
	for (size_t i = 0; i < a->slices && s == STATUS_OK; i++)
		if (!labels_is_name(a->slice[i], strlen(a->slice[i])))
			s = err_set(e, ERR_PARSE,
				    "the name of a slice has characters that cannot be shown");
	return s;
}

static enum status read_metadata(struct artifact *a, const struct json *m, struct err *e)
{
	const struct named_u64 integers[] = {
		{&a->records, "records"},
		{&a->validation_records, "validation_records"},
	};
	const struct named_double doubles[] = {
		{&a->lambda, "lambda"},
		{&a->ridge, "lambda_total"},
		{&a->residual, "residual"},
		{&a->gradient_norm, "gradient_norm"},
		{&a->validation_loss, "validation_loss"},
		{&a->pool_influence, "pool_influence"},
	};
	const char *format;
	enum status s = json_get_text(&format, m, "format", e);

	if (s == STATUS_OK && strcmp(format, ARTIFACT_FORMAT) != 0 &&
	    strcmp(format, ARTIFACT_FORMAT_1) != 0)
		return err_set(e, ERR_VERSION,
			       "its format is \"%.40s\", not " ARTIFACT_FORMAT
			       "; a later byline reads it",
			       format);
	a->forecast.known = s == STATUS_OK && strcmp(format, ARTIFACT_FORMAT) == 0;
	if (s == STATUS_OK)
		s = recipe_read(&a->recipe, m, e);
	if (s == STATUS_OK)
		s = read_integers(integers, ARRAY_SIZE(integers), m, e);
	if (s == STATUS_OK)
		s = read_doubles(doubles, ARRAY_SIZE(doubles), m, e);
	if (s == STATUS_OK)
		s = read_text(a->solver, m, "solver", e);
	if (s == STATUS_OK)
		s = read_text(a->manifests, m, "manifests", e);
	if (s == STATUS_OK)
		s = read_additive(&a->additive, m, e);
	if (s == STATUS_OK)
		s = read_names(a, m, e);
	if (s == STATUS_OK &&
	    (a->records == 0 || !(a->lambda > 0) || !(a->ridge > 0) || a->pool_influence < 0))
		s = err_set(e, ERR_RANGE, "it names no records, no lambda, or a negative pool");
	/* A forecast takes the difference to lambda times more records. */
	if (s == STATUS_OK && a->forecast.known &&
	    !(fabs(a->lambda * (double)a->records - a->ridge) <= 1e-9 * a->ridge))
		s = err_set(e, ERR_RANGE, "its lambda_total is not lambda times its records");
	return s;
}

static enum status copy_tensor(float **out, const struct safetensors *st, const char *name,
			       unsigned rank, const uint64_t *shape, struct err *e)
{
	uint64_t count;
	void *copy;
	enum status s = safetensors_copy(&copy, &count, st, name, DTYPE_F32, rank, shape, e);

	*out = copy;
	for (uint64_t i = 0; s == STATUS_OK && i < count; i++)
		if (fabsf((*out)[i]) > ARTIFACT_LARGEST)
			s = err_set(e, ERR_RANGE, "%s holds a number beyond %g", name,
				    (double)ARTIFACT_LARGEST);
	return s;
}

static enum status read_quantiles(struct artifact *a, const struct safetensors *st,
				  const char *name, struct err *e)
{
	const uint64_t quantiles = ARTIFACT_QUANTILES;
	const struct tensor *t;
	enum status s = safetensors_expect(&t, st, name, DTYPE_F32, 1, &quantiles, e);

	if (s != STATUS_OK)
		return s;
	memcpy(a->quantile, t->data, sizeof(a->quantile));
	for (size_t i = 1; i < ARTIFACT_QUANTILES; i++)
		if (a->quantile[i] < a->quantile[i - 1])
			return err_set(e, ERR_RANGE, "%s do not ascend", name);
	return STATUS_OK;
}

/* Tensors that version 1 has, and that nothing is computed from. */
static enum status check_version_1(size_t *known, const struct safetensors *st,
				   const uint64_t *shape, struct err *e)
{
	const struct tensor *t;
	enum status s = safetensors_expect(&t, st, "query.grad", DTYPE_F32, 3, shape, e);

	++*known;
	if (s == STATUS_OK && safetensors_find(st, "query.datainf") != NULL) {
		++*known;
		s = safetensors_expect(&t, st, "query.datainf", DTYPE_F32, 3, shape, e);
	}
	return s;
}

static enum status read_tensors(struct artifact *a, const struct safetensors *st, struct err *e)
{
	const uint64_t shape[] = {a->slices, a->recipe.buckets, a->labels.n};
	size_t known = 0;
	enum status s = copy_tensor(&a->w, st, "head.weight", 2, shape + 1, e);

	if (s == STATUS_OK)
		s = copy_tensor(&a->q, st, "query.ihvp", 3, shape, e);
	if (s == STATUS_OK)
		s = read_quantiles(a, st,
				   a->forecast.known ? "unseen.influence_quantiles"
						     : "train.self_influence_quantiles",
				   e);
	if (s == STATUS_OK && a->forecast.known)
		s = artifact_forecast_read(&a->forecast, &known, st, &a->recipe, &a->labels, e);
	else if (s == STATUS_OK)
		s = check_version_1(&known, st, shape, e);
	if (s == STATUS_OK && a->forecast.known && a->validation_records != a->forecast.held_out.n)
		s = err_set(e, ERR_RANGE, "its validation_records are not its held-out rows");
	if (s == STATUS_OK && st->n != known + 3)
		s = err_set(e, ERR_MISMATCH, "it has tensors that do not belong there");
	return s;
}

enum status artifact_read(struct artifact *a, const void *data, size_t len, struct err *e)
{
	struct safetensors st = {0};
	enum status s = STATUS_OK;

	*a = (struct artifact){0};
	if (len > LIMIT_MODEL)
		s = err_set(e, ERR_LIMIT, "the file is larger than %zu bytes", LIMIT_MODEL);
	if (s == STATUS_OK)
		s = safetensors_read(&st, data, len, e);
	if (s == STATUS_OK && st.metadata == NULL)
		s = err_set(e, ERR_PARSE, "there is no __metadata__");
	if (s == STATUS_OK)
		s = read_metadata(a, st.metadata, e);
	if (s == STATUS_OK)
		s = read_tensors(a, &st, e);
	safetensors_release(&st);
	return s == STATUS_OK ? s : err_prefix(e, s, "model artifact");
}

void artifact_release(struct artifact *a)
{
	if (a == NULL)
		return;
	labels_release(&a->labels);
	free(a->slice);
	free(a->w);
	free(a->q);
	artifact_forecast_release(&a->forecast);
	*a = (struct artifact){0};
}

bool artifact_is_calibrated(const struct artifact *a)
{
	return a->additive.groups > 0 && a->additive.slope >= SLOPE_LOW &&
	       a->additive.slope <= SLOPE_HIGH;
}
