/*
 * Forecasting for who has all records: the datasets that join become one corpus (read_joining),
 * influence/join.h moves the head by all of them, and every dataset's share is described.
 */
#include "operator/model_forecast.h"

#include <stdlib.h>

#include "influence/join.h"
#include "influence/publish_rows.h"
#include "operator/model_material.h"
#include "operator/training_folder.h"

/* The datasets that join. */
struct joining {
	const char *const *folders;
	size_t n;
	struct corpus corpus; /* group i: the records of folders[i] */
	uint64_t *skipped;    /* records of each folder */
};

static enum status read_joining(struct joining *j, struct task *task, const struct head *h,
				struct err *e)
{
	struct keccak unused; /* nothing names these manifests */
	enum status s = corpus_init(&j->corpus, &h->recipe, &h->labels, e);

	keccak_init(&unused);
	j->skipped = calloc(j->n + 1, sizeof(*j->skipped));
	if (s == STATUS_OK && j->skipped == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < j->n && s == STATUS_OK; i++) {
		task_progress(task, "reading datasets", i, j->n, "datasets");
		s = training_folder_add(&j->corpus, &j->skipped[i], &unused, j->folders[i],
					(uint32_t)i, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "dataset %s", j->folders[i]);
		if (s == STATUS_OK)
			s = task_check(task, e);
	}
	return s;
}

static uint64_t count_group(const struct corpus *c, size_t group)
{
	uint64_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->group[i] == group;
	return n;
}

static void add_range(struct json *to, const char *name, double low, double high)
{
	struct json *range = json_new_object();

	json_add_textf(range, "low", "%.6f", low);
	json_add_textf(range, "high", "%.6f", high);
	json_add(to, name, range);
}

/* The share is that of many inferences; one epoch pays by those that it has. */
static void add_scatter(struct json *to, const struct join_scatter *s)
{
	add_range(to, "share_of_epochs", s->low, s->high);
	add_range(to, "share_of_ten_epochs", s->ten_low, s->ten_high);
}

static void describe_join(struct json *top, const struct join *told, const struct joining *j,
			  const struct model_material *m, size_t held_out)
{
	struct json *fresh = json_new_array(), *old = json_new_array();

	json_add_hex(top, "head", m->head.bytes, sizeof(m->head.bytes));
	json_add_number(top, "records", m->model.head.n0);
	json_add_number(top, "added", j->corpus.n);
	json_add_number(top, "validation_records", held_out);
	json_add_textf(top, "change", "%.6g", told->change);
	json_add_textf(top, "share", "%.6f", told->all);
	json_add_number(top, "inferences", m->set.inferences);
	add_scatter(top, &told->scatter[j->n]);
	for (size_t i = 0; i < j->n; i++) {
		struct json *row = json_new_object();

		json_add_text(row, "folder", j->folders[i]);
		json_add_number(row, "records", count_group(&j->corpus, i));
		json_add_number(row, "skipped", j->skipped[i]);
		json_add_textf(row, "share", "%.6f", told->fresh[i]);
		add_scatter(row, &told->scatter[i]);
		json_add(fresh, NULL, row);
	}
	for (size_t i = 0; i < m->model.datasets; i++) {
		struct json *row = json_new_object();

		json_add_text(row, "dataset", m->model.dataset[i]);
		json_add_textf(row, "share", "%.6f", told->old[i]);
		json_add(old, NULL, row);
	}
	json_add(top, "datasets", fresh);
	json_add(top, "trained_on", old);
}

enum status model_forecast(struct task *task, struct json **result, const struct model_files *files,
			   const char *const *folders, size_t n, struct err *e)
{
	struct model_material m = {.n_slices = 0};
	struct joining j = {.folders = folders, .n = n};
	struct join_rule rule;
	struct corpus a = {0}, b = {0};
	struct join told = {0};
	enum status s = read_model_material(&m, task, files, e);

	if (s == STATUS_OK && corpus_sort_labels(&m.set.corpus) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = read_joining(&j, task, &m.model.head, e);
	if (s == STATUS_OK)
		s = publish_rows_split(&a, &b, &m.queries, e);
	if (s == STATUS_OK) {
		rule = (struct join_rule){.rescales = m.set.rescales,
					  .inferences = m.set.inferences};
		task_progress(task, "joining", 0, 0, "datasets");
		s = join_forecast(&told, &m.model, &m.set.corpus, &b, &rule, &j.corpus, n, e);
	}
	if (s == STATUS_OK) {
		*result = json_new_object();
		describe_join(*result, &told, &j, &m, b.n);
	}
	join_release(&told);
	corpus_release(&a);
	corpus_release(&b);
	corpus_release(&j.corpus);
	free(j.skipped);
	release_model_material(&m);
	return s;
}
