/*
 * Reading what an operator publishes from: the datasets and the head, then the queries and the
 * public texts as rows (read_evaluation), then the name of the training manifest (name_training).
 */
#include "operator/model_material.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "chain/training.h"
#include "operator/model_file.h"
#include "operator/model_queries.h"

/* Finds the number of the slice `name`, or gives it the next one. */
static enum status slice_number(struct model_material *m, uint32_t *out, const char *name,
				struct err *e)
{
	*out = 0;
	if (name == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < m->n_slices; i++) {
		if (strcmp(m->names[i], name) == 0) {
			*out = (uint32_t)i + 1;
			return STATUS_OK;
		}
	}
	if (m->n_slices == MODEL_MATERIAL_SLICES || strlen(name) >= sizeof(m->names[0]))
		return err_set(e, ERR_LIMIT, "too many slices, or a slice name that is too long");
	snprintf(m->names[m->n_slices], sizeof(m->names[0]), "%s", name);
	m->pointers[m->n_slices] = m->names[m->n_slices];
	*out = (uint32_t)++m->n_slices;
	return STATUS_OK;
}

static enum status add_query(void *user, const struct query *q, struct err *e)
{
	struct model_material *m = user;
	uint32_t slice;
	enum status s = slice_number(m, &slice, q->slice, e);

	if (s == STATUS_OK)
		s = corpus_add(&m->queries, q->text, strlen(q->text), q->label, strlen(q->label),
			       slice, e);
	/* A query whose label the model does not have says nothing of the model. */
	if (s == ERR_NOT_FOUND) {
		m->skipped++;
		s = STATUS_OK;
	}
	return s;
}

/* One line {"text"}; a label that nobody gave is none that anybody looks at. */
static enum status add_public(void *user, const char *text, struct err *e)
{
	struct model_material *m = user;
	const char *any = m->public.labels.name[0];

	return corpus_add(&m->public, text, strlen(text), any, strlen(any), 0, e);
}

/* Reads the queries and the public texts. */
static enum status read_evaluation(struct model_material *m, const struct model_files *files,
				   struct err *e)
{
	const struct head *h = &m->model.head;
	struct buf queries, public;
	enum status s;

	buf_init(&queries, LIMIT_MODEL);
	buf_init(&public, LIMIT_MODEL);
	s = file_read(&queries, files->queries, e);
	if (s == STATUS_OK && files->public != NULL)
		s = file_read(&public, files->public, e);
	if (s == STATUS_OK)
		s = corpus_init(&m->queries, &h->recipe, &h->labels, e);
	if (s == STATUS_OK)
		s = corpus_init(&m->public, &h->recipe, &h->labels, e);
	if (s == STATUS_OK)
		s = read_queries(&queries, add_query, m, e);
	if (s == STATUS_OK && files->public != NULL)
		s = read_public_texts(&public, add_public, m, e);
	buf_release(&queries);
	buf_release(&public);
	return s;
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

enum status read_model_material(struct model_material *m, struct task *task,
				const struct model_files *files, struct err *e)
{
	enum status s = training_set_read(&m->set, task, files->spec, e);

	m->task = task;
	if (s == STATUS_OK)
		s = model_file_read_head(&m->model, &m->head, files->head, e);
	if (s == STATUS_OK)
		s = read_evaluation(m, files, e);
	if (s == STATUS_OK)
		s = name_training(m->manifests, &m->set, files->training, e);
	return s;
}

static enum status watch_trials(void *user, size_t done, size_t all, struct err *e)
{
	struct task *task = user;

	task_progress(task, "trying forecasts", done, all, "trials");
	return task_check(task, e);
}

struct publication model_material_publication(struct model_material *m)
{
	return (struct publication){.model = &m->model,
				    .records = &m->set.corpus,
				    .queries = &m->queries,
				    .public = &m->public,
				    .slices = m->pointers,
				    .n_slices = m->n_slices,
				    .manifests = m->manifests,
				    .rescales = m->set.rescales,
				    .inferences = m->set.inferences,
				    .seed = MODEL_SEED,
				    .progress = watch_trials,
				    .user = m->task};
}

void release_model_material(struct model_material *m)
{
	corpus_release(&m->queries);
	corpus_release(&m->public);
	train_release(&m->model);
	training_set_release(&m->set);
}
