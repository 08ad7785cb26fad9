/*
 * Rows lie one after the other in three arrays: the features' numbers, their values, and for each
 * row the place of its first feature. Appending a row is copying to the end.
 */
#include "influence/corpus.h"

#include <stdlib.h>
#include <string.h>

/*
 * Makes room for `rows` rows and `entries` non-zeros. Grows by halves, so that appending takes
 * linear time.
 */
static enum status reserve(struct corpus *c, size_t rows, size_t entries)
{
	if (rows > LIMIT_CORPUS_RECORDS || entries > LIMIT_CORPUS_NONZERO)
		return ERR_LIMIT;
	if (rows > c->rows_cap) {
		size_t cap = rows + rows / 2 + 64;
		size_t *first = realloc(c->first, (cap + 1) * sizeof(*first));
		uint16_t *label;
		uint32_t *group;

		c->first = first != NULL ? first : c->first;
		label = realloc(c->label, cap * sizeof(*label));
		c->label = label != NULL ? label : c->label;
		group = realloc(c->group, cap * sizeof(*group));
		c->group = group != NULL ? group : c->group;
		if (first == NULL || label == NULL || group == NULL)
			return ERR_MEMORY;
		c->rows_cap = cap;
	}
	/* A first row without entries needs a place to begin, too. */
	if (entries > c->entries_cap || c->index == NULL) {
		size_t cap = entries + entries / 2 + 4096;
		uint32_t *index = realloc(c->index, cap * sizeof(*index));
		float *value;

		c->index = index != NULL ? index : c->index;
		value = realloc(c->value, cap * sizeof(*value));
		c->value = value != NULL ? value : c->value;
		if (index == NULL || value == NULL)
			return ERR_MEMORY;
		c->entries_cap = cap;
	}
	return STATUS_OK;
}

enum status corpus_init(struct corpus *c, const struct recipe *r, const struct labels *labels,
			struct err *e)
{
	enum status s;

	*c = (struct corpus){.recipe = *r, .labels_fixed = labels != NULL};
	s = features_new(&c->features, r, e);
	if (s == STATUS_OK && labels != NULL)
		s = labels_copy(&c->labels, labels);
	if (s == STATUS_OK)
		s = reserve(c, 1, 0);
	if (s == STATUS_OK)
		c->first[0] = 0;
	if (s == ERR_MEMORY)
		err_set(e, s, "out of memory");
	return s;
}

void corpus_release(struct corpus *c)
{
	if (c == NULL)
		return;
	features_free(c->features);
	labels_release(&c->labels);
	free(c->first);
	free(c->index);
	free(c->value);
	free(c->label);
	free(c->group);
	*c = (struct corpus){0};
}

/* In: a corpus with room for the row. */
static void append(struct corpus *c, struct sparse x, uint16_t label, uint32_t group)
{
	size_t at = c->first[c->n];

	memcpy(c->index + at, x.index, x.n * sizeof(*x.index));
	memcpy(c->value + at, x.value, x.n * sizeof(*x.value));
	c->label[c->n] = label;
	c->group[c->n] = group;
	c->n++;
	c->first[c->n] = at + x.n;
}

enum status corpus_add_row(struct corpus *c, struct sparse x, uint16_t label, uint32_t group)
{
	enum status s = reserve(c, c->n + 1, c->first[c->n] + x.n);

	if (s == STATUS_OK)
		append(c, x, label, group);
	return s;
}

enum status corpus_add(struct corpus *c, const void *text, size_t len, const char *label,
		       size_t label_len, uint32_t group, struct err *e)
{
	int y = labels_find(&c->labels, label, label_len);
	struct sparse x;
	enum status s;

	if (y < 0 && c->labels_fixed)
		return err_set(e, ERR_NOT_FOUND, "the model does not know the label \"%.*s\"",
			       label_len < LIMIT_LABEL ? (int)label_len : LIMIT_LABEL, label);
	if (y < 0) {
		s = labels_add(&c->labels, label, label_len, e);
		if (s != STATUS_OK)
			return s;
		y = (int)c->labels.n - 1;
	}
	features_compute(c->features, &x, NULL, text, len);
	s = corpus_add_row(c, x, (uint16_t)y, group);
	return s == STATUS_OK
		       ? s
		       : err_set(e, s, "%s after %zu records",
				 s == ERR_LIMIT ? "the training set is too large" : "out of memory",
				 c->n);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum status corpus_sort_labels(struct corpus *c)
{
	struct labels sorted;
	enum status s = labels_copy(&sorted, &c->labels);
	/* renumber[i] is the new number of class i. */
	uint16_t renumber[LIMIT_CLASSES] = {0};

	if (s != STATUS_OK || sorted.n == 0)
		return s;
	qsort(sorted.name, sorted.n, sizeof(*sorted.name), by_bytes);
	for (size_t i = 0; i < sorted.n; i++)
		renumber[i] = (uint16_t)labels_find(&sorted, c->labels.name[i],
						    strlen(c->labels.name[i]));
	for (size_t i = 0; i < c->n; i++)
		c->label[i] = renumber[c->label[i]];
	labels_release(&c->labels);
	c->labels = sorted;
	return STATUS_OK;
}

enum status corpus_select(struct corpus *out, const struct corpus *c, const uint32_t *rows,
			  size_t n)
{
	size_t entries = 0;
	enum status s;

	*out = (struct corpus){.recipe = c->recipe, .labels_fixed = true};
	for (size_t i = 0; i < n; i++)
		entries += corpus_row(c, rows[i]).n;
	s = labels_copy(&out->labels, &c->labels);
	if (s == STATUS_OK)
		s = reserve(out, n > 0 ? n : 1, entries);
	if (s != STATUS_OK)
		return s;
	out->first[0] = 0;
	for (size_t i = 0; i < n; i++)
		append(out, corpus_row(c, rows[i]), c->label[rows[i]], c->group[rows[i]]);
	return STATUS_OK;
}
