/*
 * A set of scores: appending with a table of fingerprints that finds duplicates, ranking by a radix
 * sort, and the summary. Sets of 10^6 records are usual, so that all three take linear time.
 */
#include "influence/score_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

#define NEUTRAL	   0.01 /* part of the spread of the training set's influences */
#define DIGIT_BITS 11
#define DIGITS	   (1u << DIGIT_BITS)

/* Enters a fingerprint unless it is there. Returns its slot. The table always has a free one. */
static struct seen *enter(struct seen *seen, size_t slots, uint64_t fingerprint, uint32_t number)
{
	size_t at = fingerprint & (slots - 1);

	while (seen[at].number != 0 && seen[at].fingerprint != fingerprint)
		at = (at + 1) & (slots - 1);
	if (seen[at].number == 0)
		seen[at] = (struct seen){fingerprint, number};
	return &seen[at];
}

static enum status grow(struct score_set *set)
{
	if (set->n == set->cap) {
		size_t cap = set->cap + set->cap / 2 + 1024;
		struct scored *v = realloc(set->v, cap * sizeof(*v));

		if (v == NULL)
			return ERR_MEMORY;
		pages_want_huge(v, cap * sizeof(*v));
		set->v = v;
		set->cap = cap;
	}
	if (2 * set->n >= set->slots) {
		size_t slots = set->slots > 0 ? 2 * set->slots : 4096;
		struct seen *seen = calloc(slots, sizeof(*seen));

		if (seen == NULL)
			return ERR_MEMORY;
		pages_want_huge(seen, slots * sizeof(*seen));
		for (size_t i = 0; i < set->slots; i++)
			if (set->seen[i].number != 0)
				enter(seen, slots, set->seen[i].fingerprint, set->seen[i].number);
		free(set->seen);
		set->seen = seen;
		set->slots = slots;
	}
	return STATUS_OK;
}

enum status score_set_add(struct score_set *set, struct scorer *s, const void *text, size_t len,
			  const char *label, size_t label_len, struct err *e)
{
	uint64_t fingerprint;
	uint32_t first;
	struct scored *score;
	struct sparse x;
	enum status status;

	if (set->n == LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_LIMIT, "more than %zu records", LIMIT_CORPUS_RECORDS);
	status = grow(set);
	if (status != STATUS_OK)
		return err_set(e, status, "out of memory");
	scorer_features(s, &x, &fingerprint, text, len);
	/*
	 * At 10^6 records the table is far larger than the cache: ask for the slot first, then
	 * score.
	 */
	__builtin_prefetch(&set->seen[fingerprint & (set->slots - 1)]);
	score = &set->v[set->n++];
	scorer_score(s, score, x, label, label_len);
	first = enter(set->seen, set->slots, fingerprint, (uint32_t)set->n)->number;
	score->duplicate_of = first - 1;
	if (first != set->n)
		score->flags |= SCORE_DUPLICATE;
	return STATUS_OK;
}

void score_set_release(struct score_set *set)
{
	if (set == NULL)
		return;
	free(set->v);
	free(set->seen);
	*set = (struct score_set){0};
}
struct keyed {
	uint32_t key, record;
};

/*
 * Gives an integer that ascends where the floats descend: the bits of IEEE 754, with those of
 * positive numbers turned over.
 */
static uint32_t descending_key(float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof(bits));
	return bits >> 31 != 0 ? bits : ~bits & 0x7fffffff;
}

/* Sorts stably by 11 bits of the keys (Knuth, TAOCP 3, algorithm 5.2.5R). */
static void radix_pass(struct keyed *out, const struct keyed *in, size_t n, unsigned shift)
{
	size_t at[DIGITS] = {0}, sum = 0;

	for (size_t i = 0; i < n; i++)
		at[in[i].key >> shift & (DIGITS - 1)]++;
	for (size_t d = 0; d < DIGITS; d++) {
		size_t count = at[d];

		at[d] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		out[at[in[i].key >> shift & (DIGITS - 1)]++] = in[i];
}

enum status score_set_rank(uint32_t *order, const struct score_set *set)
{
	struct keyed *a = calloc(2 * set->n + 1, sizeof(*a)), *b = a + set->n;

	if (a == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < set->n; i++)
		a[i] = (struct keyed){descending_key(set->v[i].influence), (uint32_t)i};
	radix_pass(b, a, set->n, 0);
	radix_pass(a, b, set->n, DIGIT_BITS);
	radix_pass(b, a, set->n, 2 * DIGIT_BITS);
	for (size_t i = 0; i < set->n; i++)
		order[i] = b[i].record;
	free(a);
	return STATUS_OK;
}

static void count_scored(struct score_summary *out, const struct scored *s,
			 const struct artifact *a)
{
	double spread = (double)a->quantile[90] - (double)a->quantile[10];
	double influence = (double)s->influence;

	out->scored++;
	out->influence += influence;
	if (fabs(influence) <= NEUTRAL * spread)
		out->neutral++;
	else if (influence > 0)
		out->helpful++;
	else
		out->harmful++;
}

void score_set_summarise(struct score_summary *out, const struct score_set *set,
			 const struct artifact *a)
{
	*out = (struct score_summary){.records = set->n};
	for (size_t i = 0; i < set->n; i++) {
		const struct scored *s = &set->v[i];

		out->duplicates += (s->flags & SCORE_DUPLICATE) != 0;
		if (s->label == SCORE_NO_LABEL)
			out->unknown++;
		else
			count_scored(out, s, a);
	}
}
