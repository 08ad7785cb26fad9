/*
 * Every kernel against double precision, on all small sizes, at any alignment, up to a page's
 * end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "influence/kernel.h"

#define MOST 130

static const char *const names[] = {"scalar", "avx2", "avx512"};

/*
 * γ(n+1) of influence/kernel.h, for single precision, and what underflow adds: a product loses at
 * most half of the least subnormal number, a sum nothing (Higham, section 2.1 and problem 2.19).
 */
static double bound(size_t n, double magnitude)
{
	double k = (double)(n + 1) * (double)FLT_EPSILON / 2;

	return k / (1 - k) * (magnitude + (double)n * 0x1p-150) + (double)n * 0x1p-150;
}

/* Allocates `size` bytes that end at a page that nobody may touch, begun `shift` floats early. */
struct guarded {
	uint8_t *map;
	size_t len;
	float *at;
};

static struct guarded guard(size_t floats)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t bytes = floats * sizeof(float), pages = (bytes + page - 1) / page;
	struct guarded g = {.len = (pages + 2) * page};

	g.map = mmap(NULL, g.len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(g.map != MAP_FAILED);
	assert_int_equal(mprotect(g.map, page, PROT_NONE), 0);
	assert_int_equal(mprotect(g.map + (pages + 1) * page, page, PROT_NONE), 0);
	g.at = (void *)(g.map + (pages + 1) * page - bytes);
	return g;
}

static void unguard(struct guarded g)
{
	munmap(g.map, g.len);
}

static uint64_t seed = 1;

static uint32_t draw(uint32_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)((seed >> 32) * below >> 32);
}

/*
 * Numbers whose signs and sizes cancel, over 2^-20 .. 2^20; times `scale`, where sums are
 * subnormal.
 */
static double scale = 1;

static void fill(float *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i] = (float)(scale *
			       ldexp((double)draw(1u << 24) / (1 << 23) - 1, (int)draw(41) - 20));
}

static void check_gather(const struct kernel *k, size_t width, size_t n, size_t rows)
{
	struct guarded m = guard(rows * width), v = guard(n), out = guard(width), ix = guard(n);
	uint32_t *index = (void *)ix.at;

	fill(m.at, rows * width);
	fill(v.at, n);
	for (size_t j = 0; j < n; j++)
		index[j] = j % 3 == 0 ? (uint32_t)rows - 1 : draw((uint32_t)rows);
	k->gather(out.at, m.at, width, index, v.at, n);
	for (size_t w = 0; w < width; w++) {
		double sum = 0, magnitude = 0;

		for (size_t j = 0; j < n; j++) {
			double term = (double)v.at[j] * (double)m.at[index[j] * width + w];

			sum += term;
			magnitude += fabs(term);
		}
		if (!(fabs((double)out.at[w] - sum) <= bound(n, magnitude)))
			fail_msg("%s: width %zu, n %zu, column %zu", k->name, width, n, w);
	}
	unguard(m);
	unguard(v);
	unguard(out);
	unguard(ix);
}

static void check_dense(const struct kernel *k, size_t n, size_t d, size_t m)
{
	struct guarded a = guard(n * d), q = guard(m * d), out = guard(n * m);

	fill(a.at, n * d);
	fill(q.at, m * d);
	k->dense(out.at, a.at, n, d, q.at, m);
	for (size_t i = 0; i < n * m; i++) {
		double sum = 0, magnitude = 0;

		for (size_t j = 0; j < d; j++) {
			double term = (double)a.at[i / m * d + j] * (double)q.at[i % m * d + j];

			sum += term;
			magnitude += fabs(term);
		}
		if (!(fabs((double)out.at[i] - sum) <= bound(d, magnitude)))
			fail_msg("%s: n %zu, d %zu, m %zu, result %zu", k->name, n, d, m, i);
	}
	unguard(a);
	unguard(q);
	unguard(out);
}

/* An implementation that this processor lacks is reported and not tested. */
static const struct kernel *kernel_or_say(const char *name)
{
	const struct kernel *k = kernel_named(name);

	if (k == NULL)
		print_message("%s does not run here\n", name);
	return k;
}

static void a_gathered_sum_is_within_its_bound_of_the_exact_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct kernel *k = kernel_or_say(names[i]);

		for (size_t s = 0; s <= MOST && k != NULL; s++) {
			check_gather(k, s, 13, 7);
			check_gather(k, 1 + s % 9, s, 50);
			check_gather(k, 4, s, 3);
			check_gather(k, MOST - s, s, 2);
		}
	}
}

static void a_dense_product_is_within_its_bound_of_the_exact_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct kernel *k = kernel_or_say(names[i]);

		for (size_t d = 0; d <= MOST && k != NULL; d++) {
			check_dense(k, 3, d, 8);
			check_dense(k, 2, d, 1 + d % 19);
			check_dense(k, d % 6, d, 16);
		}
	}
}

/* Nothing is flushed to zero: values, products and sums below 2^-126. */
static void subnormal_numbers_are_summed_within_the_bound(void **state)
{
	static const double scales[] = {0x1p-66, 0x1p-72, 0x1p-120, 0x1p-130};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct kernel *k = kernel_or_say(names[i]);

		for (size_t s = 0; s < ARRAY_SIZE(scales) && k != NULL; s++) {
			float one = 1, least = 0x1p-149f, out = 0;
			const uint32_t index = 0;

			scale = scales[s];
			for (size_t n = 0; n <= MOST; n++) {
				check_gather(k, 1 + n % 37, n, 9);
				check_dense(k, 2, n, 9);
			}
			k->gather(&out, &least, 1, &index, &one, 1);
			assert_true(out == least);
			k->dense(&out, &least, 1, 1, &one, 1);
			assert_true(out == least);
		}
	}
	scale = 1;
}

/* A product with x xᵀ ⊗ (diag p − p pᵀ), each entry summed by itself. */
static double hessian_entry(const double *v, size_t classes, const double *p, const uint32_t *index,
			    const float *value, size_t n, size_t j, size_t c)
{
	double sum = 0;

	for (size_t k = 0; k < n; k++)
		for (size_t b = 0; b < classes; b++)
			sum += (double)value[j] * (double)value[k] *
			       ((b == c ? p[c] : 0) - p[c] * p[b]) * v[index[k] * classes + b];
	return sum;
}

static void products_with_the_hessian_have_the_same_bits_everywhere(void **state)
{
	enum { ROWS = 12, WIDEST = 37, FEATURES = 9 };
	double v[ROWS * WIDEST], p[WIDEST], first[ROWS * WIDEST], out[ROWS * WIDEST];
	uint32_t index[FEATURES];
	float value[FEATURES];

	(void)state;
	for (size_t classes = 1; classes <= WIDEST; classes++) {
		size_t n = classes % (FEATURES + 1);

		for (size_t k = 0; k < ROWS * WIDEST; k++)
			v[k] = (double)draw(1000) / 500 - 1;
		for (size_t c = 0; c < classes; c++)
			p[c] = (double)(1 + draw(9)) / (double)(9 * classes);
		for (size_t j = 0; j < n; j++) {
			index[j] = (uint32_t)j;
			value[j] = (float)draw(100) / 50 - 1;
		}
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			const struct kernel *k = kernel_or_say(names[i]);

			if (k == NULL)
				continue;
			memset(out, 0, sizeof(out));
			k->hessian_row(out, v, classes, p, 2, index, value, n);
			if (k == &kernel_scalar)
				memcpy(first, out, sizeof(first));
			assert_memory_equal(out, first, sizeof(first));
		}
		for (size_t j = 0; j < n; j++)
			for (size_t c = 0; c < classes; c++)
				assert_true(fabs(out[j * classes + c] -
						 2 * hessian_entry(v, classes, p, index, value, n,
								   j, c)) < 1e-13);
	}
}

static void infinity_and_nan_are_not_hidden(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct kernel *k = kernel_named(names[i]);
		float rows[40] = {0}, v[8] = {1, 1, 1, 1, 1, 1, 1, 1}, out[5];
		const uint32_t index[8] = {0, 1, 2, 3, 4, 5, 6, 7};

		if (k == NULL)
			continue;
		rows[5 * 7 + 4] = INFINITY;
		rows[5 * 2 + 1] = NAN;
		k->gather(out, rows, 5, index, v, 8);
		assert_true(isinf(out[4]));
		assert_true(isnan(out[1]));
		assert_true(out[0] == 0 && out[2] == 0 && out[3] == 0);
	}
}

static void unknown_instruction_sets_are_not_offered(void **state)
{
	(void)state;
	assert_null(kernel_named("neon9"));
	assert_null(kernel_named(""));
	assert_non_null(kernel_named("scalar"));
	assert_non_null(kernel_best());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gathered_sum_is_within_its_bound_of_the_exact_one),
		cmocka_unit_test(a_dense_product_is_within_its_bound_of_the_exact_one),
		cmocka_unit_test(subnormal_numbers_are_summed_within_the_bound),
		cmocka_unit_test(products_with_the_hessian_have_the_same_bits_everywhere),
		cmocka_unit_test(infinity_and_nan_are_not_hidden),
		cmocka_unit_test(unknown_instruction_sets_are_not_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
