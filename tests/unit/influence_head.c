/*
 * Features, head and influences: against numpy (tests/vectors/influence), finite differences and a
 * dense Cholesky solve.
 */
#include "tests/unit/influence_problem.h"

static void check_features(const struct json *v)
{
	struct recipe recipe = recipe_of(v);
	float *expected = calloc(recipe.buckets, sizeof(*expected));
	const char *hex = json_text(json_get(v, "text"));
	size_t len, wanted = json_count(json_get(v, "features"));
	uint8_t text[512];
	struct features *f;
	struct sparse x;
	struct err e = {0};

	assert_int_equal(hex_parse_var(text, &len, sizeof(text), hex, strlen(hex)), STATUS_OK);
	for (const struct json *p = json_first(json_get(v, "features")); p != NULL;
	     p = json_next(p)) {
		const struct json *index = json_first(p);
		const char *bits = json_text(json_next(index));
		uint8_t be[4];
		uint32_t word;
		uint64_t at;

		assert_int_equal(parse_u64(&at, json_text(index), strlen(json_text(index))), 0);
		assert_int_equal(hex_parse(be, 4, bits, strlen(bits)), STATUS_OK);
		word = be32_load(be);
		memcpy(&expected[at], &word, 4);
	}
	assert_int_equal(features_new(&f, &recipe, &e), STATUS_OK);
	for (int again = 0; again < 2; again++) { /* nothing is left of the first time */
		features_compute(f, &x, NULL, text, len);
		assert_int_equal(x.n, wanted);
		for (size_t j = 0; j < x.n; j++)
			assert_memory_equal(&x.value[j], &expected[x.index[j]], 4);
		assert_int_equal(x.index[x.n - 1], recipe.buckets - 1);
	}
	features_free(f);
	free(expected);
}

static void features_equal_those_of_the_written_recipe(void **state)
{
	struct json *doc = vectors("features.json");

	(void)state;
	assert_true(json_count(doc) >= 40);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
		check_features(v);
	json_free(doc);
}

static void a_text_beyond_the_record_limit_is_cut_there(void **state)
{
	size_t len = LIMIT_RECORD + 1000;
	char *text = malloc(len);
	struct recipe recipe = {1 << 16, RECIPE_SEED};
	struct features *f;
	struct sparse x;
	struct err e = {0};
	uint64_t a, b;

	(void)state;
	for (size_t i = 0; i < len; i++)
		text[i] = i % 2 == 0 ? (char)('a' + i % 23) : ' ';
	assert_int_equal(features_new(&f, &recipe, &e), STATUS_OK);
	features_compute(f, &x, &a, text, len);
	features_compute(f, &x, &b, text, LIMIT_RECORD);
	assert_int_equal(a, b);
	features_free(f);
	free(text);
}

static void impossible_bucket_counts_are_refused(void **state)
{
	static const uint32_t bad[] = {0, 1, LIMIT_BUCKETS + 1, UINT32_MAX};
	struct features *f;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct recipe recipe = {bad[i], 0};

		assert_int_equal(features_new(&f, &recipe, &e), ERR_RANGE);
		assert_null(f);
	}
}

static void weights_losses_and_influences_equal_those_of_numpy(void **state)
{
	struct problem p = problem();
	size_t size = head_size(&p.head), k = 0;
	double *g = calloc(2 * size, sizeof(*g)), *q = g + size, prob[LIMIT_CLASSES];
	const struct json *loss = json_first(json_get(p.doc, "loss"));
	const struct json *row = json_first(json_get(p.doc, "influence"));
	struct err e = {0};

	(void)state;
	for (const struct json *w = json_first(json_get(p.doc, "weights")); w != NULL;
	     w = json_next(w))
		assert_true(fabs(p.head.w[k++] - real(w)) < 1e-8);
	assert_int_equal(k, size);
	assert_int_equal(hessian_init(&p.hessian, &p.head, &p.records, &e), STATUS_OK);
	for (size_t z = 0; z < p.queries.n; z++) {
		struct sparse x = corpus_row(&p.queries, z);
		const struct json *expected = json_first(row);

		assert_true(fabs(head_loss(prob, &p.head, x, p.queries.label[z]) - real(loss)) <
			    1e-8);
		memset(g, 0, size * sizeof(*g));
		head_add_gradient(g, prob, 3, x, p.queries.label[z], 1);
		assert_int_equal(ihvp_solve(q, NULL, &p.hessian, g, &e), STATUS_OK);
		for (size_t i = 0; i < p.records.n; i++, expected = json_next(expected)) {
			double influence =
				ihvp_influence(q, p.hessian.p + i * 3, 3, corpus_row(&p.records, i),
					       p.records.label[i]);

			assert_true(fabs(influence - real(expected)) < 1e-6);
		}
		loss = json_next(loss);
		row = json_next(row);
	}
	free(g);
	problem_release(&p);
}

static void perturb(double *v, size_t n, uint64_t seed)
{
	for (size_t i = 0; i < n; i++) {
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		v[i] = (double)(seed >> 40) / (1 << 23) - 1;
	}
}

static void the_gradient_equals_finite_differences_of_the_objective(void **state)
{
	struct problem p = problem();
	size_t size = head_size(&p.head);
	double *gradient = malloc(size * sizeof(*gradient)), prob[40 * 3];

	(void)state;
	perturb(p.head.w, size, 3);
	head_objective(gradient, prob, &p.head, &p.records);
	for (size_t k = 0; k < size; k++) {
		double kept = p.head.w[k], h = 1e-5, up, down;

		p.head.w[k] = kept + h;
		up = head_objective(NULL, prob, &p.head, &p.records);
		p.head.w[k] = kept - h;
		down = head_objective(NULL, prob, &p.head, &p.records);
		p.head.w[k] = kept;
		assert_true(fabs((up - down) / (2 * h) - gradient[k]) < 1e-6);
	}
	free(gradient);
	problem_release(&p);
}

static void the_hessian_product_equals_finite_differences_of_the_gradient(void **state)
{
	struct problem p = problem();
	size_t size = head_size(&p.head);
	double *work = malloc(5 * size * sizeof(*work)), prob[40 * 3], h = 1e-5;
	double *v = work, *Hv = work + size, *up = work + 2 * size, *down = work + 3 * size;
	double *at = work + 4 * size;
	struct err e = {0};

	(void)state;
	perturb(v, size, 4);
	memcpy(at, p.head.w, size * sizeof(*at));
	assert_int_equal(hessian_init(&p.hessian, &p.head, &p.records, &e), STATUS_OK);
	hessian_multiply(Hv, &p.hessian, v);
	for (size_t k = 0; k < size; k++)
		p.head.w[k] = at[k] + h * v[k];
	head_objective(up, prob, &p.head, &p.records);
	for (size_t k = 0; k < size; k++)
		p.head.w[k] = at[k] - h * v[k];
	head_objective(down, prob, &p.head, &p.records);
	for (size_t k = 0; k < size; k++)
		assert_true(fabs((up[k] - down[k]) / (2 * h) - Hv[k]) < 1e-6);
	free(work);
	problem_release(&p);
}

/* x = H⁻¹b by Cholesky's decomposition of the whole matrix, column by column from products. */
static void cholesky(double *x, const struct hessian *H, const double *b)
{
	size_t n = H->size;
	double *L = calloc(n * n, sizeof(*L)), *unit = calloc(n, sizeof(*unit));

	for (size_t k = 0; k < n; k++) {
		unit[k] = 1;
		hessian_multiply(L + k * n, H, unit);
		unit[k] = 0;
	}
	for (size_t j = 0; j < n; j++) {
		for (size_t k = 0; k < j; k++)
			for (size_t i = j; i < n; i++)
				L[i * n + j] -= L[i * n + k] * L[j * n + k];
		assert_true(L[j * n + j] > 0);
		for (size_t i = n; i-- > j;)
			L[i * n + j] /= sqrt(L[j * n + j]);
	}
	for (size_t i = 0; i < n; i++) {
		x[i] = b[i];
		for (size_t k = 0; k < i; k++)
			x[i] -= L[i * n + k] * x[k];
		x[i] /= L[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			x[i] -= L[k * n + i] * x[k];
		x[i] /= L[i * n + i];
	}
	free(L);
	free(unit);
}

static void conjugate_gradients_reach_the_dense_solution(void **state)
{
	struct problem p = problem();
	size_t size = head_size(&p.head);
	double *work = malloc(3 * size * sizeof(*work));
	double *b = work, *x = work + size, *exact = work + 2 * size;
	struct cg_result r;
	struct err e = {0};

	(void)state;
	assert_int_equal(hessian_init(&p.hessian, &p.head, &p.records, &e), STATUS_OK);
	perturb(b, size, 5);
	cholesky(exact, &p.hessian, b);
	assert_int_equal(hessian_solve(x, &r, &p.hessian, b, 1e-12, 1000), STATUS_OK);
	assert_true(r.residual <= 1e-12 && r.iterations > 1);
	for (size_t k = 0; k < size; k++)
		assert_true(fabs(x[k] - exact[k]) < 1e-9 * (1 + fabs(exact[k])));
	free(work);
	problem_release(&p);
}

static void a_solve_that_stops_early_says_so(void **state)
{
	struct problem p = problem();
	size_t size = head_size(&p.head);
	double *work = calloc(2 * size, sizeof(*work));
	struct cg_result r;
	struct err e = {0};

	(void)state;
	assert_int_equal(hessian_init(&p.hessian, &p.head, &p.records, &e), STATUS_OK);
	perturb(work, size, 6);
	assert_int_equal(hessian_solve(work + size, &r, &p.hessian, work, 1e-10, 2), ERR_RANGE);
	assert_true(r.residual > 1e-10 && r.iterations == 2);
	memset(work, 0, size * sizeof(*work));
	assert_int_equal(hessian_solve(work + size, &r, &p.hessian, work, 1e-10, 2), STATUS_OK);
	assert_true(work[size] == 0 && r.residual == 0);
	free(work);
	problem_release(&p);
}

static void training_twice_gives_the_same_bits(void **state)
{
	struct problem a = problem(), b = problem();

	(void)state;
	assert_true(a.head.gradient_norm <= HEAD_TOLERANCE * (double)a.head.n0);
	assert_memory_equal(a.head.w, b.head.w, head_size(&a.head) * sizeof(*a.head.w));
	problem_release(&a);
	problem_release(&b);
}

static void a_training_set_that_teaches_nothing_is_refused(void **state)
{
	struct recipe recipe = {16, 1};
	struct corpus c;
	struct head h;
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&c, &recipe, NULL, &e), STATUS_OK);
	assert_int_equal(head_train(&h, &c, 1e-3, &e), ERR_USAGE);
	head_release(&h);
	assert_int_equal(corpus_add(&c, "x", 1, "a", 1, 0, &e), STATUS_OK);
	assert_int_equal(head_train(&h, &c, 1e-3, &e), ERR_USAGE);
	head_release(&h);
	assert_int_equal(corpus_add(&c, "y", 1, "b", 1, 0, &e), STATUS_OK);
	assert_int_equal(head_train(&h, &c, 0, &e), ERR_USAGE);
	head_release(&h);
	assert_int_equal(head_train(&h, &c, NAN, &e), ERR_USAGE);
	head_release(&h);
	assert_int_equal(head_train(&h, &c, 1e-3, &e), STATUS_OK);
	head_release(&h);
	corpus_release(&c);
}

static void labels_are_names_of_utf_8_and_unknown_ones_are_told_apart(void **state)
{
	static const char long_name[] =
		"12345678901234567890123456789012345678901234567890123456789012345";
	struct recipe recipe = {16, 1};
	struct labels known = {0};
	struct corpus c;
	struct err e = {0};

	(void)state;
	assert_int_equal(labels_add(&known, "ham", 3, &e), STATUS_OK);
	assert_int_equal(labels_add(&known, "", 0, &e), ERR_PARSE);
	assert_int_equal(labels_add(&known, "\xff", 1, &e), ERR_PARSE);
	assert_int_equal(labels_add(&known, "a\0b", 3, &e), ERR_PARSE);
	assert_int_equal(labels_add(&known, "a\x1b[2J", 5, &e), ERR_PARSE);
	assert_int_equal(labels_add(&known, "a\xe2\x80\xae", 4, &e), ERR_PARSE);
	assert_int_equal(labels_add(&known, "\xc3\xa4\xe2\x82\xac", 5, &e), STATUS_OK);
	assert_int_equal(labels_add(&known, long_name, 65, &e), ERR_PARSE);
	assert_int_equal(corpus_init(&c, &recipe, &known, &e), STATUS_OK);
	assert_int_equal(corpus_add(&c, "x", 1, "spam", 4, 0, &e), ERR_NOT_FOUND);
	assert_int_equal(corpus_add(&c, "x", 1, "hamm", 3, 0, &e), STATUS_OK);
	assert_int_equal(c.n, 1);
	corpus_release(&c);
	labels_release(&known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(features_equal_those_of_the_written_recipe),
		cmocka_unit_test(a_text_beyond_the_record_limit_is_cut_there),
		cmocka_unit_test(impossible_bucket_counts_are_refused),
		cmocka_unit_test(weights_losses_and_influences_equal_those_of_numpy),
		cmocka_unit_test(the_gradient_equals_finite_differences_of_the_objective),
		cmocka_unit_test(the_hessian_product_equals_finite_differences_of_the_gradient),
		cmocka_unit_test(conjugate_gradients_reach_the_dense_solution),
		cmocka_unit_test(a_solve_that_stops_early_says_so),
		cmocka_unit_test(training_twice_gives_the_same_bits),
		cmocka_unit_test(a_training_set_that_teaches_nothing_is_refused),
		cmocka_unit_test(labels_are_names_of_utf_8_and_unknown_ones_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
