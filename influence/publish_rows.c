#include "influence/publish_rows.h"

#include <stdlib.h>
#include <string.h>

#include "influence/elementary.h"

/* A number of a row that does not depend on the order of its features. */
static uint64_t row_number(struct sparse x)
{
	uint64_t sum = x.n;

	for (size_t j = 0; j < x.n; j++) {
		uint32_t bits;
		uint64_t z;

		memcpy(&bits, &x.value[j], sizeof(bits));
		z = ((uint64_t)x.index[j] << 32 | bits) + 0x9e3779b97f4a7c15ULL;
		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
		z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
		sum += z ^ z >> 31;
	}
	return sum;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The numbers of all rows, ascending; freed by the caller. NULL without memory. */
static uint64_t *number_rows(const struct corpus *rows)
{
	uint64_t *out = malloc((rows->n + 1) * sizeof(*out));

	for (size_t i = 0; i < rows->n && out != NULL; i++)
		out[i] = row_number(corpus_row(rows, i));
	if (out != NULL)
		qsort(out, rows->n, sizeof(*out), by_number);
	return out;
}

/*
 * In: `known`, the numbers of rows that no row may equal, ascending; `why`, what is wrong then.
 */
static enum status refuse_known(const uint64_t *known, size_t n, const struct corpus *rows,
				const char *what, const char *why, struct err *e)
{
	for (size_t i = 0; i < rows->n; i++) {
		uint64_t number = row_number(corpus_row(rows, i));

		/* A text without a word gives the constant alone, and shows nothing. */
		if (corpus_row(rows, i).n > 1 &&
		    bsearch(&number, known, n, sizeof(*known), by_number) != NULL)
			return err_set(e, ERR_REFUSED, "%s %zu has the words of %s: take it out",
				       what, i + 1, why);
	}
	return STATUS_OK;
}

#define OF_RECORD "a training record, and its row would be published"
#define OF_QUERY  "a query, and forecasts tell too little where one row serves both"

/* Numbers of 64 bits are compared, not rows: two rows of one number are refused, not shown. */
enum status publish_rows_check(const struct corpus *records, const struct corpus *queries,
			       const struct corpus *public, struct err *e)
{
	uint64_t *known = number_rows(records), *asked = number_rows(queries);
	enum status s = known != NULL && asked != NULL ? STATUS_OK
						       : err_set(e, ERR_MEMORY, "out of memory");

	if (s == STATUS_OK)
		s = refuse_known(known, records->n, queries, "query", OF_RECORD, e);
	if (s == STATUS_OK)
		s = refuse_known(known, records->n, public, "public text", OF_RECORD, e);
	if (s == STATUS_OK)
		s = refuse_known(asked, queries->n, public, "public text", OF_QUERY, e);
	free(known);
	free(asked);
	return s;
}

/* Copies every `step`-th row, beginning with `from`. */
static enum status copy_rows(struct corpus *out, const struct corpus *rows, size_t from,
			     size_t step, struct err *e)
{
	uint32_t *numbers = malloc((rows->n + 1) * sizeof(*numbers));
	size_t n = 0;
	enum status s = ERR_MEMORY;

	*out = (struct corpus){0};
	if (numbers != NULL) {
		for (size_t i = from; i < rows->n; i += step)
			numbers[n++] = (uint32_t)i;
		s = corpus_select(out, rows, numbers, n);
	}
	free(numbers);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

/* By turns, so that a file in any order has both halves alike. */
enum status publish_rows_split(struct corpus *a, struct corpus *b, const struct corpus *queries,
			       struct err *e)
{
	enum status s = copy_rows(a, queries, 0, 2, e);

	return s == STATUS_OK ? copy_rows(b, queries, 1, 2, e) : s;
}

enum status publish_rows_copy(struct corpus *out, const struct corpus *rows, struct err *e)
{
	return copy_rows(out, rows, 0, 1, e);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* With fewer than 101 rows, neighbouring percentiles are the same. */
enum status publish_rows_quantiles(float out[static ARTIFACT_QUANTILES], const struct head *h,
				   const double *q, const struct corpus *rows, struct err *e)
{
	double *own = malloc((rows->n + 1) * sizeof(*own)), p[LIMIT_CLASSES];

	if (own == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < rows->n; i++) {
		struct sparse x = corpus_row(rows, i);

		head_probabilities(p, h, x);
		own[i] = ihvp_influence(q, p, h->labels.n, x, rows->label[i]);
	}
	qsort(own, rows->n, sizeof(*own), ascending);
	for (size_t i = 0; i < ARTIFACT_QUANTILES; i++)
		out[i] = (float)own[i * (rows->n - 1) / (ARTIFACT_QUANTILES - 1)];
	free(own);
	return STATUS_OK;
}

/* Each record has one loss under its own label, and one under each other label. */
enum status publish_rows_curves(struct label_curves *out, const struct head *h,
				const struct corpus *rows, struct err *e)
{
	size_t classes = h->labels.n, others = 0;
	double *own = malloc((rows->n + 1) * sizeof(*own));
	double *other = malloc((rows->n * (classes - 1) + 1) * sizeof(*other));
	double p[LIMIT_CLASSES];
	enum status s =
		own != NULL && other != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");

	for (size_t i = 0; i < rows->n && s == STATUS_OK; i++) {
		struct sparse x = corpus_row(rows, i);

		own[i] = head_loss(p, h, x, rows->label[i]);
		/* −log p of a class that is nearly impossible stays finite by head_loss(). */
		for (uint16_t c = 0; c < classes; c++)
			if (c != rows->label[i])
				other[others++] = p[c] > 1e-300 ? -elementary_log(p[c])
								: head_loss(NULL, h, x, c);
	}
	if (s == STATUS_OK) {
		out->records = rows->n;
		label_noise_curve(out->own, own, rows->n);
		label_noise_curve(out->other, other, others);
	}
	free(own);
	free(other);
	return s;
}
