/*
 * Spearman's correlation is Pearson's correlation of the ranks. The ranks are counted from 0
 * instead of 1, which changes nothing.
 */
#include "influence/spearman.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
	double v;
	size_t at;
};

static int by_value(const void *a, const void *b)
{
	double x = ((const struct ranked *)a)->v, y = ((const struct ranked *)b)->v;

	return (x > y) - (x < y);
}

/* Replaces values by ranks; equal values share their mean rank. */
static void rank(double *ranks, struct ranked *scratch, const double *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		scratch[i] = (struct ranked){v[i], i};
	qsort(scratch, n, sizeof(*scratch), by_value);
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && !(scratch[j].v > scratch[i].v);)
			j++;
		for (size_t k = i; k < j; k++)
			ranks[scratch[k].at] = (double)(i + j - 1) / 2;
	}
}

enum status spearman(double *rho, const double *a, const double *b, size_t n)
{
	double *ranks = malloc((2 * n + 1) * sizeof(*ranks));
	struct ranked *scratch = malloc((n + 1) * sizeof(*scratch));
	double mean = ((double)n - 1) / 2, ab = 0, aa = 0, bb = 0;

	*rho = 0;
	if (ranks == NULL || scratch == NULL) {
		free(ranks);
		free(scratch);
		return ERR_MEMORY;
	}
	rank(ranks, scratch, a, n);
	rank(ranks + n, scratch, b, n);
	/* Both sides have the same mean rank. */
	for (size_t i = 0; i < n; i++) {
		double x = ranks[i] - mean, y = ranks[n + i] - mean;

		ab += x * y;
		aa += x * x;
		bb += y * y;
	}
	if (aa > 0 && bb > 0)
		*rho = ab / sqrt(aa * bb);
	free(ranks);
	free(scratch);
	return STATUS_OK;
}
