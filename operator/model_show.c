#include "operator/model_show.h"

#include "base/buf.h"
#include "base/file.h"
#include "chain/hash.h"
#include "chain/keccak.h"
#include "influence/artifact.h"
#include "models/file_figures.h"

/* Adds what the artifact says of itself. Numbers are text, so that no reader rounds them. */
static void show_artifact(struct json *top, const struct artifact *a)
{
	struct json *labels = json_new_array();

	json_add_text(top, "format", ARTIFACT_FORMAT);
	for (size_t i = 0; i < a->labels.n; i++)
		json_add_text(labels, NULL, a->labels.name[i]);
	json_add(top, "labels", labels);
	json_add_number(top, "buckets", a->recipe.buckets);
	json_add_number(top, "slices", a->slices);
	json_add_number(top, "records", a->records);
	json_add_textf(top, "lambda", "%.9g", a->lambda);
	json_add_textf(top, "validation_loss", "%.9g", a->validation_loss);
	json_add_textf(top, "residual", "%.3g", a->residual);
	json_add_text(top, "solver", a->solver);
	json_add_text(top, "manifests", a->manifests);
	json_add_bool(top, "magnitudes_may_be_shown", artifact_is_calibrated(a));
	/* A publisher may leave the additive test out. */
	if (a->additive.groups > 0) {
		json_add_number(top, "additive_groups", a->additive.groups);
		json_add_textf(top, "additive_spearman", "%.4f", a->additive.spearman);
		json_add_textf(top, "additive_slope", "%.4f", a->additive.slope);
	}
}

enum status model_show(struct json **result, const char *path, struct err *e)
{
	struct artifact artifact = {0};
	struct json *top = json_new_object();
	struct buf file;
	struct hash hash, figures;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	/* Checks everything that the numbers below rest on. */
	if (s == STATUS_OK)
		s = artifact_read(&artifact, file.data, file.len, e);
	if (s == STATUS_OK)
		s = compute_file_figures_hash(&figures, file.data, file.len, e);
	/* The hash is the name by which a datanet announces the model. */
	if (s == STATUS_OK) {
		keccak256(hash.bytes, file.data, file.len);
		json_add_hex(top, "model", hash.bytes, sizeof(hash.bytes));
		json_add_hex(top, "figures", figures.bytes, sizeof(figures.bytes));
		show_artifact(top, &artifact);
		*result = top;
		top = NULL;
	}
	json_free(top);
	artifact_release(&artifact);
	buf_release(&file);
	return s;
}
