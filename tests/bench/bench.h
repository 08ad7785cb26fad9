/*
 * Shared by the benchmarks: time, interleaved runs, and the line that a benchmark prints.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"

/* Odd, so that the median is a run. */
#define BENCH_RUNS 5

/* Seconds of a clock that only goes forward. */
static inline double bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

_Noreturn static inline void bench_die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static inline int bench_ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts the `n` values, an odd number of them. */
static inline double bench_median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), bench_ascending);
	return v[n / 2];
}

/* One run of something; returns what was measured, in the benchmark's unit. */
typedef double bench_fn(void *arg);

struct bench_pair {
	double ours, theirs; /* medians; NaN without a rival */
};

/* Runs ours and the rival's (NULL: none) in turns, after one of each that does not count. */
static inline struct bench_pair bench_run(bench_fn *ours, bench_fn *theirs, void *arg)
{
	double a[BENCH_RUNS], b[BENCH_RUNS];

	ours(arg);
	if (theirs != NULL)
		theirs(arg);
	for (size_t r = 0; r < BENCH_RUNS; r++) {
		a[r] = ours(arg);
		b[r] = theirs != NULL ? theirs(arg) : NAN;
	}
	return (struct bench_pair){bench_median(a, BENCH_RUNS), bench_median(b, BENCH_RUNS)};
}

/*
 * Prints a line of JSON. `rival` NULL, or its figure NaN: none, or not installed. Of `speed` more
 * is better, of a time or a size less.
 */
static inline void bench_print(const char *name, const char *unit, bool speed, const char *rival,
			       struct bench_pair p)
{
	printf("{\"name\":\"%s\",\"unit\":\"%s\",\"ours\":%.4g", name, unit, p.ours);
	if (rival != NULL)
		printf(",\"rival\":\"%s\"", rival);
	else
		printf(",\"rival\":null");
	if (isnan(p.theirs))
		printf(",\"theirs\":null,\"ratio\":null}\n");
	else
		printf(",\"theirs\":%.4g,\"ratio\":%.3g}\n", p.theirs,
		       speed ? p.ours / p.theirs : p.theirs / p.ours);
	fflush(stdout);
}

/* OpenBLAS takes a processor newer than itself for an old one. This is the next best. */
static inline void bench_help_openblas(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512f"))
		setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
#endif
}

/* Whether the benchmark `name` is wanted: `only` is a prefix of it ("": all are). */
static inline bool bench_wanted(const char *name, const char *only)
{
	return strncmp(name, only, strlen(only)) == 0;
}

#endif
