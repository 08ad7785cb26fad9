/*
 * Filtering, sorting and finding rows. widget_index.c runs this in its thread, and lists run it
 * directly on small tables. The order is computed in three steps: filter(), sort() and locate();
 * each stops soon after a cancel.
 */
#include "tui/widget_order.h"

#include <stdlib.h>

struct ordering {
	const struct widget_table *table;
	const void *data;
	const struct widget_query *query;
	const atomic_bool *cancel;
	size_t since; /* rows handled since the last look at the cancel flag */
};

/* Rows between two looks at the cancel flag; filtering so many by text takes about 1 ms. */
#define LOOK_EVERY 4096

static bool cancelled(struct ordering *b, size_t rows)
{
	b->since += rows;
	if (b->since < LOOK_EVERY)
		return false;
	b->since = 0;
	return b->cancel != NULL && *b->cancel;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether `text` has `pattern` in it; upper and lower case of ASCII letters are the same. */
static bool contains(const char *text, const char *pattern)
{
	for (; *text != '\0'; text++) {
		size_t i = 0;

		while (pattern[i] != '\0' && lower(text[i]) == lower(pattern[i]))
			i++;
		if (pattern[i] == '\0')
			return true;
	}
	return pattern[0] == '\0';
}

/* Whether a row's text has the pattern, or has it not when the pattern begins with "!". */
static bool row_has(struct ordering *b, size_t row, const char *pattern)
{
	bool inverse = pattern[0] == '!';
	char text[512];

	b->table->text(b->data, row, text, sizeof(text));
	return contains(text, pattern + inverse) != inverse;
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

static int in_order(struct ordering *b, uint32_t x, uint32_t y)
{
	int c = b->table->compare(b->data, x, y, (unsigned)b->query->sort);

	return b->query->reverse ? -c : c;
}

/* Merge sort from the bottom up, since it is stable and can stop between any two rows. */
static enum status sort(struct ordering *b, struct widget_order *out)
{
	uint32_t *from = out->rows;
	uint32_t *into = malloc((out->n + (out->n == 0)) * sizeof(*into));

	if (into == NULL)
		return ERR_MEMORY;
	for (size_t run = 1; run < out->n; run *= 2) {
		uint32_t *swap;

		for (size_t low = 0; low < out->n; low += 2 * run) {
			size_t middle = low + run < out->n ? low + run : out->n;
			size_t high = low + 2 * run < out->n ? low + 2 * run : out->n;
			size_t i = low, j = middle, k = low;

			while (k < high) {
				bool left = i < middle &&
					    (j == high || in_order(b, from[i], from[j]) <= 0);

				into[k++] = left ? from[i++] : from[j++];
				if (cancelled(b, 1)) {
					free(out->rows == from ? into : from);
					return ERR_CANCELLED;
				}
			}
		}
		swap = from;
		from = into;
		into = swap;
	}
	out->rows = from;
	free(into);
	return STATUS_OK;
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
		if (b->table->id(b->data, row_at(o, i)) == b->query->select) {
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
	struct ordering b = {.table = t, .data = data, .query = q, .cancel = cancel};
	size_t n = t->count(data);
	enum status status = STATUS_OK;

	*out = (struct widget_order){.n = n, .place = SIZE_MAX};
	if (n > 0 && (q->sort >= 0 || q->reverse || q->filter[0] != '\0')) {
		out->rows = malloc(n * sizeof(*out->rows));
		if (out->rows == NULL)
			return ERR_MEMORY;
		status = filter(&b, out, n);
		if (status == STATUS_OK && q->sort >= 0)
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
