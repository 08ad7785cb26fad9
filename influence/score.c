/*
 * The meaning of an influence: its sign, and its place among others.
 * The number alone says nothing to a person.
 */
#include "influence/score.h"

#include <math.h>

/* A neutral influence is at most this part of the spread of the training set's influences. */
#define NEUTRAL 0.01

static void count_scored(struct score_summary *sum, double influence, const struct artifact *a)
{
	double spread = (double)a->quantile[90] - (double)a->quantile[10];

	sum->scored++;
	sum->influence += influence;
	if (fabs(influence) <= NEUTRAL * spread)
		sum->neutral++;
	else if (influence > 0)
		sum->helpful++;
	else
		sum->harmful++;
}

void score_summary_add(struct score_summary *sum, const struct scored *s, const struct artifact *a)
{
	sum->records++;
	sum->duplicates += (s->flags & SCORE_DUPLICATE) != 0;
	if (s->label == SCORE_NO_LABEL)
		sum->unknown++;
	else
		count_scored(sum, (double)s->influence, a);
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
