#include "influence/likeness.h"

#include <stdlib.h>

enum status likeness_init(struct likeness *l, const struct recipe *r, struct err *e)
{
	*l = (struct likeness){.words = r->buckets - 1};
	l->sum = calloc(l->words + 1, sizeof(*l->sum));
	return l->sum != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
}

void likeness_release(struct likeness *l)
{
	free(l->sum);
	*l = (struct likeness){.n = 0};
}

/* A row that has more than the constant has the length 1 beside it. */
void likeness_add(struct likeness *l, struct sparse x)
{
	for (size_t j = 0; j < x.n; j++)
		if (x.index[j] < l->words)
			l->sum[x.index[j]] += (double)x.value[j];
	l->n += x.n > 1;
}

/* The square of a sum of n unit vectors is n and the cosines of all n(n − 1) pairs. */
double likeness_mean(const struct likeness *l)
{
	double n = (double)l->n, squares = 0;

	for (size_t k = 0; k < l->words; k++)
		squares += l->sum[k] * l->sum[k];
	return l->n > 1 ? (squares - n) / (n * (n - 1)) : 0;
}
