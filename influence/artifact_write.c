/*
 * The artifact as a file: metadata from the struct's numbers and names, tensors from its arrays.
 * The order of both is fixed, so that the same artifact gives the same bytes.
 */
#include "influence/artifact_write.h"

#include "influence/metadata.h"
#include "influence/safetensors_write.h"

static void describe_additive(struct json *m, const struct additive *a)
{
	if (a->groups == 0)
		return;
	json_add_u64(m, "additive_groups", a->groups);
	json_add_u64(m, "additive_group_size", a->group_size);
	metadata_add_double(m, "additive_spearman", a->spearman);
	metadata_add_double(m, "additive_slope", a->slope);
	metadata_add_double(m, "additive_slope_low", a->slope_low);
	metadata_add_double(m, "additive_slope_high", a->slope_high);
	metadata_add_double(m, "lds", a->lds);
}

static enum status describe(struct json *m, const struct artifact *a)
{
	enum status s;

	json_add_text(m, "format", ARTIFACT_FORMAT);
	recipe_describe(m, &a->recipe);
	metadata_add_double(m, "lambda", a->lambda);
	metadata_add_double(m, "lambda_total", a->ridge);
	json_add_u64(m, "records", a->records);
	json_add_text(m, "solver", a->solver);
	metadata_add_double(m, "residual", a->residual);
	metadata_add_double(m, "gradient_norm", a->gradient_norm);
	json_add_u64(m, "validation_records", a->validation_records);
	metadata_add_double(m, "validation_loss", a->validation_loss);
	metadata_add_double(m, "pool_influence", a->pool_influence);
	json_add_text(m, "manifests", a->manifests);
	describe_additive(m, &a->additive);
	s = metadata_add_list(m, "labels", a->labels.name[0], sizeof(*a->labels.name), a->labels.n);
	if (s == STATUS_OK)
		s = metadata_add_list(m, "slices", a->slice[0], sizeof(*a->slice), a->slices);
	return s;
}

/* Tensors point into the artifact, and into `forecast` for those that have another form. */
enum status artifact_write(struct buf *out, const struct artifact *a, struct err *e)
{
	uint64_t d = a->recipe.buckets, c = a->labels.n, m = a->slices;
	struct tensor_source tensors[3 + ARTIFACT_FORECAST_TENSORS] = {
		{"head.weight", DTYPE_F32, 2, {d, c}, a->w},
		{"query.ihvp", DTYPE_F32, 3, {m, d, c}, a->q},
		{"unseen.influence_quantiles", DTYPE_F32, 1, {ARTIFACT_QUANTILES}, a->quantile},
	};
	struct artifact_forecast_source forecast = {.trials = NULL};
	size_t n = 3;
	struct json *metadata;
	enum status s;

	if (!a->forecast.known)
		return err_set(e, ERR_USAGE,
			       "an artifact without forecasts is of version 1, which "
			       "is read and not written");
	metadata = json_new_object();
	s = describe(metadata, a);
	if (s == STATUS_OK)
		s = artifact_forecast_begin(&forecast, metadata, tensors, &n, &a->forecast);
	if (s == STATUS_OK)
		s = safetensors_write(out, metadata, tensors, n, e);
	else
		err_set(e, s, "%s", status_phrase(s));
	artifact_forecast_end(&forecast);
	json_free(metadata);
	return s;
}
