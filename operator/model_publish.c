/*
 * Publishing a model: operator/model_material.h reads the files, influence/publish.h does the
 * mathematics, and the artifact is written and described. The trials take nearly all of the time,
 * so that the seconds are part of the description.
 */
#include "operator/model_publish.h"

#include "base/buf.h"
#include "base/clock.h"
#include "chain/hash.h"
#include "influence/artifact_write.h"
#include "models/file_figures.h"
#include "operator/model_file.h"
#include "operator/model_material.h"

_Static_assert(MODEL_TRIALS_MAX == TRIALS_MAX, "what an artifact may hold");

/* Adds the figures by which a publisher judges the artifact, and the hash of all of them. */
static void describe_artifact(struct json *top, const struct artifact *a,
			      const struct model_material *m, const struct hash *figures)
{
	json_add_hex(top, "figures", figures->bytes, sizeof(figures->bytes));
	json_add_number(top, "records", a->records);
	json_add_number(top, "validation_records", a->validation_records);
	json_add_number(top, "skipped_queries", m->skipped);
	json_add_textf(top, "validation_loss", "%.9g", a->validation_loss);
	json_add_textf(top, "residual", "%.3g", a->residual);
	json_add_number(top, "public_texts", a->forecast.public.n);
	json_add_number(top, "trials", a->forecast.n_trials);
	if (a->additive.groups > 0) {
		json_add_textf(top, "additive_spearman", "%.4f", a->additive.spearman);
		json_add_textf(top, "additive_slope", "%.4f", a->additive.slope);
	}
}

enum status model_publish(struct task *task, struct json **summary, const struct model_files *files,
			  const char *out, uint64_t trials, uint64_t additive_groups, struct err *e)
{
	struct model_material m = {.n_slices = 0};
	struct artifact artifact = {0};
	struct publication p;
	struct json *top = json_new_object();
	struct buf bytes;
	struct hash figures;
	int64_t began = clock_monotonic_ms();
	enum status s = read_model_material(&m, task, files, e);

	buf_init(&bytes, LIMIT_MODEL);
	if (s == STATUS_OK) {
		task_progress(task, "solving the query vectors", 0, 0, "slices");
		p = model_material_publication(&m);
		p.trials = trials;
		p.additive_groups = additive_groups;
		s = publish_artifact(&artifact, &p, e);
	}
	if (s == STATUS_OK)
		s = artifact_write(&bytes, &artifact, e);
	if (s == STATUS_OK)
		s = compute_file_figures_hash(&figures, bytes.data, bytes.len, e);
	if (s == STATUS_OK)
		s = model_file_write(top, out, &bytes, e);
	if (s == STATUS_OK) {
		describe_artifact(top, &artifact, &m, &figures);
		json_add_textf(top, "seconds", "%.1f",
			       (double)(clock_monotonic_ms() - began) / 1e3);
		*summary = top;
		top = NULL;
	}
	json_free(top);
	artifact_release(&artifact);
	release_model_material(&m);
	buf_release(&bytes);
	return s;
}
