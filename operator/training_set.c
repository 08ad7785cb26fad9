/*
 * Reading a spec: its options (read_options, read_retraining), then the folders of its datasets in
 * their order, which is the order of the records in training (read_datasets).
 */
#include "operator/training_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/dir.h"
#include "base/json_file.h"
#include "chain/hash.h"
#include "influence/decimal.h"
#include "influence/head.h"
#include "influence/publish.h"
#include "operator/training_folder.h"

/* No network has that many contributors today; a spec with more is a mistake. */
#define SPEC_DATASETS 10000

/* Adds the records of the folder `dir`. A relative folder starts at the spec file. */
static enum status add_dataset(struct training_set *t, const char *dir, uint32_t group,
			       struct err *e)
{
	char *folder = dir[0] == '/' ? strdup(dir) : dir_join(t->folder, dir);
	enum status s = folder == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				       : training_folder_add(&t->corpus, &t->skipped, &t->manifests,
							     folder, group, e);

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

/* Options come first: the corpus needs the number of buckets. */
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
