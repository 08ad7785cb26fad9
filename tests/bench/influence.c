/*
 * Benchmarks of influence/: scoring, the dense kernel, the suffix array.
 *
 * Rivals run in the same process, interleaved; medians of an odd number of runs. An argument takes
 * only the benchmarks whose names begin with it. Data: Debian's wordnet-base and dict-gcide; a
 * benchmark whose data is missing says so on stderr and is left out.
 */
#include <divsufsort.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "influence/kernel.h"
#include "influence/score.h"
#include "influence/suffix.h"
#include "tests/bench/bench.h"

#define RUNS	BENCH_RUNS
#define RECORDS 1000000
#define CLASSES 26 /* lexicographer files of nouns */
#define GLOSSES "/usr/share/wordnet/data.noun"
#define GCIDE	"/usr/share/dictd/gcide.dict.dz"

/* The name of a figure: the best instruction set has no suffix. */
static const char *named(const char *name, const char *isa)
{
	static char text[64];
	bool best = strcmp(isa, kernel_best()->name) == 0;

	snprintf(text, sizeof(text), "%s%s%s", name, best ? "" : "-", best ? "" : isa);
	return text;
}

static struct bench_pair alone(double ours)
{
	return (struct bench_pair){ours, NAN};
}

/* Speed does not depend on the weights: any will do. */
static void make_artifact(struct artifact *a)
{
	size_t size = (size_t)RECIPE_BUCKETS * CLASSES;

	*a = (struct artifact){
		.recipe = {RECIPE_BUCKETS, RECIPE_SEED}, .slices = 1, .records = 5000};
	for (int c = 0; c < CLASSES; c++) {
		char name[16];

		snprintf(name, sizeof(name), "%02d", c + 3);
		if (labels_add(&a->labels, name, 2, NULL) != STATUS_OK)
			bench_die("out of memory");
	}
	a->w = malloc(size * sizeof(*a->w));
	if (a->w == NULL)
		bench_die("out of memory");
	for (size_t i = 0; i < size; i++)
		a->w[i] = (float)(i * 2654435761u % 1001) / 500 - 1;
}

/* Records a second of the scoring alone, features given: what `kernel` makes of 1000 rows. */
static double scoring(const struct artifact *a, const struct kernel *k, const struct corpus *c)
{
	size_t width = (2 * CLASSES + 3) / 4 * 4;
	float *rows = calloc(RECIPE_BUCKETS * width, sizeof(*rows)), sums[2 * CLASSES + 4];
	double start;
	volatile float sink;

	for (size_t d = 0; d < RECIPE_BUCKETS; d++)
		memcpy(rows + d * width, a->w + d * CLASSES, CLASSES * sizeof(*rows));
	start = bench_now();
	for (size_t i = 0; i < RECORDS; i++) {
		struct sparse x = corpus_row(c, i % c->n);

		k->gather(sums, rows, width, x.index, x.value, x.n);
		sink = sums[0];
	}
	start = bench_now() - start;
	(void)sink;
	free(rows);
	return RECORDS / start;
}

/* The first 1000 glosses; none without WordNet. */
static struct corpus read_glosses(const struct artifact *a)
{
	FILE *f = fopen(GLOSSES, "r");
	struct corpus c;
	char *line = NULL;
	size_t cap = 0;

	if (corpus_init(&c, &a->recipe, &a->labels, NULL) != STATUS_OK)
		bench_die("out of memory");
	while (f != NULL && c.n < 1000 && getline(&line, &cap, f) >= 0) {
		const char *gloss = strstr(line, "| ");

		if (line[0] != ' ' && gloss != NULL &&
		    corpus_add(&c, gloss + 2, strlen(gloss + 2), line + 9, 2, 0, NULL) != STATUS_OK)
			bench_die("an unknown label");
	}
	free(line);
	if (f != NULL)
		fclose(f);
	return c;
}

static void bench_score(void)
{
	static const char *const isa[] = {"scalar", "avx2", "avx512"};
	struct artifact a;
	struct corpus c;
	double v[RUNS];

	make_artifact(&a);
	c = read_glosses(&a);
	if (c.n == 0)
		fprintf(stderr, "preview/score: install wordnet-base\n");
	for (size_t k = 0; k < ARRAY_SIZE(isa) && c.n > 0; k++) {
		const struct kernel *kernel = kernel_named(isa[k]);

		if (kernel == NULL)
			continue;
		scoring(&a, kernel, &c); /* does not count */
		for (int r = 0; r < RUNS; r++)
			v[r] = scoring(&a, kernel, &c);
		bench_print(named("preview/score", isa[k]), "records/s", true, NULL,
			    alone(bench_median(v, RUNS)));
	}
	corpus_release(&c);
	artifact_release(&a);
}

typedef float lane16 __attribute__((vector_size(64), aligned(4), may_alias));

/* STREAM's read: every byte once, nothing else, as wide as the processor can. */
#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
static float
stream_read(const float *a, size_t n)
{
	lane16 s[4] = {{0}};
	float sum = 0;

	for (size_t i = 0; i + 64 <= n; i += 64) {
		s[0] += *(const lane16 *)(a + i);
		s[1] += *(const lane16 *)(a + i + 16);
		s[2] += *(const lane16 *)(a + i + 32);
		s[3] += *(const lane16 *)(a + i + 48);
	}
	for (int k = 0; k < 64; k++)
		sum += s[k / 16][k % 16];
	return sum;
}

typedef void (*sgemm_fn)(int order, int ta, int tb, int m, int n, int k, float alpha,
			 const float *a, int lda, const float *b, int ldb, float beta, float *c,
			 int ldc);

/* Seconds for `gb` of rows: ours, a bare read's, and OpenBLAS's (NaN: it is not installed). */
static void report_dense(const char *isa, double gb, double ours, double read, double blas)
{
	bench_print(named("dense/8q", isa), "GB/s", true, "OpenBLAS",
		    (struct bench_pair){gb / ours, gb / blas});
	bench_print(named("dense/8q-read", isa), "GB/s", true, "STREAM read",
		    (struct bench_pair){gb / ours, gb / read});
}

static void bench_dense(void)
{
	enum { N = 400000, D = 256, M = 8 };
	static const char *const isa[] = {"scalar", "avx2", "avx512"};
	size_t bytes = (size_t)N * D * sizeof(float);
	float *a = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	float *q = malloc(M * D * sizeof(*q)), *out = malloc((size_t)N * M * sizeof(*out));
	double read[RUNS], blas[RUNS], ours[ARRAY_SIZE(isa)][RUNS], start;
	void *lib;
	sgemm_fn sgemm = NULL;
	volatile float sink;

	bench_help_openblas();
	setenv("OPENBLAS_NUM_THREADS", "1", 0);
	lib = dlopen("libopenblas.so.0", RTLD_NOW);
	if (lib != NULL)
		*(void **)&sgemm = dlsym(lib, "cblas_sgemm");
	if (a == MAP_FAILED || q == NULL || out == NULL)
		bench_die("out of memory");
	madvise(a, bytes, MADV_HUGEPAGE);
	for (size_t i = 0; i < (size_t)N * D; i++)
		a[i] = (float)(i % 1001) / 1000;
	for (size_t i = 0; i < M * D; i++)
		q[i] = (float)(i % 77) / 77;
	/* The first round does not count: the next one writes over it. */
	for (int round = 0; round <= RUNS; round++) {
		int r = round > 0 ? round - 1 : 0;

		start = bench_now();
		sink = stream_read(a, (size_t)N * D);
		read[r] = bench_now() - start;
		for (size_t k = 0; k < ARRAY_SIZE(isa); k++) {
			const struct kernel *kernel = kernel_named(isa[k]);

			start = bench_now();
			if (kernel != NULL)
				kernel->dense(out, a, N, D, q, M);
			ours[k][r] = bench_now() - start;
		}
		start = bench_now();
		if (sgemm != NULL) /* row-major, second transposed */
			sgemm(101, 111, 112, N, M, D, 1, a, D, q, D, 0, out, M);
		blas[r] = bench_now() - start;
	}
	(void)sink;
	bench_median(read, RUNS);
	bench_median(blas, RUNS);
	for (size_t k = 0; k < ARRAY_SIZE(isa); k++)
		if (kernel_named(isa[k]) != NULL)
			report_dense(isa[k], (double)bytes / 1e9, bench_median(ours[k], RUNS),
				     read[RUNS / 2], sgemm != NULL ? blas[RUNS / 2] : NAN);
	if (sgemm == NULL)
		fprintf(stderr, "dense: install libopenblas0-pthread for the rival\n");
	munmap(a, bytes);
	free(q);
	free(out);
}

struct sorting {
	struct suffix text;
	int32_t *bare;
};

static double suffix_seconds(void *arg)
{
	struct sorting *s = arg;
	double start = bench_now();

	if (suffix_build(&s->text, NULL) != STATUS_OK)
		bench_die("out of memory");
	return bench_now() - start;
}

static double divsufsort_seconds(void *arg)
{
	struct sorting *s = arg;
	double start = bench_now();

	if (divsufsort(s->text.text.data, s->bare, (saidx_t)s->text.text.len) != 0)
		bench_die("divsufsort failed");
	return bench_now() - start;
}

static void bench_suffix(void)
{
	FILE *f = popen("gzip -dc < " GCIDE " 2>/dev/null", "r");
	struct sorting s;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	suffix_init(&s.text);
	while (f != NULL && (len = getline(&line, &cap, f)) > 0)
		if (suffix_add(&s.text, line, (size_t)len) != STATUS_OK)
			bench_die("out of memory");
	free(line);
	if (f != NULL)
		pclose(f);
	if (s.text.text.len < MIB) {
		fprintf(stderr, "suffix: install dict-gcide\n");
		suffix_release(&s.text);
		return;
	}
	s.bare = malloc(s.text.text.len * sizeof(*s.bare));
	if (s.bare == NULL)
		bench_die("out of memory");
	bench_print("suffix/gcide", "s", false, "libdivsufsort",
		    bench_run(suffix_seconds, divsufsort_seconds, &s));
	free(s.bare);
	suffix_release(&s.text);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} benches[] = {
		{"preview/score", bench_score},
		{"dense/", bench_dense},
		{"suffix/", bench_suffix},
	};
	const char *only = argc > 1 ? argv[1] : "";

	for (size_t i = 0; i < ARRAY_SIZE(benches); i++) {
		size_t n = strlen(benches[i].name);

		/* "dense/8q" wants all of "dense/", as "den" does. */
		if (strncmp(benches[i].name, only, strlen(only) < n ? strlen(only) : n) == 0)
			benches[i].run();
	}
	return 0;
}
