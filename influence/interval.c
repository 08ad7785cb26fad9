#include "influence/interval.h"

#include <math.h>
#include <stdlib.h>

/* Beyond the largest that was tried by more than this nothing is known. */
#define BEYOND 1.25

/* Errors to one side alone are no promise: each side is at least so large a part of the other. */
#define LEAST_SIDE 0.25

/* The part of the unit that does not shrink with the change that is told. */
#define LEAST 0.02

/*
 * The unit in which errors are counted: it grows with the change and with the way of the head, and
 * trials of all sizes err by about the same number of it (docs/forecasts.md has the measurement).
 */
static double unit(const struct forecast *f)
{
	return sqrt(fabs(f->change) * f->distance) + LEAST * f->distance;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The largest that was tried, of one kind. */
struct tried {
	double distance, surprise;
};

/* Fills `errors` with those of the kind, in units. Returns how many. */
static size_t collect(double *errors, struct tried *most, const struct trial *trials, size_t n,
		      bool one_class)
{
	size_t count = 0;

	*most = (struct tried){.distance = 0};
	for (size_t i = 0; i < n; i++) {
		const struct forecast *f = &trials[i].told;

		if (f->one_class != one_class)
			continue;
		errors[count++] = (trials[i].truth - f->change) / unit(f);
		most->distance = fmax(most->distance, f->distance);
		most->surprise = fmax(most->surprise, f->surprise);
	}
	return count;
}

/*
 * Order statistics of the n errors and the one to come, which is below the lower end in at most one
 * of INTERVAL_TAIL cases. In whole numbers: a product with 0.05 is rounded below one of 20.
 */
static void take_quantiles(struct interval *out, double *errors, size_t n,
			   const struct forecast *told)
{
	size_t first = (n + 1) / INTERVAL_TAIL;
	double below, above, width = INTERVAL_WIDER * unit(told);

	qsort(errors, n, sizeof(*errors), ascending);
	below = fmax(0, -errors[first - 1]);
	above = fmax(0, errors[n - first]);
	out->low = told->change - fmax(below, LEAST_SIDE * above) * width;
	out->high = told->change + fmax(above, LEAST_SIDE * below) * width;
}

static enum interval_reason judge(const struct forecast *told, const struct tried *most, size_t n,
				  size_t kind)
{
	if (n < INTERVAL_MIN_TRIALS || kind < INTERVAL_MIN_KIND)
		return INTERVAL_NO_TRIALS;
	/* Errors in units do not grow with the size, so that the distance tells what is too far. */
	if (told->size > 1)
		return INTERVAL_TOO_LARGE;
	if (told->distance > BEYOND * most->distance)
		return INTERVAL_TOO_FAR;
	if (told->surprise > BEYOND * most->surprise)
		return INTERVAL_TOO_STRANGE;
	return INTERVAL_KNOWN;
}

enum status interval_around(struct interval *out, const struct forecast *told,
			    const struct trial *trials, size_t n)
{
	double *errors = malloc((n + 1) * sizeof(*errors));
	struct tried most;
	size_t kind;

	*out = (struct interval){.reason = INTERVAL_NO_TRIALS};
	if (errors == NULL)
		return ERR_MEMORY;
	kind = collect(errors, &most, trials, n, told->one_class);
	out->reason = judge(told, &most, n, kind);
	if (out->reason == INTERVAL_KNOWN)
		take_quantiles(out, errors, kind, told);
	free(errors);
	return STATUS_OK;
}

const char *interval_reason_text(enum interval_reason reason)
{
	switch (reason) {
	case INTERVAL_KNOWN: return "";
	case INTERVAL_NO_TRIALS:
		return "the publisher tried too few forecasts of such sets for an interval";
	case INTERVAL_TOO_LARGE: return "the set has more records than the model was trained on";
	case INTERVAL_TOO_FAR:
		return "the set moves the model further than any that the publisher tried";
	case INTERVAL_TOO_STRANGE:
		return "the model knows less of these records than of any that were tried";
	}
	return "";
}
