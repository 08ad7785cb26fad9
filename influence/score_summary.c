#include "influence/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEUTRAL	   0.01 /* of the spread of the training set's influences */
#define DIGIT_BITS 11
#define DIGITS	   (1u << DIGIT_BITS)

struct keyed {
	uint32_t key, record;
};

/* An integer that sorts ascending where the floats descend: IEEE 754 order with the sign folded. */
static uint32_t descending_key(float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof(bits));
	return bits >> 31 != 0 ? bits : ~bits & 0x7fffffff;
}

/* One stable pass over 11 bits of the keys (Knuth, TAOCP 3, algorithm 5.2.5R). */
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

enum status scores_rank(uint32_t *order, const struct scores *set)
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

double score_percentile(const struct artifact *a, double influence)
{
	size_t low = 0, high = ARTIFACT_QUANTILES - 1;
	double from, to;

	if (influence <= (double)a->quantile[low])
		return 0;
	if (influence >= (double)a->quantile[high])
		return 100;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if ((double)a->quantile[middle] <= influence)
			low = middle;
		else
			high = middle;
	}
	from = (double)a->quantile[low];
	to = (double)a->quantile[high];
	return (double)low + (to > from ? (influence - from) / (to - from) : 0);
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

void scores_summarise(struct score_summary *out, const struct scores *set, const struct artifact *a)
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

double score_pool_share(double own, double others)
{
	double counted = own > 0 ? own : 0;

	return counted + others > 0 ? counted / (counted + others) : 0;
}

bool score_loss_change(struct loss_change *out, const struct artifact *a, double influence)
{
	double change = ihvp_loss_change(influence, (double)a->records);
	double low = a->additive.slope_low * change, high = a->additive.slope_high * change;

	*out = (struct loss_change){0};
	if (!artifact_is_calibrated(a))
		return false;
	out->expected = a->additive.slope * change;
	out->low = fmin(low, high);
	out->high = fmax(low, high);
	return true;
}
