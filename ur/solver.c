#include "ur/solver.h"

#include <stdlib.h>
#include <string.h>

enum status solver_init(struct solver *s, uint32_t count, uint32_t len)
{
	*s = (struct solver){.count = count, .len = len, .words = (count + 63) / 64};
	s->bits = calloc(count + (size_t)1, s->words * sizeof(*s->bits));
	s->data = calloc(count + (size_t)1, len);
	s->is_taken = calloc(count, sizeof(*s->is_taken));
	if (s->bits != NULL && s->data != NULL && s->is_taken != NULL)
		return STATUS_OK;
	solver_release(s);
	return ERR_MEMORY;
}

void solver_release(struct solver *s)
{
	free(s->bits);
	free(s->data);
	free(s->is_taken);
	*s = (struct solver){.count = 0};
}

static uint64_t *bits_of(const struct solver *s, uint32_t row)
{
	return s->bits + row * s->words;
}

static uint8_t *data_of(const struct solver *s, uint32_t row)
{
	return s->data + (size_t)row * s->len;
}

/* Both sides of the equation: which fragments, and their bytes. */
static void add_row(const struct solver *s, uint32_t to, uint32_t from)
{
	uint64_t *bits = bits_of(s, to);
	const uint64_t *more_bits = bits_of(s, from);
	uint8_t *data = data_of(s, to);
	const uint8_t *more_data = data_of(s, from);

	for (size_t i = 0; i < s->words; i++)
		bits[i] ^= more_bits[i];
	for (size_t i = 0; i < s->len; i++)
		data[i] ^= more_data[i];
}

/* Fragment i is bit i % 64 of word i / 64. */
static bool has_fragment(const struct solver *s, uint32_t row, uint32_t fragment)
{
	return (bits_of(s, row)[fragment / 64] >> (fragment % 64) & 1) != 0;
}

/* The lowest fragment of a row from `from` on, or `count`. */
static uint32_t lowest(const struct solver *s, uint32_t row, uint32_t from)
{
	while (from < s->count && !has_fragment(s, row, from))
		from++;
	return from;
}

/* A row of no fragments says nothing, unless its bytes are not zero: then somebody is wrong. */
static enum status judge_empty(const struct solver *s, uint32_t row)
{
	const uint8_t *data = data_of(s, row);

	for (size_t i = 0; i < s->len; i++)
		if (data[i] != 0)
			return ERR_MISMATCH;
	return STATUS_OK;
}

/* The part is reduced by the rows that are taken until it is a new one, or nothing. */
enum status solver_add(struct solver *s, const uint32_t *indexes, uint32_t n, const uint8_t *data)
{
	const uint32_t in = s->count;
	uint32_t p;

	memset(bits_of(s, in), 0, s->words * sizeof(*s->bits));
	memcpy(data_of(s, in), data, s->len);
	for (uint32_t i = 0; i < n; i++)
		bits_of(s, in)[indexes[i] / 64] ^= (uint64_t)1 << (indexes[i] % 64);
	for (p = lowest(s, in, 0); p < s->count && s->is_taken[p]; p = lowest(s, in, p + 1))
		add_row(s, in, p);
	if (p == s->count)
		return judge_empty(s, in);
	memcpy(bits_of(s, p), bits_of(s, in), s->words * sizeof(*s->bits));
	memcpy(data_of(s, p), data_of(s, in), s->len);
	s->is_taken[p] = true;
	s->taken++;
	return STATUS_OK;
}

/* From the last row upwards each one is a fragment alone once those behind it are taken out. */
const uint8_t *solver_finish(struct solver *s)
{
	if (s->taken < s->count)
		return NULL;
	for (uint32_t p = s->count; p-- > 0;)
		for (uint32_t row = 0; row < p; row++)
			if (has_fragment(s, row, p))
				add_row(s, row, p);
	return s->data;
}
