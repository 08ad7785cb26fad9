/*
 * A set of scores: appending with a table of fingerprints that finds duplicates, ranking by a radix
 * sort, and the summary. Sets of 10^6 records are usual, so that all three take linear time.
 */
#include "influence/score_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

#define DIGIT_BITS 11
#define DIGITS	   (1u << DIGIT_BITS)

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
	return fingerprints_reserve(&set->seen, set->n);
}

enum status score_set_add(struct score_set *set, struct scorer *s, const void *text, size_t len,
			  const char *label, size_t label_len, struct err *e)
{
	uint64_t fingerprint;
	struct scored *score;
	struct sparse x;
	enum status status;

	if (set->n == LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_LIMIT, "more than %zu records", LIMIT_CORPUS_RECORDS);
	status = grow(set);
	if (status != STATUS_OK)
		return err_set(e, status, "out of memory");
	scorer_features(s, &x, &fingerprint, text, len);
	/* The slot is fetched from memory while the record is scored. */
	fingerprints_prefetch(&set->seen, fingerprint);
	score = &set->v[set->n];
	scorer_score(s, score, x, scorer_class(s, label, label_len));
	set->last = x;
	score->duplicate_of = fingerprints_enter(&set->seen, fingerprint, (uint32_t)set->n);
	if (score->duplicate_of != set->n++)
		score->flags |= SCORE_DUPLICATE;
	return STATUS_OK;
}

void score_set_release(struct score_set *set)
{
	if (set == NULL)
		return;
	free(set->v);
	fingerprints_release(&set->seen);
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

void score_set_summarise(struct score_summary *out, const struct score_set *set,
			 const struct artifact *a)
{
	*out = (struct score_summary){0};
	for (size_t i = 0; i < set->n; i++)
		score_summary_add(out, &set->v[i], a);
}
