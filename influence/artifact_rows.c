/*
 * Reading: the tensors of rows (read_row_tensors), then each row against everything that a product
 * with it relies on (check_row, add_all). Then writing. Invariant: rows that were read have
 * ascending features of the model, and labels of its classes.
 */
#include "influence/artifact_rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row is of length one beside the constant, which is one too. */
#define LARGEST_VALUE 1.0F

/* The tensors of rows that are read. */
struct row_tensors {
	uint32_t *first, *index, *label;
	float *value;
	uint64_t rows, entries;
};

/* Copies a tensor of one dimension, however long it is. */
static enum status take(void **out, uint64_t *count, const struct safetensors *st, const char *rows,
			const char *part, enum dtype dtype, struct err *e)
{
	char name[64];
	const struct tensor *t;

	snprintf(name, sizeof(name), "%s.%s", rows, part);
	t = safetensors_find(st, name);
	if (t == NULL || t->rank != 1)
		return err_set(e, t == NULL ? ERR_NOT_FOUND : ERR_MISMATCH,
			       "there is no tensor %s of one dimension", name);
	return safetensors_copy(out, count, st, name, dtype, 1, t->shape, e);
}

static enum status read_row_tensors(struct row_tensors *t, const struct safetensors *st,
				    const char *name, bool labelled, struct err *e)
{
	uint64_t values = 0, labels = 0;
	void *first = NULL, *index = NULL, *value = NULL, *label = NULL;
	enum status s = take(&first, &t->rows, st, name, "first", DTYPE_U32, e);

	t->first = first;
	if (s == STATUS_OK)
		s = take(&index, &t->entries, st, name, "index", DTYPE_U32, e);
	t->index = index;
	if (s == STATUS_OK)
		s = take(&value, &values, st, name, "value", DTYPE_F32, e);
	t->value = value;
	if (s == STATUS_OK && labelled)
		s = take(&label, &labels, st, name, "label", DTYPE_U32, e);
	t->label = label;
	if (s != STATUS_OK)
		return s;
	if (t->rows < 2 || t->rows - 1 > ARTIFACT_ROWS_MAX)
		return err_set(e, ERR_LIMIT, "%s: not 1 to %d rows", name, ARTIFACT_ROWS_MAX);
	t->rows--;
	if (values != t->entries || (labelled && labels != t->rows))
		return err_set(e, ERR_MISMATCH, "%s: its tensors are of different lengths", name);
	return STATUS_OK;
}

/* Everything that a product with a row relies on. */
static enum status check_row(const struct row_tensors *t, uint64_t row, size_t buckets,
			     size_t classes, const char *name, struct err *e)
{
	uint32_t from = t->first[row], to = t->first[row + 1];

	if (to < from || to > t->entries)
		return err_set(e, ERR_RANGE,
			       "%s: row %" PRIu64 " does not lie between its neighbours", name,
			       row);
	for (uint32_t j = from; j < to; j++)
		if (t->index[j] >= buckets || (j > from && t->index[j] <= t->index[j - 1]) ||
		    fabsf(t->value[j]) > LARGEST_VALUE)
			return err_set(e, ERR_RANGE,
				       "%s: row %" PRIu64 " is none that the recipe gives", name,
				       row);
	if (t->label != NULL && t->label[row] >= classes)
		return err_set(e, ERR_RANGE, "%s: row %" PRIu64 " has a label of no class", name,
			       row);
	return STATUS_OK;
}

/* Rows tile the entries: each begins where the one before ends. */
static enum status add_all(struct corpus *out, const struct row_tensors *t, const char *name,
			   struct err *e)
{
	enum status s = STATUS_OK;

	if (t->first[0] != 0 || t->first[t->rows] != t->entries)
		return err_set(e, ERR_RANGE, "%s: its rows are not all of its entries", name);
	for (uint64_t i = 0; i < t->rows && s == STATUS_OK; i++) {
		s = check_row(t, i, out->recipe.buckets, out->labels.n, name, e);
		if (s != STATUS_OK)
			break;
		s = corpus_add_row(out,
				   (struct sparse){t->index + t->first[i], t->value + t->first[i],
						   t->first[i + 1] - t->first[i]},
				   (uint16_t)(t->label != NULL ? t->label[i] : 0), 0);
		if (s != STATUS_OK)
			s = err_set(e, s, "%s: too many rows for this machine", name);
	}
	return s;
}

enum status artifact_rows_read(struct corpus *out, const struct safetensors *st, const char *name,
			       bool labelled, const struct recipe *recipe,
			       const struct labels *labels, struct err *e)
{
	struct row_tensors t = {.rows = 0};
	enum status s = corpus_init(out, recipe, labels, e);

	if (s == STATUS_OK)
		s = read_row_tensors(&t, st, name, labelled, e);
	if (s == STATUS_OK)
		s = add_all(out, &t, name, e);
	free(t.first);
	free(t.index);
	free(t.label);
	free(t.value);
	return s;
}

struct row_entry {
	uint32_t index;
	float value;
};

static int by_index(const void *a, const void *b)
{
	const struct row_entry *x = a, *y = b;

	return (x->index > y->index) - (x->index < y->index);
}

/* A text gives its features in the order of its words, which is nobody's business. */
static enum status sort_rows(struct artifact_rows_source *out, const struct corpus *rows)
{
	struct row_entry *row = malloc((rows->recipe.buckets + 1) * sizeof(*row));

	for (size_t i = 0; i < rows->n && row != NULL; i++) {
		struct sparse x = corpus_row(rows, i);

		for (size_t j = 0; j < x.n; j++)
			row[j] = (struct row_entry){x.index[j], x.value[j]};
		qsort(row, x.n, sizeof(*row), by_index);
		for (size_t j = 0; j < x.n; j++) {
			out->index[rows->first[i] + j] = row[j].index;
			out->value[rows->first[i] + j] = row[j].value;
		}
	}
	free(row);
	return row != NULL ? STATUS_OK : ERR_MEMORY;
}

enum status artifact_rows_begin(struct artifact_rows_source *out, const char *name,
				const struct corpus *rows, bool labelled)
{
	static const char *const parts[] = {"first", "index", "value", "label"};
	const uint64_t entries = rows->first[rows->n];

	*out = (struct artifact_rows_source){.n = labelled ? 4 : 3};
	out->first = malloc((rows->n + 1) * sizeof(*out->first));
	out->label = malloc((rows->n + 1) * sizeof(*out->label));
	out->index = malloc((entries + 1) * sizeof(*out->index));
	out->value = malloc((entries + 1) * sizeof(*out->value));
	if (out->first == NULL || out->label == NULL || out->index == NULL || out->value == NULL ||
	    sort_rows(out, rows) != STATUS_OK)
		return ERR_MEMORY;
	for (size_t i = 0; i <= rows->n; i++)
		out->first[i] = (uint32_t)rows->first[i];
	for (size_t i = 0; i < rows->n; i++)
		out->label[i] = rows->label[i];
	for (size_t k = 0; k < out->n; k++)
		snprintf(out->names[k], sizeof(out->names[k]), "%s.%s", name, parts[k]);
	out->tensors[0] =
		(struct tensor_source){out->names[0], DTYPE_U32, 1, {rows->n + 1}, out->first};
	out->tensors[1] =
		(struct tensor_source){out->names[1], DTYPE_U32, 1, {entries}, out->index};
	out->tensors[2] =
		(struct tensor_source){out->names[2], DTYPE_F32, 1, {entries}, out->value};
	out->tensors[3] =
		(struct tensor_source){out->names[3], DTYPE_U32, 1, {rows->n}, out->label};
	return STATUS_OK;
}

void artifact_rows_end(struct artifact_rows_source *s)
{
	free(s->first);
	free(s->index);
	free(s->label);
	free(s->value);
	*s = (struct artifact_rows_source){.n = 0};
}
