/* Publishing an artifact and attributing answers, from a trained head and a file of queries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/model.h"
#include "app/model_private.h"
#include "base/file.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/keccak.h"
#include "influence/artifact_write.h"
#include "influence/train_file.h"

/* Evaluation slices are a handful: languages, seasons. */
#define SPEC_SLICES 64

/* One JSON line of the queries file: its parts live as long as `doc`. */
struct query {
	struct json *doc;
	const char *id, *text, *label, *slice;
};

static enum status read_query(struct query *q, const char *line, size_t len, size_t number,
			      struct err *e)
{
	enum status s = json_parse(&q->doc, line, len, e);

	if (s == STATUS_OK)
		s = json_get_text(&q->id, q->doc, "id", e);
	if (s == STATUS_OK)
		s = json_get_text(&q->text, q->doc, "text", e);
	if (s == STATUS_OK)
		s = json_get_text(&q->label, q->doc, "label", e);
	q->slice = json_text(json_get(q->doc, "slice"));
	return s == STATUS_OK ? s : err_prefix(e, s, "queries, line %zu", number);
}

typedef enum status each_query(void *user, const struct query *q, struct err *e);

static enum status walk_queries(const struct buf *file, each_query *each, void *user, struct err *e)
{
	const char *at = (const char *)file->data, *end = at + file->len;
	size_t number = 0;
	enum status s = STATUS_OK;

	while (s == STATUS_OK && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = stop != NULL ? (size_t)(stop - at) : (size_t)(end - at);
		struct query q = {0};

		number++;
		if (len > 0) {
			s = read_query(&q, at, len, number, e);
			if (s == STATUS_OK)
				s = each(user, &q, e);
			json_free(q.doc);
		}
		at += len + 1;
	}
	if (s == STATUS_OK && number == 0)
		s = err_set(e, ERR_USAGE, "the queries file is empty");
	return s;
}

static enum status read_head(struct trained *out, struct hash *hash, const char *path,
			     struct err *e)
{
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	if (s == STATUS_OK) {
		keccak256(hash->bytes, file.data, file.len);
		s = train_file_read(out, file.data, file.len, e);
	}
	buf_release(&file);
	return s == STATUS_OK || s == ERR_NOT_FOUND ? s : err_prefix(e, s, "%s", path);
}

/* Slices are numbered as they come, from 1. */
struct evaluation {
	struct corpus corpus;
	char names[SPEC_SLICES][32];
	const char *pointers[SPEC_SLICES];
	size_t n_slices;
	uint64_t skipped;
};

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
	if (s == ERR_NOT_FOUND) {
		ev->skipped++;
		s = STATUS_OK;
	}
	return s;
}

static void describe_artifact(struct json *top, const struct artifact *a,
			      const struct evaluation *ev)
{
	json_add_u64(top, "records", a->records);
	json_add_u64(top, "validation_records", a->validation_records);
	json_add_u64(top, "skipped_queries", ev->skipped);
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
	enum status s =
		ev == NULL ? err_set(e, ERR_MEMORY, "out of memory") : read_spec(&t, task, spec, e);

	buf_init(&file, LIMIT_MODEL);
	buf_init(&bytes, LIMIT_MODEL);
	if (s == STATUS_OK)
		s = read_head(&model, &hash, head, e);
	if (s == STATUS_OK)
		s = file_read(&file, queries, e);
	if (s == STATUS_OK)
		s = corpus_init(&ev->corpus, &model.head.recipe, &model.head.labels, e);
	if (s == STATUS_OK)
		s = walk_queries(&file, add_query, ev, e);
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
		s = write_model_file(top, out, &bytes, e);
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

struct attributing {
	const struct trained *model;
	struct features *features;
	int128 *influence;
	struct json *list;
	struct task *task;
	size_t done;
};

static enum status attribute_one(void *user, const struct query *q, struct err *e)
{
	struct attributing *a = user;
	const struct labels *labels = &a->model->head.labels;
	struct train_attribution result = {.influence = a->influence};
	struct json *row, *influence;
	struct sparse x;
	int label = labels_find(labels, q->label, strlen(q->label));
	enum status s;

	if (label < 0)
		return err_set(e, ERR_NOT_FOUND, "query %.40s: the model has no label \"%.40s\"",
			       q->id, q->label);
	features_compute(a->features, &x, NULL, q->text, strlen(q->text));
	s = train_attribute(&result, a->model, x, (uint16_t)label, e);
	if (s != STATUS_OK)
		return s;
	row = json_new_object();
	influence = json_new_object();
	json_add_text(row, "id", q->id);
	json_add_text(row, "predicted", labels->name[result.predicted]);
	json_add_textf(row, "probability", "%.9g", result.probability);
	json_add_textf(row, "loss", "%.9g", result.loss);
	for (size_t i = 0; i < a->model->datasets; i++) {
		char units[UNITS_SIZE];

		units_format(units, result.influence[i]);
		json_add_text(influence, a->model->dataset[i], units);
	}
	json_add(row, "influence", influence);
	json_add(a->list, NULL, row);
	task_progress(a->task, "attributing", ++a->done, 0, "queries");
	return task_check(a->task, e);
}

enum status model_attribute(struct task *task, struct json **result, const char *head,
			    const char *queries, struct err *e)
{
	struct trained model = {0};
	struct attributing a = {.model = &model, .task = task};
	struct json *top = json_new_object();
	struct buf file;
	struct hash hash;
	enum status s = read_head(&model, &hash, head, e);

	buf_init(&file, LIMIT_MODEL);
	if (s == STATUS_OK)
		s = file_read(&file, queries, e);
	if (s == STATUS_OK)
		s = features_new(&a.features, &model.head.recipe, e);
	if (s == STATUS_OK) {
		a.list = json_new_array();
		a.influence = calloc(model.datasets + 1, sizeof(*a.influence));
		s = a.influence == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					: walk_queries(&file, attribute_one, &a, e);
	}
	if (s == STATUS_OK) {
		json_add_hex(top, "model", hash.bytes, sizeof(hash.bytes));
		json_add(top, "queries", a.list);
		*result = top;
		top = NULL;
		a.list = NULL;
	}
	json_free(a.list);
	json_free(top);
	free(a.influence);
	features_free(a.features);
	train_release(&model);
	buf_release(&file);
	return s;
}

static void show_artifact(struct json *top, const struct artifact *a)
{
	struct json *labels = json_new_array();

	json_add_text(top, "format", ARTIFACT_FORMAT);
	for (size_t i = 0; i < a->labels.n; i++)
		json_add_text(labels, NULL, a->labels.name[i]);
	json_add(top, "labels", labels);
	json_add_u64(top, "buckets", a->recipe.buckets);
	json_add_u64(top, "slices", a->slices);
	json_add_u64(top, "records", a->records);
	json_add_textf(top, "lambda", "%.9g", a->lambda);
	json_add_textf(top, "validation_loss", "%.9g", a->validation_loss);
	json_add_textf(top, "residual", "%.3g", a->residual);
	json_add_text(top, "solver", a->solver);
	json_add_text(top, "manifests", a->manifests);
	json_add_bool(top, "magnitudes_may_be_shown", artifact_is_calibrated(a));
	if (a->additive.groups > 0) {
		json_add_u64(top, "additive_groups", a->additive.groups);
		json_add_textf(top, "additive_spearman", "%.4f", a->additive.spearman);
		json_add_textf(top, "additive_slope", "%.4f", a->additive.slope);
	}
}

enum status model_show(struct json **result, const char *path, struct err *e)
{
	struct artifact artifact = {0};
	struct json *top = json_new_object();
	struct buf file;
	struct hash hash;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	if (s == STATUS_OK)
		s = artifact_read(&artifact, file.data, file.len, e);
	if (s == STATUS_OK) {
		keccak256(hash.bytes, file.data, file.len);
		json_add_hex(top, "model", hash.bytes, sizeof(hash.bytes));
		show_artifact(top, &artifact);
		*result = top;
		top = NULL;
	}
	json_free(top);
	artifact_release(&artifact);
	buf_release(&file);
	return s;
}
