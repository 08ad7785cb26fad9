/*
 * A label is looked up in the models once, when it comes first; after that a record costs one
 * search among the rows, which are few. A model's own label always wins over a rule.
 */
#include "models/compare_labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A model's labels as a list of names. Returns how many. */
static size_t names_of(const char *out[static LIMIT_CLASSES], const struct artifact *a)
{
	for (size_t i = 0; i < a->labels.n; i++)
		out[i] = a->labels.name[i];
	return a->labels.n;
}

static bool has_label(const struct label_table *t, size_t m, const struct label_row *row)
{
	return labels_find(&t->models[m]->labels, row->name, row->len) >= 0;
}

/* The label of model `m` that a rule maps the row's to, or NULL. */
static const char *mapped(const struct label_table *t, size_t m, const struct label_row *row)
{
	const char *names[LIMIT_CLASSES];
	size_t n = names_of(names, t->models[m]);

	return label_map_find(t->rules, t->n_rules, row->name, names, n);
}

struct label_table *new_label_table(const struct artifact *const *models, size_t n_models,
				    const struct label_rule *rules, size_t n_rules)
{
	struct label_table *t = calloc(1, sizeof(*t) + n_models * sizeof(t->none[0]));

	if (t == NULL)
		return NULL;
	t->models = models;
	t->n_models = n_models;
	t->rules = rules;
	t->n_rules = n_rules;
	for (size_t m = 0; m < n_models; m++)
		t->none[m] = -1;
	return t;
}

void free_label_table(struct label_table *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n; i++)
		free(t->rows[i].classes);
	free(t);
}

/* The new row is the one past the last, for which there is room. */
static enum status add_row(struct label_table *t, const char *label, size_t len)
{
	struct label_row *row = &t->rows[t->n];

	row->classes = calloc(t->n_models + 1, sizeof(*row->classes));
	if (row->classes == NULL)
		return ERR_MEMORY;
	memcpy(row->name, label, len);
	row->len = len;
	for (size_t m = 0; m < t->n_models; m++) {
		const struct labels *labels = &t->models[m]->labels;
		const char *to = mapped(t, m, row);

		row->classes[m] = labels_find(labels, label, len);
		if (row->classes[m] < 0 && to != NULL)
			row->classes[m] = labels_find(labels, to, strlen(to));
	}
	t->n++;
	return STATUS_OK;
}

static bool is_row(const struct label_row *row, const char *label, size_t len)
{
	return row->len == len && memcmp(row->name, label, len) == 0;
}

/* The row of a label, or `n`. Records of one label often follow each other. */
static size_t find_row(const struct label_table *t, const char *label, size_t len)
{
	size_t i = 0;

	if (t->last < t->n && is_row(&t->rows[t->last], label, len))
		return t->last;
	while (i < t->n && !is_row(&t->rows[i], label, len))
		i++;
	return i;
}

/* Labels past the last row count as unknown: a model of so many classes has others. */
enum status count_label(struct label_table *t, const int **classes,
			const struct extractor_pair *pair)
{
	const char *label = (const char *)pair->label;
	size_t len = pair->label_len, i;

	*classes = t->none;
	if (label == NULL) {
		t->unlabelled++;
		return STATUS_OK;
	}
	i = find_row(t, label, len);
	if (i == t->n && (t->n == COMPARE_LABELS || !labels_is_name(label, len))) {
		t->others++;
		return STATUS_OK;
	}
	if (i == t->n && add_row(t, label, len) != STATUS_OK)
		return ERR_MEMORY;
	t->last = i;
	t->rows[i].records++;
	*classes = t->rows[i].classes;
	return STATUS_OK;
}

size_t count_missing_labels(const struct label_table *t, size_t m)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += !has_label(t, m, &t->rows[i]);
	return n;
}

static void fill_label(struct compared_label *out, const struct label_table *t, size_t m,
		       const struct label_row *row, const struct compared_model *model)
{
	const char *names[LIMIT_CLASSES], *to = mapped(t, m, row);
	size_t n = names_of(names, t->models[m]);

	*out = (struct compared_label){.records = row->records, .mapping = COMPARISON_MAPPED};
	memcpy(out->network, model->network, sizeof(out->network));
	memcpy(out->datanet, model->datanet, sizeof(out->datanet));
	memcpy(out->model, model->name, sizeof(out->model));
	memcpy(out->label, row->name, sizeof(out->label));
	if (to == NULL) {
		to = label_map_propose(row->name, names, n);
		out->mapping = to != NULL ? COMPARISON_PROPOSED : COMPARISON_NO_LIKE;
	}
	snprintf(out->to, sizeof(out->to), "%s", to != NULL ? to : "");
}

static int most_frequent_first(const void *a, const void *b)
{
	const struct compared_label *x = a, *y = b;

	if (x->records != y->records)
		return x->records > y->records ? -1 : 1;
	return strcmp(x->label, y->label);
}

void list_missing_labels(struct compared_label *out, const struct label_table *t, size_t m,
			 const struct compared_model *model)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (!has_label(t, m, &t->rows[i]))
			fill_label(&out[n++], t, m, &t->rows[i], model);
	if (n > 1)
		qsort(out, n, sizeof(*out), most_frequent_first);
}
