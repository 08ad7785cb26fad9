/*
 * measure() finds the influence of every dataset on every held-out record: the Hessian is
 * symmetric, so that one solution for a dataset's gradients serves all records. draw_counts() draws
 * how often an epoch has each record, pay() settles the epoch, and tell() orders the shares.
 */
#include "influence/join_epochs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/draw.h"
#include "influence/ihvp.h"

#define GROUPS 200 /* each has ten epochs; 5 % of the groups are ten */
#define TEN    10
#define DRAWN  10000 /* inferences that are drawn; of more the scatter is scaled down */

#define EPOCHS_TOLERANCE 1e-5

struct drawing {
	const struct moved *m;
	const struct join_part *parts;
	const struct corpus *held_out;
	size_t old, all;   /* datasets */
	double *influence; /* [all][held_out] */
	double *shares;	   /* [all - old + 1][GROUPS * TEN]; the last is that of all that join */
	double *counts;	   /* [held_out] */
};

/* Adds the gradients of the records of a group at the moved head. */
static void add_group(double *out, const struct join_part *part, size_t group, size_t classes)
{
	for (size_t i = 0; i < part->rows->n; i++)
		if (part->rows->group[i] == group)
			head_add_gradient(out, part->p + i * classes, classes,
					  corpus_row(part->rows, i), part->rows->label[i], 1);
}

static enum status measure(struct drawing *d, struct err *e)
{
	const struct head *h = &d->m->head;
	size_t size = head_size(h), classes = h->labels.n, n = d->held_out->n;
	double *gradients = malloc(2 * size * sizeof(*gradients)), p[LIMIT_CLASSES];
	enum status s = gradients != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");

	for (size_t k = 0; k < d->all && s == STATUS_OK; k++) {
		const struct join_part *part = &d->parts[k >= d->old];

		memset(gradients, 0, size * sizeof(*gradients));
		add_group(gradients, part, k - part->first, classes);
		s = moved_invert(gradients + size, d->m, gradients, EPOCHS_TOLERANCE, e);
		for (size_t z = 0; z < n && s == STATUS_OK; z++) {
			struct sparse x = corpus_row(d->held_out, z);

			head_probabilities(p, h, x);
			d->influence[k * n + z] = ihvp_influence(gradients + size, p, classes, x,
								 d->held_out->label[z]);
		}
	}
	free(gradients);
	return s;
}

/* Where an epoch has more inferences than are drawn, the counts are nearer to their mean. */
static void draw_counts(double *counts, size_t n, uint64_t inferences, uint64_t *seed)
{
	uint64_t drawn = inferences < DRAWN ? inferences : DRAWN;
	double mean = (double)drawn / (double)n;
	double nearer = sqrt((double)drawn / (double)inferences);

	memset(counts, 0, n * sizeof(*counts));
	for (uint64_t i = 0; i < drawn; i++)
		counts[draw_below(seed, n)]++;
	for (size_t z = 0; z < n; z++)
		counts[z] = mean + nearer * (counts[z] - mean);
}

/* Settles epoch `t` of the drawn counts. */
static void pay(struct drawing *d, size_t t)
{
	size_t n = d->held_out->n, fresh = d->all - d->old;
	double whole = 0, joined = 0;

	for (size_t k = 0; k < d->all; k++) {
		double net = 0;

		for (size_t z = 0; z < n; z++)
			net += d->counts[z] * d->influence[k * n + z];
		net = fmax(0, net);
		whole += net;
		if (k >= d->old) {
			d->shares[(k - d->old) * GROUPS * TEN + t] = net;
			joined += net;
		}
	}
	d->shares[fresh * GROUPS * TEN + t] = joined;
	for (size_t k = 0; k <= fresh && whole > 0; k++)
		d->shares[k * GROUPS * TEN + t] /= whole;
}

static int smaller_share_first(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void tell(struct join_scatter *out, double *shares)
{
	double tens[GROUPS] = {0};

	for (size_t t = 0; t < GROUPS * TEN; t++)
		tens[t / TEN] += shares[t] / TEN;
	qsort(tens, GROUPS, sizeof(*tens), smaller_share_first);
	qsort(shares, GROUPS * TEN, sizeof(*shares), smaller_share_first);
	out->low = shares[GROUPS * TEN / 20];
	out->high = shares[GROUPS * TEN - 1 - GROUPS * TEN / 20];
	out->ten_low = tens[GROUPS / 20];
	out->ten_high = tens[GROUPS - 1 - GROUPS / 20];
}

enum status join_epochs_draw(struct join_scatter *out, const struct moved *m,
			     const struct join_part parts[2], const struct corpus *held_out,
			     uint64_t inferences, uint64_t seed, struct err *e)
{
	size_t n = held_out->n, fresh = parts[1].n;
	struct drawing d = {.m = m,
			    .parts = parts,
			    .held_out = held_out,
			    .old = parts[0].n,
			    .all = parts[0].n + fresh};
	enum status s;

	if (n == 0 || inferences == 0)
		return err_set(e, ERR_USAGE, "a share needs held-out records and inferences");
	d.influence = calloc(d.all * n + 1, sizeof(*d.influence));
	d.shares = calloc((fresh + 1) * GROUPS * TEN, sizeof(*d.shares));
	d.counts = calloc(n, sizeof(*d.counts));
	s = d.influence == NULL || d.shares == NULL || d.counts == NULL
		    ? err_set(e, ERR_MEMORY, "out of memory")
		    : measure(&d, e);
	for (size_t t = 0; t < GROUPS * TEN && s == STATUS_OK; t++) {
		draw_counts(d.counts, n, inferences, &seed);
		pay(&d, t);
	}
	for (size_t k = 0; k <= fresh && s == STATUS_OK; k++)
		tell(&out[k], d.shares + k * GROUPS * TEN);
	free(d.influence);
	free(d.shares);
	free(d.counts);
	return s;
}
