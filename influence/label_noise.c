#include "influence/label_noise.h"

#include <math.h>
#include <stdlib.h>

/* π is fitted where 5 to 95 % of the records with true labels have a larger loss. */
#define FITTED 19

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * Which part of the records has a loss above `x`, linear between the points. Beyond the last point,
 * half a point is left, and of it less the further `x` lies.
 */
static double above(const float *curve, double x)
{
	size_t low = 0, high = LABEL_NOISE_POINTS - 1;
	double from, to;

	if (x <= (double)curve[0])
		return 1 - 0.5 / LABEL_NOISE_POINTS * (curve[0] > 0 ? x / (double)curve[0] : 1);
	if (x >= (double)curve[high])
		return 0.5 / LABEL_NOISE_POINTS * (double)curve[high] / x;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if ((double)curve[middle] <= x)
			low = middle;
		else
			high = middle;
	}
	from = (double)curve[low];
	to = (double)curve[high];
	return 1 - ((double)low + 0.5 + (to > from ? (x - from) / (to - from) : 0)) /
			   LABEL_NOISE_POINTS;
}

void label_noise_curve(float out[static LABEL_NOISE_POINTS], double *losses, size_t n)
{
	qsort(losses, n, sizeof(*losses), ascending);
	for (size_t i = 0; i < LABEL_NOISE_POINTS; i++) {
		double at = ((double)i + 0.5) / LABEL_NOISE_POINTS * (double)n - 0.5;
		size_t k = at > 0 ? (size_t)at : 0;
		double part = at > 0 ? at - (double)k : 0;

		out[i] = (float)(k + 1 < n ? losses[k] + part * (losses[k + 1] - losses[k])
					   : losses[n - 1]);
	}
}

/* The points at which the survival of the set is compared, and how much each one weighs. */
struct fit {
	double at[FITTED], weight[FITTED];
	double squares, offset;
};

static void prepare_fit(struct fit *f, const struct label_curves *c)
{
	f->squares = f->offset = 0;
	for (size_t k = 0; k < FITTED; k++) {
		size_t i = (k + 1) * LABEL_NOISE_POINTS / (FITTED + 1);
		double own;

		f->at[k] = (double)c->own[i];
		own = above(c->own, f->at[k]);
		f->weight[k] = above(c->other, f->at[k]) - own;
		f->squares += f->weight[k] * f->weight[k];
		f->offset += f->weight[k] * own;
	}
}

/*
 * π by least squares is a mean over the records: each gives the weights of the points that its loss
 * exceeds. So its standard error is that of a mean, of the set and of the curve together.
 */
static void fit_rate(struct label_noise *out, const struct fit *f, const struct label_curves *c,
		     const double *losses, size_t n)
{
	double sum = 0, squares = 0, mean, variance;

	for (size_t i = 0; i < n; i++) {
		double g = 0;

		for (size_t k = 0; k < FITTED; k++)
			g += losses[i] > f->at[k] ? f->weight[k] : 0;
		g /= f->squares;
		sum += g;
		squares += g * g;
	}
	mean = sum / (double)n;
	variance = fmax(0, squares / (double)n - mean * mean);
	out->rate = fmin(fmax(mean - f->offset / f->squares, 0), 0.9);
	out->error =
		sqrt(variance / (double)n + (c->records > 0 ? variance / (double)c->records : 0));
}

/*
 * The lowest loss above which enough records are expected to be wrong, and there are any. A million
 * losses are looked through faster than sorted.
 */
static void find_threshold(struct label_noise *out, const struct label_curves *c,
			   const double *losses, size_t n)
{
	double most = losses[0];

	for (size_t i = 1; i < n; i++)
		most = fmax(most, losses[i]);
	out->threshold = INFINITY;
	out->precision = 0;
	for (size_t i = 0; i < n && out->rate > 0; i++) {
		double right, wrong;

		if (losses[i] >= most || losses[i] >= out->threshold)
			continue;
		right = (1 - out->rate) * above(c->own, losses[i]);
		wrong = out->rate * above(c->other, losses[i]);
		if (right <= LABEL_NOISE_FALSE * (right + wrong)) {
			out->threshold = losses[i];
			out->precision = wrong / (right + wrong);
		}
	}
}

bool label_noise_estimate(struct label_noise *out, const struct label_curves *c,
			  const double *losses, size_t n)
{
	struct fit f;

	*out = (struct label_noise){.threshold = INFINITY};
	prepare_fit(&f, c);
	if (n < LABEL_NOISE_MIN || !(f.squares > 0))
		return false;
	fit_rate(out, &f, c, losses, n);
	find_threshold(out, c, losses, n);
	return true;
}
