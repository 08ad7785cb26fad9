/*
 * Forecasts against the long way: training again, and the sum of all influences, record by record
 * and query by query. The public rows are the training records here, so that both must agree.
 */
#include "tests/unit/influence_problem.h"

#include "influence/draw.h"
#include "influence/forecast.h"

#define NEGATIVES 0.7

static struct {
	struct problem p;
	struct json *doc;
	struct corpus added;
	struct curvature B;
	struct forecaster forecaster;
} f;

static int begin(void **state)
{
	struct err e = {0};

	(void)state;
	f.p = problem();
	f.doc = vectors("moved.json");
	assert_int_equal(corpus_init(&f.added, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	add_all(&f.added, json_get(f.doc, "added"));
	assert_int_equal(curvature_init(&f.B, &f.p.head, &f.p.records, NULL, 0, &e), STATUS_OK);
	f.forecaster = (struct forecaster){.head = &f.p.head,
					   .curvature = &f.B,
					   .held_out = &f.p.queries,
					   .loss = head_mean_loss(&f.p.head, &f.p.queries),
					   .rescales = true};
	return 0;
}

static int end(void **state)
{
	(void)state;
	problem_release(&f.p);
	json_free(f.doc);
	corpus_release(&f.added);
	curvature_release(&f.B);
	return 0;
}

/* All records, then the added ones. */
static struct corpus joined(const struct corpus *added)
{
	struct corpus out;
	struct err e = {0};

	assert_int_equal(corpus_init(&out, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	for (size_t i = 0; i < f.p.records.n; i++)
		assert_int_equal(
			corpus_add_row(&out, corpus_row(&f.p.records, i), f.p.records.label[i], 0),
			STATUS_OK);
	for (size_t i = 0; i < added->n; i++)
		assert_int_equal(corpus_add_row(&out, corpus_row(added, i), added->label[i], 1),
				 STATUS_OK);
	return out;
}

static struct forecast make(struct moved *m, const struct corpus *added)
{
	struct forecast out;
	struct err e = {0};

	if (forecast_make(&out, m, &f.forecaster, added, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return out;
}

static void the_change_is_that_of_training_again(void **state)
{
	double ridges[2], before = f.forecaster.loss, surprise = 0;

	(void)state;
	for (size_t i = 0; i < f.added.n; i++)
		surprise += head_loss(NULL, &f.p.head, corpus_row(&f.added, i), f.added.label[i]) /
			    (double)f.added.n / before;
	for (int rescales = 0; rescales < 2; rescales++) {
		struct corpus all = joined(&f.added);
		struct head again;
		struct moved m;
		struct forecast told;
		struct err e = {0};

		f.forecaster.rescales = rescales;
		told = make(&m, &f.added);
		assert_int_equal(head_copy(&again, &f.p.head), STATUS_OK);
		/* λ is 0.01, of 40 records and of 52. */
		again.ridge = rescales ? 0.52 : 0.4;
		ridges[rescales] = forecast_ridge(&f.forecaster, f.added.n);
		assert_true(fabs(ridges[rescales] - again.ridge) < 1e-12);
		assert_int_equal(head_retrain(&again, &all, &e), STATUS_OK);
		assert_true(fabs(told.change -
				 (head_mean_loss(&again, &f.p.queries) / before - 1)) < 1e-5);
		assert_true(fabs(told.change) > 0.01);
		assert_true(told.size == 12.0 / 40);
		assert_true(fabs(told.surprise - surprise) < 1e-12);
		assert_true(told.distance == m.distance && told.distance > 0);
		assert_false(told.one_class);
		head_release(&again);
		moved_release(&m);
		corpus_release(&all);
	}
	assert_true(f.forecaster.rescales);
}

/* Influences of one query at the moved head, by one solution each. */
static void sum_influences(double *own, double *all, const struct hessian *H,
			   const struct head *head, size_t z)
{
	struct sparse x = corpus_row(&f.p.queries, z);
	double g[24 * 3] = {0}, q[24 * 3], p[3];

	head_probabilities(p, head, x);
	head_add_gradient(g, p, 3, x, f.p.queries.label[z], 1);
	assert_int_equal(hessian_solve(q, NULL, H, g, 1e-11, 2000), STATUS_OK);
	*own = *all = 0;
	for (size_t i = 0; i < H->corpus->n; i++) {
		double influence = (double)H->corpus->n * ihvp_influence(q, H->p + i * 3, 3,
									 corpus_row(H->corpus, i),
									 H->corpus->label[i]);

		*all += influence;
		*own += H->corpus->group[i] == 1 ? influence : 0;
	}
}

static double share(double own, double all, double n)
{
	double positive = fmax(0, own / n);

	return positive / (positive + fmax(0, (all - own) / n) + NEGATIVES);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * Draws epochs anew, more of them than the forecast does: of an epoch that is expected to be like
 * other held-out records, as many as there are.
 */
static void scatter(double *mean, double *low, double *high, const double *own, const double *all,
		    size_t n, size_t inferences)
{
	enum { EPOCHS = 20000 };
	static double shares[EPOCHS];
	double mean_own = 0, mean_all = 0;
	uint64_t seed = 77;

	*mean = 0;
	for (size_t z = 0; z < n; z++) {
		mean_own += own[z] / (double)n;
		mean_all += all[z] / (double)n;
	}
	for (size_t k = 0; k < EPOCHS; k++) {
		double a = -mean_own, b = -mean_all;

		for (size_t i = 0; i < inferences + n; i++) {
			size_t z = draw_below(&seed, n), of = i < inferences ? inferences : n;

			a += own[z] / (double)of;
			b += all[z] / (double)of;
		}
		shares[k] = share(a, b, 1);
		*mean += shares[k] / EPOCHS;
	}
	qsort(shares, EPOCHS, sizeof(*shares), by_size);
	*low = shares[EPOCHS / 20];
	*high = shares[EPOCHS - EPOCHS / 20];
}

/* Texts of the queries under their labels, which help, among the added ones, which do not. */
static struct corpus helpful(void)
{
	struct corpus out;
	struct err e = {0};

	assert_int_equal(corpus_init(&out, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	for (size_t i = 0; i < f.p.queries.n; i++) {
		assert_int_equal(
			corpus_add_row(&out, corpus_row(&f.p.queries, i), f.p.queries.label[i], 0),
			STATUS_OK);
		assert_int_equal(corpus_add_row(&out, corpus_row(&f.added, i), f.added.label[i], 0),
				 STATUS_OK);
	}
	return out;
}

static void the_share_is_that_of_all_influences_summed_one_by_one(void **state)
{
	static const size_t inferences[] = {10, 30, 300};
	double own[8], all[8], sum_own = 0, sum_all = 0, mean, low, high, width = 1;
	size_t n = f.p.queries.n;
	struct corpus added = helpful(), together = joined(&added);
	struct hessian H;
	struct moved m;
	struct forecast_share told;
	struct err e = {0};

	(void)state;
	make(&m, &added);
	/* The moved head's own ridge and n belong to all records. */
	assert_int_equal(m.head.n0, 52);
	assert_int_equal(hessian_init(&H, &m.head, &together, &e), STATUS_OK);
	for (size_t z = 0; z < n; z++) {
		sum_influences(&own[z], &all[z], &H, &m.head, z);
		sum_own += own[z];
		sum_all += all[z];
	}
	assert_true(sum_own > 0 && sum_all > sum_own);
	for (size_t k = 0; k < ARRAY_SIZE(inferences); k++) {
		assert_int_equal(forecast_pool_share(&told, &m, &f.forecaster, NEGATIVES,
						     inferences[k], 4, &e),
				 STATUS_OK);
		assert_true(fabs(told.expected - share(sum_own, sum_all, (double)n)) < 1e-4);
		assert_true(told.low < told.expected && told.expected < told.high);
		assert_true(told.high - told.low < width);
		width = told.high - told.low;
		scatter(&mean, &low, &high, own, all, n, inferences[k]);
		assert_true(fabs(told.mean - mean) < 0.03 * width);
		assert_true(fabs(told.low - low) < 0.1 * width);
		assert_true(fabs(told.high - high) < 0.1 * width);
	}
	/* However many there are, the held-out records stay few. */
	scatter(&mean, &low, &high, own, all, n, 1000);
	for (size_t k = 2500; k <= 640000; k *= 4) {
		assert_int_equal(forecast_pool_share(&told, &m, &f.forecaster, NEGATIVES, k, 4, &e),
				 STATUS_OK);
		assert_true(fabs((told.high - told.low) / (high - low) - 1) < 0.1);
	}
	hessian_release(&H);
	moved_release(&m);
	corpus_release(&added);
	corpus_release(&together);
}

/* Records that make the loss larger earn nothing, whatever there is in the pool. */
static void records_that_harm_earn_nothing(void **state)
{
	struct corpus wrong;
	struct moved m;
	struct forecast_share told;
	struct err e = {0};
	struct forecast change;

	(void)state;
	assert_int_equal(corpus_init(&wrong, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	for (size_t i = 0; i < f.p.queries.n; i++)
		assert_int_equal(corpus_add_row(&wrong, corpus_row(&f.p.queries, i),
						(f.p.queries.label[i] + 1) % 3, 0),
				 STATUS_OK);
	change = make(&m, &wrong);
	assert_true(change.change > 0.1);
	for (double negatives = 0; negatives <= 1000; negatives += 1000) {
		assert_int_equal(
			forecast_pool_share(&told, &m, &f.forecaster, negatives, 30, 1, &e),
			STATUS_OK);
		assert_true(told.expected == 0 && told.low == 0 && told.mean >= 0);
	}
	moved_release(&m);
	corpus_release(&wrong);
}

/* A record that hardly has a feature moves nothing, and that is an answer. */
static void a_record_that_moves_nothing_is_forecast_too(void **state)
{
	static const uint32_t index[] = {3};
	static const float value[] = {1e-15F};
	struct forecaster keeps = f.forecaster;
	struct corpus faint;
	struct forecast told;
	struct moved m;
	struct err e = {0};

	(void)state;
	keeps.rescales = false;
	assert_int_equal(corpus_init(&faint, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	assert_int_equal(corpus_add_row(&faint, (struct sparse){index, value, 1}, 0, 0), STATUS_OK);
	assert_int_equal(forecast_make(&told, &m, &keeps, &faint, &e), STATUS_OK);
	assert_true(fabs(told.change) < 1e-9);
	moved_release(&m);
	corpus_release(&faint);
}

static void nine_of_ten_records_of_one_label_are_a_set_of_one_class(void **state)
{
	static const struct {
		size_t n, others;
		bool one_class;
	} cases[] = {{9, 0, false},  {10, 0, true}, {10, 1, true},
		     {10, 2, false}, {19, 1, true}, {19, 2, false}};

	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(cases); k++) {
		struct corpus set;
		struct moved m;
		struct err e = {0};

		assert_int_equal(corpus_init(&set, &f.p.head.recipe, &f.p.head.labels, &e),
				 STATUS_OK);
		for (size_t i = 0; i < cases[k].n; i++)
			assert_int_equal(corpus_add_row(&set, corpus_row(&f.p.records, i),
							i < cases[k].others ? 0 : 2, 0),
					 STATUS_OK);
		assert_int_equal(make(&m, &set).one_class, cases[k].one_class);
		moved_release(&m);
		corpus_release(&set);
	}
}

static void what_cannot_be_forecast_is_refused(void **state)
{
	struct forecaster hopeless = f.forecaster;
	struct head heavy = f.p.head;
	struct forecast_share unknown;
	struct forecast out;
	struct corpus none;
	struct moved m;
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&none, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	assert_int_equal(forecast_make(&out, &m, &f.forecaster, &none, &e), ERR_USAGE);
	moved_release(&m);
	hopeless.loss = 0;
	assert_int_equal(forecast_make(&out, &m, &hopeless, &f.added, &e), ERR_RANGE);
	assert_non_null(strstr(e.text, "held-out loss is 0"));
	moved_release(&m);
	/* A loss so small that its part is beyond all numbers. */
	hopeless.loss = 1e-320;
	assert_int_equal(forecast_make(&out, &m, &hopeless, &f.added, &e), ERR_RANGE);
	assert_non_null(strstr(e.text, "too large"));
	moved_release(&m);
	make(&m, &f.added);
	assert_int_equal(forecast_pool_share(&unknown, &m, &f.forecaster, 0, 0, 1, &e), ERR_USAGE);
	hopeless = f.forecaster;
	hopeless.held_out = &none;
	assert_int_equal(forecast_pool_share(&unknown, &m, &hopeless, 0, 30, 1, &e), ERR_USAGE);
	moved_release(&m);
	/* A ridge by which the gradient's length is infinite is not taken for a minimum. */
	heavy.lambda = 1e300;
	hopeless = f.forecaster;
	hopeless.head = &heavy;
	assert_int_equal(forecast_make(&out, &m, &hopeless, &f.added, &e), ERR_RANGE);
	moved_release(&m);
	corpus_release(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_change_is_that_of_training_again),
		cmocka_unit_test(the_share_is_that_of_all_influences_summed_one_by_one),
		cmocka_unit_test(records_that_harm_earn_nothing),
		cmocka_unit_test(a_record_that_moves_nothing_is_forecast_too),
		cmocka_unit_test(nine_of_ten_records_of_one_label_are_a_set_of_one_class),
		cmocka_unit_test(what_cannot_be_forecast_is_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
