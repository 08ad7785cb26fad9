/*
 * The curvature from public rows and the moved head, against numpy (tests/vectors/influence);
 * influence_retraining.c has them against training again.
 */
#include "tests/unit/influence_problem.h"

#include "influence/moved.h"

/* The problem, with what moved.json adds to it. */
static struct {
	struct problem p;
	struct json *doc;
	struct corpus public, added;
	double *gradient, *solved, *weights; /* ∇L, and the solutions for it and for W₀ */
} f;

static void add_public(const struct json *list)
{
	const char *any = f.p.head.labels.name[0];
	struct err e = {0};

	for (const struct json *r = json_first(list); r != NULL; r = json_next(r))
		assert_int_equal(corpus_add(&f.public, json_text(r), strlen(json_text(r)), any,
					    strlen(any), 0, &e),
				 STATUS_OK);
}

static int begin(void **state)
{
	struct recipe recipe;
	size_t size;
	struct err e = {0};

	(void)state;
	f.p = problem();
	f.doc = vectors("moved.json");
	recipe = f.p.head.recipe;
	size = head_size(&f.p.head);
	f.gradient = calloc(3 * size, sizeof(*f.gradient));
	f.solved = f.gradient + size;
	f.weights = f.gradient + 2 * size;
	assert_int_equal(corpus_init(&f.public, &recipe, &f.p.head.labels, &e), STATUS_OK);
	assert_int_equal(corpus_init(&f.added, &recipe, &f.p.head.labels, &e), STATUS_OK);
	add_public(json_get(f.doc, "public"));
	add_all(&f.added, json_get(f.doc, "added"));
	assert_int_equal(hessian_init(&f.p.hessian, &f.p.head, &f.p.records, &e), STATUS_OK);
	head_mean_gradient(f.gradient, &f.p.head, &f.p.queries, HEAD_ALL_GROUPS);
	assert_int_equal(hessian_solve(f.solved, NULL, &f.p.hessian, f.gradient, 1e-12, 1000),
			 STATUS_OK);
	assert_int_equal(hessian_solve(f.weights, NULL, &f.p.hessian, f.p.head.w, 1e-12, 1000),
			 STATUS_OK);
	return 0;
}

static int end(void **state)
{
	(void)state;
	problem_release(&f.p);
	json_free(f.doc);
	corpus_release(&f.public);
	corpus_release(&f.added);
	free(f.gradient);
	return 0;
}

/* By the public rows and both solutions. */
static struct curvature corrected(void)
{
	const struct curvature_pair pairs[] = {{f.solved, f.gradient}, {f.weights, f.p.head.w}};
	struct curvature B;
	struct err e = {0};

	if (curvature_init(&B, &f.p.head, &f.public, pairs, 2, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return B;
}

static void equals(const double *v, size_t n, const char *name, double tolerance)
{
	const struct json *expected = json_get(f.doc, name);

	assert_int_equal(json_count(expected), n);
	for (const struct json *x = json_first(expected); x != NULL; x = json_next(x), v++)
		if (!(fabs(*v - real(x)) <= tolerance * fmax(1, fabs(real(x)))))
			fail_msg("%s: %.17g, not %s", name, *v, json_text(x));
}

static void products_and_the_moved_head_equal_those_of_numpy(void **state)
{
	struct curvature B = corrected();
	double probe[24 * 3], out[24 * 3], ridge = real(json_get(f.doc, "ridge"));
	struct moved m;
	struct err e = {0};

	(void)state;
	assert_int_equal(B.size, ARRAY_SIZE(probe));
	for (size_t k = 0; k < B.size; k++)
		probe[k] = sin((double)k);
	curvature_multiply(out, &B, probe);
	equals(out, B.size, "product", 1e-9);
	if (moved_solve(&m, &B, &f.p.head, &f.added, ridge, NULL, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	equals(m.head.w, B.size, "weights", 1e-5);
	assert_true(fabs(m.distance - real(json_get(f.doc, "distance"))) < 1e-5);
	assert_int_equal(moved_invert(out, &m, probe, 1e-10, &e), STATUS_OK);
	equals(out, B.size, "inverse", 1e-4);
	moved_release(&m);
	curvature_release(&B);
}

static void what_was_solved_for_is_exact(void **state)
{
	struct curvature B = corrected();
	double out[24 * 3];

	(void)state;
	curvature_multiply(out, &B, f.solved);
	for (size_t k = 0; k < B.size; k++)
		assert_true(fabs(out[k] - f.gradient[k]) < 1e-9);
	curvature_multiply(out, &B, f.weights);
	for (size_t k = 0; k < B.size; k++)
		assert_true(fabs(out[k] - f.p.head.w[k]) < 1e-9);
	curvature_release(&B);
}

/* With the training records for public rows B is the Hessian, with solutions or without. */
static void with_the_records_themselves_it_is_the_hessian(void **state)
{
	const struct curvature_pair pairs[] = {{f.solved, f.gradient}, {f.weights, f.p.head.w}};
	double v[24 * 3], out[24 * 3], exact[24 * 3];
	struct err e = {0};

	(void)state;
	for (size_t n = 0; n <= 2; n++) {
		struct curvature B;

		assert_int_equal(curvature_init(&B, &f.p.head, &f.p.records, pairs, n, &e),
				 STATUS_OK);
		for (size_t k = 0; k < B.size; k++)
			v[k] = cos((double)k);
		curvature_multiply(out, &B, v);
		hessian_multiply(exact, &f.p.hessian, v);
		for (size_t k = 0; k < B.size; k++)
			assert_true(fabs(out[k] - exact[k]) < 1e-8);
		curvature_release(&B);
	}
}

/* At the minimum the gradients of all records and that of the ridge are zero together. */
static void all_influences_sum_up_to_what_the_weights_say(void **state)
{
	double ridge = real(json_get(f.doc, "ridge")), g[24 * 3], x[24 * 3], all = 0, sum = 0;
	struct curvature B;
	struct moved m;
	struct err e = {0};

	(void)state;
	assert_int_equal(curvature_init(&B, &f.p.head, &f.p.records, NULL, 0, &e), STATUS_OK);
	assert_int_equal(moved_solve(&m, &B, &f.p.head, &f.added, ridge, NULL, NULL, &e),
			 STATUS_OK);
	assert_int_equal(moved_invert(x, &m, f.gradient, 1e-10, &e), STATUS_OK);
	memset(g, 0, sizeof(g));
	for (size_t i = 0; i < f.p.records.n; i++)
		head_add_gradient(g, m.public.p + i * B.classes, B.classes,
				  corpus_row(&f.p.records, i), f.p.records.label[i], 1);
	for (size_t i = 0; i < f.added.n; i++)
		head_add_gradient(g, m.joined.p + i * B.classes, B.classes, corpus_row(&f.added, i),
				  f.added.label[i], 1);
	for (size_t k = 0; k < B.size; k++) {
		sum += g[k] * x[k];
		all += -ridge * m.head.w[k] * x[k];
	}
	assert_true(fabs(sum - all) < 1e-4 * fabs(all));
	moved_release(&m);
	curvature_release(&B);
}

static void solutions_of_nothing_are_refused(void **state)
{
	struct curvature_pair pairs[] = {{f.solved, f.gradient}, {f.solved, f.gradient}};
	struct curvature B;
	struct err e = {0};

	(void)state;
	assert_int_equal(curvature_init(&B, &f.p.head, &f.public, pairs, 2, &e), ERR_RANGE);
	curvature_release(&B);
	f.solved[0] += 1e6;
	f.solved[1] -= 1e6;
	pairs[1] = (struct curvature_pair){f.weights, f.p.head.w};
	assert_int_equal(curvature_init(&B, &f.p.head, &f.public, pairs, 2, &e), ERR_RANGE);
	curvature_release(&B);
	f.solved[0] -= 1e6;
	f.solved[1] += 1e6;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(products_and_the_moved_head_equal_those_of_numpy),
		cmocka_unit_test(what_was_solved_for_is_exact),
		cmocka_unit_test(with_the_records_themselves_it_is_the_hessian),
		cmocka_unit_test(all_influences_sum_up_to_what_the_weights_say),
		cmocka_unit_test(solutions_of_nothing_are_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
