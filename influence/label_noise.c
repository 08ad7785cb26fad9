/*
 * Each estimate of π is one of a list of cases, with a number of records each, and how likely the
 * case is for a right and for a wrong label (struct evidence). For the curves the cases are the
 * parts between their points, for the calibration every record is one.
 */
#include "influence/label_noise.h"

#include <math.h>
#include <stdlib.h>

#include "influence/elementary.h"

#define MOST	 0.9   /* with more wrong labels, the model is of something else */
#define RAREST	 1e-30 /* probability: a loss of 69 says all that can be said */
#define LEAST	 0.01  /* errors are those at this rate, where less is estimated */
#define CAUTION	 1.64  /* standard errors, beyond which one case of twenty lies */
#define HALVINGS 30    /* π is then found to 1e-9 */

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

/* --- the rate --- */

struct evidence {
	double right, wrong; /* likelihoods of the case */
	double records;
};

/* How much a case speaks for a higher rate: the derivative of the logarithm of its likelihood. */
static double urge(const struct evidence *e, double rate)
{
	double both = rate * e->wrong + (1 - rate) * e->right;

	return both > 0 ? (e->wrong - e->right) / both : 0;
}

/* The likelihood is concave in the rate, so that the sum of the urges falls. */
static double most_likely_rate(const struct evidence *cases, size_t n)
{
	double low = 0, high = MOST;

	for (unsigned k = 0; k < HALVINGS; k++) {
		/* The first try is the end, where most clean sets stop. */
		double rate = k == 0 ? 0 : (low + high) / 2, sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += cases[i].records > 0 ? cases[i].records * urge(&cases[i], rate) : 0;
		if (sum > 0)
			low = rate;
		else
			high = rate;
		if (high <= 0)
			return 0;
	}
	return (low + high) / 2;
}

/* A part lies between two points of the curve of true labels, or beyond the last one. */
#define PARTS (LABEL_NOISE_POINTS + 1)

static double rate_by_curves(const struct label_curves *c, const struct label_losses *losses,
			     size_t n)
{
	struct evidence parts[PARTS];
	double right = 1, wrong = 1;

	for (size_t k = 0; k < PARTS; k++) {
		double at = k < LABEL_NOISE_POINTS ? (double)c->own[k] : INFINITY;
		double r = k < LABEL_NOISE_POINTS ? above(c->own, at) : 0;
		double w = k < LABEL_NOISE_POINTS ? above(c->other, at) : 0;

		parts[k] =
			(struct evidence){.right = fmax(right - r, 0), .wrong = fmax(wrong - w, 0)};
		right = r;
		wrong = w;
	}
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = PARTS - 1;

		while (low < high) {
			size_t middle = (low + high) / 2;

			if (losses[i].plain > (double)c->own[middle])
				low = middle + 1;
			else
				high = middle;
		}
		parts[low].records++;
	}
	return most_likely_rate(parts, PARTS);
}

/*
 * An error of the rate is one of the mean of the urges, of the set and of the held-out records, by
 * which right labels are known. Both estimates share half of the held-out records, so that their
 * mean errs as if by 0.8 of them. Around the labels that are wrong the rate does not scatter.
 */
static double error_of(const struct evidence *each, size_t n, double rate, size_t held_out)
{
	double information = 0, spread = 0, right = 0, variance;

	rate = fmax(rate, LEAST);
	for (size_t i = 0; i < n; i++) {
		double g = urge(&each[i], rate);
		double part = (1 - rate) * each[i].right /
			      (rate * each[i].wrong + (1 - rate) * each[i].right);

		information += g * g / (double)n;
		spread += part * g * g;
		right += part;
	}
	if (!(information > 0 && right > 0))
		return MOST;
	spread /= right;
	variance = 1 / (information * (double)n) - rate * (1 - rate) / (double)n;
	if (held_out > 0)
		variance += (1 - rate) * (1 - rate) * spread /
			    (0.8 * (double)held_out * information * information);
	return sqrt(fmax(variance, 0));
}

/* --- flags --- */

/* How many of the truths have at least this loss; the half is for those nobody has seen. */
static double truths_above(const struct label_truths *t, double loss)
{
	size_t low = 0, high = t->records;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((double)t->own[middle] < loss)
			low = middle + 1;
		else
			high = middle;
	}
	return (double)(t->records - low) + 0.5;
}

static double right_label(double loss)
{
	return fmax(elementary_exp(-loss), RAREST);
}

static double wrong_label(double right, const struct label_truths *known)
{
	return fmax(0, 1 - right) / (double)(known->classes - 1);
}

/*
 * Out: the calibrated losses of those that may be flagged at all, ascending; most sets have few.
 * Returns how many.
 */
static size_t collect_doubtful(double *out, const struct label_losses *losses, size_t n,
			       double rate, const struct label_truths *known)
{
	size_t some = 0;

	for (size_t i = 0; i < n; i++) {
		double right = right_label(losses[i].calibrated);

		if ((1 - rate) * right <= LABEL_NOISE_DOUBT * rate * wrong_label(right, known))
			out[some++] = losses[i].calibrated;
	}
	qsort(out, some, sizeof(*out), ascending);
	return some;
}

/* In: the losses of `some` doubtful records of `n`, ascending. */
static void find_threshold(struct label_noise *out, const struct label_truths *known,
			   const double *losses, size_t some, size_t n)
{
	double by_model = 0, scale = (1 - out->rate) * (double)n / (double)known->records;

	for (size_t i = some; i-- > 0 && out->rate > 0;) {
		double p = right_label(losses[i]), right = (1 - out->rate) * p;
		double flagged = (double)(some - i), known_above;

		by_model += right / (right + out->rate * wrong_label(p, known));
		if (i > 0 && losses[i - 1] >= losses[i])
			continue;
		known_above = truths_above(known, losses[i]);
		right = fmax(by_model, scale * known_above);
		if (right <= LABEL_NOISE_FALSE * flagged) {
			out->threshold = losses[i];
			out->precision = 1 - right / flagged;
			right = fmax(by_model, scale * (known_above + CAUTION * sqrt(known_above)));
			out->least = fmax(0, 1 - right / flagged);
		}
	}
}

static bool curves_differ(const struct label_curves *c)
{
	for (size_t k = 0; k < LABEL_NOISE_POINTS; k++)
		if (c->own[k] < c->other[k] || c->own[k] > c->other[k])
			return true;
	return false;
}

enum status label_noise_estimate(struct label_noise *out, const struct label_curves *c,
				 const struct label_truths *known,
				 const struct label_losses *losses, size_t n)
{
	struct evidence *each;
	double *doubtful;
	size_t some;

	*out = (struct label_noise){.threshold = INFINITY};
	if (n < LABEL_NOISE_MIN || known->records == 0 || known->classes < 2 || !curves_differ(c))
		return ERR_NOT_FOUND;
	each = malloc(n * sizeof(*each));
	doubtful = malloc(n * sizeof(*doubtful));
	if (each == NULL || doubtful == NULL) {
		free(each);
		free(doubtful);
		return ERR_MEMORY;
	}
	for (size_t i = 0; i < n; i++) {
		double p = right_label(losses[i].calibrated);

		each[i] =
			(struct evidence){.right = p, .wrong = wrong_label(p, known), .records = 1};
	}
	out->rate = (rate_by_curves(c, losses, n) + most_likely_rate(each, n)) / 2;
	out->error = error_of(each, n, out->rate, c->records);
	some = collect_doubtful(doubtful, losses, n, out->rate, known);
	find_threshold(out, known, doubtful, some, n);
	free(each);
	free(doubtful);
	return STATUS_OK;
}
