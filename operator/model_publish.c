/*
 * Publishing a model: the queries and the public texts become rows (read_evaluation), the training
 * manifest gets its name (name_training), influence/publish.h does the mathematics (make_artifact),
 * and the artifact is written and described (model_publish, describe_artifact).
 */
#include "operator/model_publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "chain/hash.h"
#include "chain/training.h"
#include "influence/artifact_write.h"
#include "influence/publish.h"
#include "models/file_figures.h"
#include "operator/model_file.h"
#include "operator/model_queries.h"
#include "operator/training_set.h"

_Static_assert(MODEL_TRIALS_MAX == TRIALS_MAX, "what an artifact may hold");

/* Evaluation slices are a handful: languages, seasons. */
#define SPEC_SLICES 64

/*
 * The queries as a corpus whose groups are slices. Slices are numbered as they come, from 1; group
 * 0 holds the queries without one.
 */
struct evaluation {
	struct corpus corpus, public;
	struct task *task;
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

/* One line {"text"}; a label that nobody gave is none that anybody looks at. */
static enum status add_public(void *user, const char *text, struct err *e)
{
	struct evaluation *ev = user;
	const char *any = ev->public.labels.name[0];

	return corpus_add(&ev->public, text, strlen(text), any, strlen(any), 0, e);
}

static enum status watch_trials(void *user, size_t done, size_t all, struct err *e)
{
	struct evaluation *ev = user;

	task_progress(ev->task, "trying forecasts", done, all, "trials");
	return task_check(ev->task, e);
}

/* Reads the queries and the public texts. */
static enum status read_evaluation(struct evaluation *ev, const struct head *h,
				   const struct model_files *files, struct err *e)
{
	struct buf queries, public;
	enum status s;

	buf_init(&queries, LIMIT_MODEL);
	buf_init(&public, LIMIT_MODEL);
	s = file_read(&queries, files->queries, e);
	if (s == STATUS_OK)
		s = file_read(&public, files->public, e);
	if (s == STATUS_OK)
		s = corpus_init(&ev->corpus, &h->recipe, &h->labels, e);
	if (s == STATUS_OK)
		s = corpus_init(&ev->public, &h->recipe, &h->labels, e);
	if (s == STATUS_OK)
		s = read_queries(&queries, add_query, ev, e);
	if (s == STATUS_OK)
		s = read_public_texts(&public, add_public, ev, e);
	buf_release(&queries);
	buf_release(&public);
	return s;
}

/* Adds the figures by which a publisher judges the artifact, and the hash of all of them. */
static void describe_artifact(struct json *top, const struct artifact *a,
			      const struct evaluation *ev, const struct hash *figures)
{
	json_add_hex(top, "figures", figures->bytes, sizeof(figures->bytes));
	json_add_number(top, "records", a->records);
	json_add_number(top, "validation_records", a->validation_records);
	json_add_number(top, "skipped_queries", ev->skipped);
	json_add_textf(top, "validation_loss", "%.9g", a->validation_loss);
	json_add_textf(top, "residual", "%.3g", a->residual);
	json_add_number(top, "public_texts", a->forecast.public.n);
	json_add_number(top, "trials", a->forecast.n_trials);
	if (a->additive.groups > 0) {
		json_add_textf(top, "additive_spearman", "%.4f", a->additive.spearman);
		json_add_textf(top, "additive_slope", "%.4f", a->additive.slope);
	}
}

/*
 * Writes the text by which the artifact names what it was trained on: the hash of the training
 * manifest in the file `training`, or else the hash over the manifests of the datasets.
 */
static enum status name_training(char text[static HASH_TEXT_SIZE], struct training_set *t,
				 const char *training, struct err *e)
{
	struct training manifest;
	struct hash hash;
	struct buf file;
	enum status s = STATUS_OK;

	buf_init(&file, LIMIT_SMALL_FILE);
	if (training == NULL) {
		keccak_final(&t->manifests, hash.bytes);
	} else {
		s = file_read(&file, training, e);
		/* Nobody could read an artifact's manifest in any other form than the one text. */
		if (s == STATUS_OK)
			s = training_read(&manifest, file.data, file.len, e);
		if (s == STATUS_OK) {
			keccak256(hash.bytes, file.data, file.len);
			training_release(&manifest);
		} else {
			s = err_prefix(e, s, "training manifest %s", training);
		}
	}
	if (s == STATUS_OK)
		hash_format(text, &hash);
	buf_release(&file);
	return s;
}

/* Publishes a head that has been read. `ev` gets the queries. */
static enum status make_artifact(struct artifact *out, struct trained *model,
				 struct training_set *t, struct evaluation *ev,
				 const struct model_files *files, uint64_t trials,
				 uint64_t additive_groups, struct err *e)
{
	char training[HASH_TEXT_SIZE];
	struct publication p = {.model = model,
				.records = &t->corpus,
				.queries = &ev->corpus,
				.public = &ev->public,
				.slices = ev->pointers,
				.manifests = training,
				.rescales = t->rescales,
				.inferences = t->inferences,
				.trials = trials,
				.additive_groups = additive_groups,
				.seed = 1,
				.progress = watch_trials,
				.user = ev};
	enum status s = read_evaluation(ev, &model->head, files, e);

	if (s == STATUS_OK)
		s = name_training(training, t, files->training, e);
	p.n_slices = ev->n_slices;
	return s == STATUS_OK ? publish_artifact(out, &p, e) : s;
}

enum status model_publish(struct task *task, struct json **summary, const struct model_files *files,
			  uint64_t trials, uint64_t additive_groups, struct err *e)
{
	struct training_set t = {0};
	struct trained model = {0};
	struct evaluation *ev = calloc(1, sizeof(*ev));
	struct artifact artifact = {0};
	struct json *top = json_new_object();
	struct buf bytes;
	struct hash hash, figures;
	enum status s = ev == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				   : training_set_read(&t, task, files->spec, e);

	buf_init(&bytes, LIMIT_MODEL);
	if (s == STATUS_OK)
		s = model_file_read_head(&model, &hash, files->head, e);
	if (s == STATUS_OK) {
		ev->task = task;
		task_progress(task, "solving the query vectors", 0, 0, "slices");
		s = make_artifact(&artifact, &model, &t, ev, files, trials, additive_groups, e);
	}
	if (s == STATUS_OK)
		s = artifact_write(&bytes, &artifact, e);
	if (s == STATUS_OK)
		s = compute_file_figures_hash(&figures, bytes.data, bytes.len, e);
	if (s == STATUS_OK)
		s = model_file_write(top, files->out, &bytes, e);
	if (s == STATUS_OK) {
		describe_artifact(top, &artifact, ev, &figures);
		*summary = top;
		top = NULL;
	}
	json_free(top);
	artifact_release(&artifact);
	if (ev != NULL) {
		corpus_release(&ev->corpus);
		corpus_release(&ev->public);
	}
	free(ev);
	train_release(&model);
	training_set_release(&t);
	buf_release(&bytes);
	return s;
}
