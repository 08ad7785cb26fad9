#include "operator/model_publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "chain/hash.h"
#include "influence/artifact_write.h"
#include "influence/publish.h"
#include "operator/model_file.h"
#include "operator/model_queries.h"
#include "operator/training_set.h"

/* Evaluation slices are a handful: languages, seasons. */
#define SPEC_SLICES 64

/*
 * The queries as a corpus whose groups are slices. Slices are numbered as they come, from 1; group
 * 0 holds the queries without one.
 */
struct evaluation {
	struct corpus corpus;
	char names[SPEC_SLICES][32];
	const char *pointers[SPEC_SLICES];
	size_t n_slices;
	uint64_t skipped;
};

/* Finds the number of the slice `name`, or gives it the next one. */
static enum status slice_number(struct evaluation *ev, uint32_t *out, const char *name,
				struct err *e)
{
	*out = 0;
	if (name == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < ev->n_slices; i++) {
		if (strcmp(ev->names[i], name) == 0) {
			*out = (uint32_t)i + 1;
			return STATUS_OK;
		}
	}
	if (ev->n_slices == SPEC_SLICES || strlen(name) >= sizeof(ev->names[0]))
		return err_set(e, ERR_LIMIT, "too many slices, or a slice name that is too long");
	snprintf(ev->names[ev->n_slices], sizeof(ev->names[0]), "%s", name);
	ev->pointers[ev->n_slices] = ev->names[ev->n_slices];
	*out = (uint32_t)++ev->n_slices;
	return STATUS_OK;
}

static enum status add_query(void *user, const struct query *q, struct err *e)
{
	struct evaluation *ev = user;
	uint32_t slice;
	enum status s = slice_number(ev, &slice, q->slice, e);

	if (s == STATUS_OK)
		s = corpus_add(&ev->corpus, q->text, strlen(q->text), q->label, strlen(q->label),
			       slice, e);
	/* A query whose label the model does not have says nothing of the model. */
	if (s == ERR_NOT_FOUND) {
		ev->skipped++;
		s = STATUS_OK;
	}
	return s;
}

/* Adds the figures by which a publisher judges the artifact. */
static void describe_artifact(struct json *top, const struct artifact *a,
			      const struct evaluation *ev)
{
	json_add_number(top, "records", a->records);
	json_add_number(top, "validation_records", a->validation_records);
	json_add_number(top, "skipped_queries", ev->skipped);
	json_add_textf(top, "validation_loss", "%.9g", a->validation_loss);
	json_add_textf(top, "residual", "%.3g", a->residual);
	if (a->additive.groups > 0) {
		json_add_textf(top, "additive_spearman", "%.4f", a->additive.spearman);
		json_add_textf(top, "additive_slope", "%.4f", a->additive.slope);
	}
}

enum status model_publish(struct task *task, struct json **summary, const char *spec,
			  const char *head, const char *queries, const char *out,
			  uint64_t additive_groups, struct err *e)
{
	struct training_set t = {0};
	struct trained model = {0};
	struct evaluation *ev = calloc(1, sizeof(*ev));
	struct artifact artifact = {0};
	struct json *top = json_new_object();
	struct buf file, bytes;
	struct hash hash, manifests;
	char manifests_text[HASH_TEXT_SIZE];
	enum status s = ev == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				   : training_set_read(&t, task, spec, e);

	buf_init(&file, LIMIT_MODEL);
	buf_init(&bytes, LIMIT_MODEL);
	if (s == STATUS_OK)
		s = model_file_read_head(&model, &hash, head, e);
	if (s == STATUS_OK)
		s = file_read(&file, queries, e);
	if (s == STATUS_OK)
		s = corpus_init(&ev->corpus, &model.head.recipe, &model.head.labels, e);
	if (s == STATUS_OK)
		s = read_queries(&file, add_query, ev, e);
	if (s == STATUS_OK) {
		struct publication p = {.model = &model,
					.records = &t.corpus,
					.queries = &ev->corpus,
					.slices = ev->pointers,
					.n_slices = ev->n_slices,
					.manifests = manifests_text,
					.additive_groups = additive_groups,
					.seed = 1};

		keccak_final(&t.manifests, manifests.bytes);
		hash_format(manifests_text, &manifests);
		task_progress(task, "solving the query vectors", 0, 0, "slices");
		s = publish_artifact(&artifact, &p, e);
	}
	if (s == STATUS_OK)
		s = artifact_write(&bytes, &artifact, e);
	if (s == STATUS_OK)
		s = model_file_write(top, out, &bytes, e);
	if (s == STATUS_OK) {
		describe_artifact(top, &artifact, ev);
		*summary = top;
		top = NULL;
	}
	json_free(top);
	artifact_release(&artifact);
	if (ev != NULL)
		corpus_release(&ev->corpus);
	free(ev);
	train_release(&model);
	training_set_release(&t);
	buf_release(&file);
	buf_release(&bytes);
	return s;
}
