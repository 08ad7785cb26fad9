/*
 * Filtering, sorting and finding rows. widget_index.c runs this in its thread, and lists run it
 * directly on small tables. The order is computed in three steps: filter(), sort() and locate();
 * each stops soon after a cancel.
 *
 * A million rows are sorted by words of their values (chain/value_key.h): all rows by the first
 * word in which they differ, then each run of rows that are equal in it by the next such word.
 */
#include "tui/widget_order.h"

#include <stdlib.h>
#include <string.h>

#include "chain/value_key.h"

struct ordering {
	const struct widget_table *table;
	struct widget_rows rows;
	const struct widget_query *query;
	const atomic_bool *cancel;
	size_t since; /* rows handled since the last look at the cancel flag */
};

/* A row to be sorted, and the word of its value that is being looked at. */
struct place {
	uint64_t word;
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

/*
 * Merge sort from the bottom up, since it is stable and can stop between any two rows. Leaves the
 * result in `places`; `spare` has as much room. Returns: false when cancelled.
 */
static bool merge_sort(struct ordering *b, struct place *places, struct place *spare, size_t n)
{
	struct place *from = places, *into = spare, *swap;

	for (size_t run = 1; run < n; run *= 2) {
		for (size_t low = 0; low < n; low += 2 * run) {
			size_t middle = low + run < n ? low + run : n;
			size_t high = low + 2 * run < n ? low + 2 * run : n;
			size_t i = low, j = middle, k = low;

			while (k < high) {
				bool left =
					i < middle && (j == high || from[i].word <= from[j].word);

				into[k++] = left ? from[i++] : from[j++];
				if (cancelled(b, 1))
					return false;
			}
		}
		swap = from;
		from = into;
		into = swap;
	}
	if (from != places)
		memcpy(places, from, n * sizeof(*places));
	return true;
}

/* The value of a row in the column that is sorted by. */
static void value_of(struct value *out, struct ordering *b, uint32_t row)
{
	column_value(out, b->query->sort, b->rows.snapshot, widget_order_row(&b->rows, row));
}

/*
 * Finds the first word, from word `*i` on, in which the rows differ; SIZE_MAX when they are equal.
 * Returns: false when cancelled.
 */
static bool find_word(struct ordering *b, const struct place *places, size_t n, size_t *i)
{
	size_t found = SIZE_MAX, words;
	struct value first, v;

	value_of(&first, b, places[0].row);
	words = value_key_words(&first);
	for (size_t k = 1; k < n && found != *i; k++) {
		size_t most;

		value_of(&v, b, places[k].row);
		most = value_key_words(&v) > words ? value_key_words(&v) : words;
		for (size_t w = *i; w < most && w < found; w++)
			if (value_key(&v, w) != value_key(&first, w))
				found = w;
		if (cancelled(b, 1))
			return false;
	}
	*i = found;
	return true;
}

/*
 * Sorts rows that are equal in all words before word `i`. Returns: false when cancelled. It calls
 * itself as deep as a value has words, which for the longest text are 80.
 */
static bool sort_from(struct ordering *b, struct place *places, struct place *spare, size_t n,
		      size_t i)
{
	struct value v;

	if (!find_word(b, places, n, &i))
		return false;
	if (i == SIZE_MAX)
		return true;
	for (size_t k = 0; k < n; k++) {
		value_of(&v, b, places[k].row);
		places[k].word = b->query->reverse ? ~value_key(&v, i) : value_key(&v, i);
		if (cancelled(b, 1))
			return false;
	}
	if (!merge_sort(b, places, spare, n))
		return false;
	for (size_t k = 0, end; k < n; k = end) {
		end = k + 1;
		while (end < n && places[end].word == places[k].word)
			end++;
		if (end - k > 1 && !sort_from(b, places + k, spare, end - k, i + 1))
			return false;
	}
	return true;
}

static enum status sort(struct ordering *b, struct widget_order *out)
{
	struct place *places = malloc((2 * out->n + 1) * sizeof(*places));
	bool sorted;

	if (places == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < out->n; i++)
		places[i] = (struct place){.row = out->rows[i]};
	sorted = out->n == 0 || sort_from(b, places, places + out->n, out->n, 0);
	for (size_t i = 0; i < out->n; i++)
		out->rows[i] = places[i].row;
	free(places);
	return sorted ? STATUS_OK : ERR_CANCELLED;
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
