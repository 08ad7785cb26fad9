/*
 * Training manifests. The hash of the text is attested, so one training set must have one text: the
 * reader writes again what it understood, and compares.
 */
#include "chain/training.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "chain/member.h"

void training_release(struct training *t)
{
	if (t == NULL)
		return;
	free(t->datasets);
	*t = (struct training){0};
}

static struct json *training_json(const struct training *t)
{
	struct json *doc = json_new_object();
	struct json *list = json_new_array();

	json_add_text(doc, "format", TRAINING_FORMAT);
	member_add_address(doc, "datanet", &t->datanet);
	for (size_t i = 0; i < t->n; i++) {
		struct json *o = json_new_object();

		member_add_hash(o, "uid", &t->datasets[i].uid);
		json_add_u64(o, "records", t->datasets[i].records);
		json_add(list, NULL, o);
	}
	json_add(doc, "datasets", list);
	return doc;
}

/* The order of the datasets: the order of their uids as bytes. */
static int compare_uid(const void *a, const void *b)
{
	const struct training_dataset *x = a, *y = b;

	return memcmp(x->uid.bytes, y->uid.bytes, sizeof(x->uid.bytes));
}

static enum status read_dataset(struct training *t, const struct json *o, struct err *e)
{
	struct training_dataset *d = &t->datasets[t->n];
	enum status s = member_hash(&d->uid, o, "uid", e);

	if (s == STATUS_OK)
		s = json_get_u64(&d->records, o, "records", e);
	if (s != STATUS_OK)
		return s;
	if (d->records == 0)
		return err_set(e, ERR_RANGE, "it lists a dataset of which no record was taken");
	if (d->records > UINT64_MAX - t->records)
		return err_set(e, ERR_RANGE, "its records are more than can be counted");
	t->records += d->records;
	/* A dataset that stands there twice would count twice as its contributor's share. */
	if (t->n > 0 && compare_uid(d - 1, d) >= 0)
		return err_set(e, ERR_PARSE,
			       "its datasets do not ascend, or one stands there twice");
	t->n++;
	return STATUS_OK;
}

static enum status read_members(struct training *t, const struct json *doc, struct err *e)
{
	const struct json *list = NULL;
	const char *format;
	enum status s = json_get_text(&format, doc, "format", e);

	if (s == STATUS_OK && strcmp(format, TRAINING_FORMAT) != 0)
		s = err_set(e, ERR_VERSION, "its \"format\" is not " TRAINING_FORMAT);
	if (s == STATUS_OK)
		s = member_hex(t->datanet.bytes, sizeof(t->datanet.bytes), doc, "datanet", e);
	if (s == STATUS_OK)
		s = json_get_array(&list, doc, "datasets", e);
	if (s != STATUS_OK)
		return s;
	if (json_count(list) == 0)
		return err_set(e, ERR_PARSE, "it lists no dataset");
	if (json_count(list) > LIMIT_MODEL_DATASETS)
		return err_set(e, ERR_LIMIT, "it lists more than %d datasets",
			       LIMIT_MODEL_DATASETS);
	t->datasets = calloc(json_count(list), sizeof(t->datasets[0]));
	if (t->datasets == NULL)
		return ERR_MEMORY;
	for (const struct json *o = json_first(list); s == STATUS_OK && o != NULL; o = json_next(o))
		s = read_dataset(t, o, e);
	return s;
}

enum status training_read(struct training *out, const void *data, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s;

	*out = (struct training){0};
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_LIMIT, "the file is larger than any training manifest");
	s = json_parse(&doc, data, len, e);
	if (s == STATUS_OK)
		s = read_members(out, doc, e);
	json_free(doc);
	if (s == STATUS_OK)
		s = json_write_same(training_json(out), data, len, e);
	if (s != STATUS_OK)
		training_release(out);
	return s;
}

const struct training_dataset *training_find(const struct training *t, const struct hash *uid)
{
	struct training_dataset key = {.uid = *uid};

	/* The reader let only ascending uids through. */
	return t->n == 0 ? NULL : bsearch(&key, t->datasets, t->n, sizeof(key), compare_uid);
}
