/*
 * Filtering, sorting and finding rows. widget_index.c runs this in its thread, and lists run it
 * directly on small tables. The order is computed in three steps: filter(), sort() and locate();
 * each stops soon after a cancel.
 *
 * A million rows are sorted by keys: each row's value is taken once and made a number of the same
 * order (value_key), so that values themselves are compared only where two numbers are equal.
 */
#include "tui/widget_order.h"

#include <stdlib.h>

#include "chain/value_key.h"

struct ordering {
	const struct widget_table *table;
	struct widget_rows rows;
	const struct widget_query *query;
	const atomic_bool *cancel;
	size_t since; /* rows handled since the last look at the cancel flag */
};

/* A row to be sorted. */
struct place {
	uint64_t key;
	uint32_t row;
};

/* Rows between two looks at the cancel flag; filtering so many by text takes about 1 ms. */
#define LOOK_EVERY 4096

void widget_order_rows(struct widget_rows *out, const struct widget_table *t, const void *data)
{
	out->table = columns_of(t->kind);
	out->snapshot = t->rows == NULL ? data : NULL;
	out->first = t->rows == NULL ? out->table->rows(data, &out->n) : t->rows(data, &out->n);
}

const void *widget_order_row(const struct widget_rows *r, size_t i)
{
	return (const uint8_t *)r->first + i * r->table->row_size;
}

static bool cancelled(struct ordering *b, size_t rows)
{
	b->since += rows;
	if (b->since < LOOK_EVERY)
		return false;
	b->since = 0;
	return b->cancel != NULL && *b->cancel;
}

/* Whether a filter finds the row, or finds it not when the pattern begins with "!". */
static bool row_has(struct ordering *b, size_t row, const char *pattern)
{
	bool inverse = pattern[0] == '!';

	return column_row_matches(b->rows.table, b->rows.snapshot, widget_order_row(&b->rows, row),
				  pattern + inverse) != inverse;
}

/* Keeps the rows that the filter lets through, in the table's own order. */
static enum status filter(struct ordering *b, struct widget_order *out, size_t n)
{
	size_t kept = 0;

	for (size_t row = 0; row < n; row++) {
		if (cancelled(b, 1))
			return ERR_CANCELLED;
		if (b->query->filter[0] != '\0' && !row_has(b, row, b->query->filter))
			continue;
		out->rows[kept++] = (uint32_t)row;
	}
	out->n = kept;
	return STATUS_OK;
}

static bool in_order(struct ordering *b, const struct place *x, const struct place *y)
{
	int c = (x->key > y->key) - (x->key < y->key);

	if (c == 0)
		c = column_compare(b->query->sort, b->rows.snapshot,
				   widget_order_row(&b->rows, x->row),
				   widget_order_row(&b->rows, y->row));
	return b->query->reverse ? c >= 0 : c <= 0;
}

/*
 * Merge sort from the bottom up, since it is stable and can stop between any two rows. `from` has n
 * places, as `into` has. Returns: the one that has them in order; NULL when cancelled.
 */
static struct place *merge(struct ordering *b, struct place *from, struct place *into, size_t n)
{
	for (size_t run = 1; run < n; run *= 2) {
		struct place *swap;

		for (size_t low = 0; low < n; low += 2 * run) {
			size_t middle = low + run < n ? low + run : n;
			size_t high = low + 2 * run < n ? low + 2 * run : n;
			size_t i = low, j = middle, k = low;

			while (k < high) {
				bool left = i < middle &&
					    (j == high || in_order(b, &from[i], &from[j]));

				into[k++] = left ? from[i++] : from[j++];
				if (cancelled(b, 1))
					return NULL;
			}
		}
		swap = from;
		from = into;
		into = swap;
	}
	return from;
}

static enum status sort(struct ordering *b, struct widget_order *out)
{
	struct place *places = malloc((2 * out->n + 1) * sizeof(*places)), *sorted;
	struct value v;

	if (places == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < out->n; i++) {
		column_value(&v, b->query->sort, b->rows.snapshot,
			     widget_order_row(&b->rows, out->rows[i]));
		places[i] = (struct place){.key = value_key(&v), .row = out->rows[i]};
	}
	sorted = merge(b, places, places + out->n, out->n);
	for (size_t i = 0; i < out->n && sorted != NULL; i++)
		out->rows[i] = sorted[i].row;
	free(places);
	return sorted != NULL ? STATUS_OK : ERR_CANCELLED;
}

static void turn_round(struct widget_order *o)
{
	for (size_t i = 0; i < o->n / 2; i++) {
		uint32_t row = o->rows[i];

		o->rows[i] = o->rows[o->n - 1 - i];
		o->rows[o->n - 1 - i] = row;
	}
}

/* The table's row at a place of the order. */
static size_t row_at(const struct widget_order *o, size_t place)
{
	return o->rows != NULL ? o->rows[place] : place;
}

/* Finds the place of the wanted row, and from there the next row that has the pattern. */
static enum status locate(struct ordering *b, struct widget_order *o)
{
	size_t step = b->query->find >= 0 ? 1 : o->n - 1;

	o->place = SIZE_MAX;
	for (size_t i = 0; i < o->n && b->query->has_select; i++) {
		if (cancelled(b, 1))
			return ERR_CANCELLED;
		if (b->table->id(b->rows.snapshot, widget_order_row(&b->rows, row_at(o, i))) ==
		    b->query->select) {
			o->place = i;
			break;
		}
	}
	if (b->query->find == 0 || o->n == 0)
		return STATUS_OK;
	for (size_t i = 0, at = o->place == SIZE_MAX ? 0 : o->place; i < o->n; i++) {
		at = (at + step) % o->n;
		if (cancelled(b, 1))
			return ERR_CANCELLED;
		if (row_has(b, row_at(o, at), b->query->pattern)) {
			o->place = at;
			return STATUS_OK;
		}
	}
	o->place = SIZE_MAX;
	return STATUS_OK;
}

enum status widget_order_build(struct widget_order *out, const struct widget_table *t,
			       const void *data, const struct widget_query *q,
			       const atomic_bool *cancel)
{
	struct ordering b = {.table = t, .query = q, .cancel = cancel};
	enum status status = STATUS_OK;
	size_t n;

	widget_order_rows(&b.rows, t, data);
	n = b.rows.n;
	*out = (struct widget_order){.n = n, .place = SIZE_MAX};
	if (n > 0 && (q->sort != NULL || q->reverse || q->filter[0] != '\0')) {
		out->rows = malloc(n * sizeof(*out->rows));
		if (out->rows == NULL)
			return ERR_MEMORY;
		status = filter(&b, out, n);
		if (status == STATUS_OK && q->sort != NULL)
			status = sort(&b, out);
		else if (status == STATUS_OK && q->reverse)
			turn_round(out);
	}
	if (status == STATUS_OK)
		status = locate(&b, out);
	if (status != STATUS_OK) {
		free(out->rows);
		*out = (struct widget_order){.place = SIZE_MAX};
	}
	return status;
}
