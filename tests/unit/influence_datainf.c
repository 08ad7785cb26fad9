/*
 * The baseline of the forecasts' tests against what its formula stands for: the mean over the
 * records of (λ + ∇ℓ ∇ℓᵀ)⁻¹ g, each solved as a dense system.
 */
#include "tests/unit/influence_problem.h"

#include "tests/forecasts/datainf.h"

#define SIZE (24 * 3)

/* Solves A x = b by elimination with pivots; both are overwritten. */
static void eliminate(double a[SIZE][SIZE], double *b)
{
	for (size_t c = 0; c < SIZE; c++) {
		size_t pivot = c;
		double kept;

		for (size_t r = c; r < SIZE; r++)
			pivot = fabs(a[r][c]) > fabs(a[pivot][c]) ? r : pivot;
		for (size_t k = 0; k < SIZE; k++) {
			kept = a[c][k];
			a[c][k] = a[pivot][k];
			a[pivot][k] = kept;
		}
		kept = b[c];
		b[c] = b[pivot];
		b[pivot] = kept;
		for (size_t r = 0; r < SIZE; r++) {
			double factor = r == c ? 0 : a[r][c] / a[c][c];

			for (size_t k = 0; k < SIZE; k++)
				a[r][k] -= factor * a[c][k];
			b[r] -= factor * b[c];
		}
	}
	for (size_t c = 0; c < SIZE; c++)
		b[c] /= a[c][c];
}

static void it_is_the_mean_of_the_single_records_inverses(void **state)
{
	static double a[SIZE][SIZE];
	struct problem p = problem();
	double g[SIZE], q[SIZE], expected[SIZE] = {0}, lambda = 0, n = (double)p.records.n;
	struct err e = {0};

	(void)state;
	assert_int_equal(hessian_init(&p.hessian, &p.head, &p.records, &e), STATUS_OK);
	head_mean_gradient(g, &p.head, &p.queries, HEAD_ALL_GROUPS);
	datainf_solve(q, &p.hessian, g);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < p.records.n; i++) {
			double one[SIZE] = {0}, x[SIZE];

			head_add_gradient(one, p.hessian.p + i * 3, 3, corpus_row(&p.records, i),
					  p.records.label[i], 1);
			/* A tenth of the mean square of a gradient's numbers. */
			for (size_t k = 0; k < SIZE && pass == 0; k++)
				lambda += 0.1 * one[k] * one[k] / n / SIZE;
			if (pass == 0)
				continue;
			for (size_t r = 0; r < SIZE; r++)
				for (size_t c = 0; c < SIZE; c++)
					a[r][c] = one[r] * one[c] + (r == c ? lambda : 0);
			memcpy(x, g, sizeof(x));
			eliminate(a, x);
			for (size_t k = 0; k < SIZE; k++)
				expected[k] += x[k] / n;
		}
	for (size_t k = 0; k < SIZE; k++)
		assert_true(fabs(q[k] - expected[k]) < 1e-8 * (1 + fabs(expected[k])));
	problem_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_mean_of_the_single_records_inverses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
