#include "operator/training_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_file.h"
#include "chain/hash.h"
#include "dataset/extractor.h"
#include "dataset/reader.h"
#include "influence/decimal.h"
#include "influence/head.h"
#include "influence/publish.h"

/* No network has that many contributors today; a spec with more is a mistake. */
#define SPEC_DATASETS 10000

/*
 * Adds the records of one dataset as group `group` of the corpus. Records without text or label
 * cannot be trained on and are counted.
 */
static enum status add_records(struct training_set *t, struct reader *reader, struct extractor *x,
			       uint32_t group, struct err *e)
{
	struct reader_batch batch;
	enum status s = reader_next(reader, &batch, e);

	while (s == STATUS_OK && batch.n > 0) {
		for (size_t i = 0; i < batch.n && s == STATUS_OK; i++) {
			struct extractor_pair pair;

			s = extractor_read(x, &pair, batch.records[i].data, batch.records[i].len);
			if (s != STATUS_OK)
				break;
			if (pair.text_len == 0 || pair.label == NULL) {
				t->skipped++;
				continue;
			}
			s = corpus_add(&t->corpus, pair.text, pair.text_len,
				       (const char *)pair.label, pair.label_len, group, e);
		}
		if (s == STATUS_OK)
			s = reader_next(reader, &batch, e);
	}
	return s;
}

/*
 * Opens a dataset's folder, which holds its manifest and its framed records as an upload delivers
 * them, and adds its records. A relative folder starts at the spec file.
 */
static enum status add_dataset(struct training_set *t, const char *dir, uint32_t group,
			       struct err *e)
{
	char *folder = dir[0] == '/' ? strdup(dir) : dir_join(t->folder, dir);
	char *manifest_path = folder != NULL ? dir_join(folder, "manifest.json") : NULL;
	char *records = folder != NULL ? dir_join(folder, "records") : NULL;
	struct manifest manifest = {0};
	struct extractor *x = NULL;
	struct reader *reader = NULL;
	struct buf text;
	enum status s = STATUS_OK;

	buf_init(&text, LIMIT_SMALL_FILE);
	if (manifest_path == NULL || records == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = file_read(&text, manifest_path, e);
	if (s == STATUS_OK)
		s = manifest_parse(&manifest, text.data, text.len, e);
	if (s == STATUS_OK) {
		/* The artifact names what it was trained on by this hash over all manifests. */
		keccak_update(&t->manifests, text.data, text.len);
		s = extractor_new(&x, &manifest, e);
	}
	if (s == STATUS_OK)
		s = reader_open_framed(&reader, records, manifest.records, e);
	if (s == STATUS_OK)
		s = add_records(t, reader, x, group, e);
	reader_close(reader);
	extractor_free(x);
	manifest_release(&manifest);
	buf_release(&text);
	free(manifest_path);
	free(records);
	free(folder);
	return s == STATUS_OK ? s : err_prefix(e, s, "dataset %s", dir);
}

/* How the network will train again, which forecasts have to know, and an epoch's inferences. */
static enum status read_retraining(struct training_set *t, struct err *e)
{
	const char *retraining = json_text(json_get(t->spec, "retraining"));

	t->rescales = retraining == NULL || strcmp(retraining, "rescaled") == 0;
	t->inferences = PUBLISH_INFERENCES;
	if (!t->rescales && strcmp(retraining, "fixed") != 0)
		return err_set(
			e, ERR_PARSE,
			"\"retraining\" must be \"rescaled\", when lambda is multiplied by the "
			"records of each training, or \"fixed\"");
	return json_get(t->spec, "inferences") != NULL
		       ? json_get_u64(&t->inferences, t->spec, "inferences", e)
		       : STATUS_OK;
}

/* Reads what a spec may leave out: regularisation and the number of buckets. */
static enum status read_options(struct training_set *t, struct err *e)
{
	const char *lambda = json_text(json_get(t->spec, "lambda"));
	uint64_t buckets = RECIPE_BUCKETS;
	enum status s = STATUS_OK;

	t->lambda = HEAD_LAMBDA;
	if (lambda != NULL && decimal_parse(&t->lambda, lambda, strlen(lambda)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"lambda\" must be a decimal number such as 0.001");
	if (s == STATUS_OK && json_get(t->spec, "buckets") != NULL)
		s = json_get_u64(&buckets, t->spec, "buckets", e);
	if (s == STATUS_OK && buckets > UINT32_MAX)
		s = err_set(e, ERR_RANGE, "\"buckets\" is too large");
	if (s == STATUS_OK)
		s = read_retraining(t, e);
	t->recipe = (struct recipe){.buckets = (uint32_t)buckets, .seed = RECIPE_SEED};
	return s;
}

static enum status read_datasets(struct training_set *t, struct task *task, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, t->spec, "datasets", e);

	if (s != STATUS_OK)
		return s;
	if (json_count(list) == 0 || json_count(list) > SPEC_DATASETS)
		return err_set(e, ERR_RANGE, "a spec names 1 to %d datasets", SPEC_DATASETS);
	t->ids = calloc(json_count(list), sizeof(*t->ids));
	if (t->ids == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (const struct json *d = json_first(list); d != NULL && s == STATUS_OK;
	     d = json_next(d)) {
		struct hash id;
		const char *dir;

		task_progress(task, "reading datasets", t->n, json_count(list), "datasets");
		s = json_get_hex(id.bytes, sizeof(id.bytes), d, "dataset", e);
		if (s == STATUS_OK)
			s = json_get_text(&dir, d, "dir", e);
		if (s == STATUS_OK)
			s = add_dataset(t, dir, (uint32_t)t->n, e);
		/* The text belongs to the spec, which lives as long as the set. */
		if (s == STATUS_OK)
			t->ids[t->n++] = json_text(json_get(d, "dataset"));
		if (s == STATUS_OK)
			s = task_check(task, e);
	}
	return s;
}

enum status training_set_read(struct training_set *t, struct task *task, const char *path,
			      struct err *e)
{
	const char *slash = strrchr(path, '/');
	enum status s = json_file_read(&t->spec, path, LIMIT_DATANET_REPLY, e);

	t->folder = slash != NULL ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	if (t->folder == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	keccak_init(&t->manifests);
	if (s == STATUS_OK)
		s = read_options(t, e);
	if (s == STATUS_OK)
		s = corpus_init(&t->corpus, &t->recipe, NULL, e);
	if (s == STATUS_OK)
		s = read_datasets(t, task, e);
	return s;
}

void training_set_release(struct training_set *t)
{
	corpus_release(&t->corpus);
	json_free(t->spec);
	free(t->folder);
	free(t->ids);
}
