/* Forecasts of joining against training again and summing every record's influence by itself. */
#include "tests/unit/influence_problem.h"

#include "influence/join.h"

#define OLD   3 /* datasets that the model was trained on */
#define FRESH 2

static struct {
	struct problem p;
	struct json *doc;
	struct corpus added;
	struct trained model;
} f;

static int begin(void **state)
{
	struct err e = {0};

	(void)state;
	f.p = problem();
	f.doc = vectors("moved.json");
	assert_int_equal(corpus_init(&f.added, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	add_all(&f.added, json_get(f.doc, "added"));
	for (size_t i = 0; i < f.added.n; i++)
		f.added.group[i] = 1;
	/* The first that joins has what is asked, so that it earns something. */
	for (size_t i = 0; i < f.p.queries.n; i++)
		assert_int_equal(corpus_add_row(&f.added, corpus_row(&f.p.queries, i),
						f.p.queries.label[i], 0),
				 STATUS_OK);
	for (size_t i = 0; i < f.p.records.n; i++)
		f.p.records.group[i] = (uint32_t)(i % OLD);
	f.model = (struct trained){.head = f.p.head, .datasets = OLD};
	return 0;
}

static int end(void **state)
{
	(void)state;
	problem_release(&f.p);
	json_free(f.doc);
	corpus_release(&f.added);
	return 0;
}

/* Trains on all records; groups of the added ones come behind those of the old ones. */
static void train_again(struct head *again, struct corpus *all, double ridge)
{
	struct err e = {0};

	assert_int_equal(corpus_init(all, &f.p.head.recipe, &f.p.head.labels, &e), STATUS_OK);
	for (size_t i = 0; i < f.p.records.n; i++)
		assert_int_equal(corpus_add_row(all, corpus_row(&f.p.records, i),
						f.p.records.label[i], f.p.records.group[i]),
				 STATUS_OK);
	for (size_t i = 0; i < f.added.n; i++)
		assert_int_equal(corpus_add_row(all, corpus_row(&f.added, i), f.added.label[i],
						OLD + f.added.group[i]),
				 STATUS_OK);
	assert_int_equal(head_copy(again, &f.p.head), STATUS_OK);
	again->ridge = ridge;
	again->n0 = all->n;
	assert_int_equal(head_retrain(again, all, &e), STATUS_OK);
}

/* Every influence of every record on every query, clipped per dataset. */
static void long_way(double *share, const struct head *again, const struct corpus *all)
{
	size_t size = head_size(again), classes = again->labels.n;
	double *g = calloc(2 * size, sizeof(*g)), *q = g + size, p[LIMIT_CLASSES], whole = 0;
	struct hessian H;
	struct err e = {0};

	memset(share, 0, (OLD + FRESH) * sizeof(*share));
	assert_int_equal(hessian_init(&H, again, all, &e), STATUS_OK);
	for (size_t z = 0; z < f.p.queries.n; z++) {
		struct sparse x = corpus_row(&f.p.queries, z);

		memset(g, 0, size * sizeof(*g));
		head_probabilities(p, again, x);
		head_add_gradient(g, p, classes, x, f.p.queries.label[z], 1);
		assert_int_equal(ihvp_solve(q, NULL, &H, g, &e), STATUS_OK);
		for (size_t i = 0; i < all->n; i++)
			share[all->group[i]] += ihvp_influence(q, H.p + i * classes, classes,
							       corpus_row(all, i), all->label[i]);
	}
	for (size_t d = 0; d < OLD + FRESH; d++)
		whole += share[d] = fmax(0, share[d]);
	assert_true(whole > 0);
	for (size_t d = 0; d < OLD + FRESH; d++)
		share[d] /= whole;
	hessian_release(&H);
	free(g);
}

static const struct join_rule keeps = {.inferences = 30},
			      scales = {.rescales = true, .inferences = 30};

static struct join join_all(bool rescales)
{
	struct join told = {0};
	struct err e = {0};

	if (join_forecast(&told, &f.model, &f.p.records, &f.p.queries, rescales ? &scales : &keeps,
			  &f.added, FRESH, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return told;
}

static void shares_are_those_of_training_again(void **state)
{
	double share[OLD + FRESH], before = head_mean_loss(&f.p.head, &f.p.queries), sum = 0;

	(void)state;
	for (int rescales = 0; rescales < 2; rescales++) {
		struct join told = join_all(rescales);
		struct corpus all;
		struct head again;

		/* λ is 0.01, of 40 records or of all. */
		train_again(&again, &all, rescales ? 0.01 * (40 + (double)f.added.n) : 0.4);
		long_way(share, &again, &all);
		for (size_t d = 0; d < OLD; d++)
			assert_true(fabs(told.old[d] - share[d]) < 1e-4);
		for (size_t d = 0; d < FRESH; d++)
			assert_true(fabs(told.fresh[d] - share[OLD + d]) < 1e-4);
		assert_true(fabs(told.all - share[OLD] - share[OLD + 1]) < 1e-4);
		assert_true(fabs(told.change -
				 (head_mean_loss(&again, &f.p.queries) / before - 1)) < 1e-5);
		assert_true(told.fresh[0] > 0.05);
		sum += told.change;
		join_release(&told);
		head_release(&again);
		corpus_release(&all);
	}
	assert_true(fabs(sum) > 0.01);
}

static void expect_between(const struct join_scatter *s, double share)
{
	assert_true(0 <= s->low && s->low <= s->ten_low && s->ten_low <= s->ten_high);
	assert_true(s->ten_high <= s->high && s->high <= 1);
	assert_true(s->ten_low <= share && share <= s->ten_high);
}

/* Ten epochs scatter about a root of ten less, a hundred times the inferences ten times less. */
static void an_epoch_scatters_more_than_ten_and_many_inferences_less(void **state)
{
	struct join_rule many = scales;
	struct join few = join_all(true), told = {0}, again = join_all(true);
	struct err e = {0};
	double one, ten, wide;

	(void)state;
	expect_between(&few.scatter[0], few.fresh[0]);
	expect_between(&few.scatter[FRESH], few.all);
	one = few.scatter[0].high - few.scatter[0].low;
	ten = few.scatter[0].ten_high - few.scatter[0].ten_low;
	assert_true(one > 0 && ten < one / 2 && ten > one / 5);
	many.inferences = 3000;
	assert_int_equal(join_forecast(&told, &f.model, &f.p.records, &f.p.queries, &many, &f.added,
				       FRESH, &e),
			 STATUS_OK);
	wide = told.scatter[0].high - told.scatter[0].low;
	assert_true(wide < one / 5 && wide > one / 20);
	join_release(&told);
	many.inferences = 300000;
	assert_int_equal(join_forecast(&told, &f.model, &f.p.records, &f.p.queries, &many, &f.added,
				       FRESH, &e),
			 STATUS_OK);
	assert_true(told.scatter[0].high - told.scatter[0].low < wide / 5);
	assert_true(told.scatter[0].low <= told.fresh[0] + 1e-4 &&
		    told.fresh[0] - 1e-4 <= told.scatter[0].high);
	join_release(&told);
	assert_memory_equal(few.scatter, again.scatter, (FRESH + 1) * sizeof(*few.scatter));
	many.inferences = 0;
	assert_int_equal(join_forecast(&told, &f.model, &f.p.records, &f.p.queries, &many, &f.added,
				       FRESH, &e),
			 ERR_USAGE);
	join_release(&told);
	join_release(&few);
	join_release(&again);
}

/* Wrong labels earn nothing, and what they take away from others is not theirs to give. */
static void a_dataset_that_harms_has_no_share(void **state)
{
	struct join good = join_all(true), told;
	size_t clipped = 0;

	(void)state;
	for (size_t i = 0; i < f.added.n; i++)
		if (f.added.group[i] == 0)
			f.added.label[i] = (uint16_t)((f.added.label[i] + 1) % 3);
	told = join_all(true);
	assert_true(good.fresh[0] > 0);
	assert_true(told.fresh[0] == 0);
	for (size_t d = 0; d < OLD; d++)
		clipped += told.old[d] < 0;
	assert_int_equal(clipped, 0);
	assert_true(fabs(told.old[0] + told.old[1] + told.old[2] + told.all - 1) < 1e-12);
	for (size_t i = 0; i < f.added.n; i++)
		if (f.added.group[i] == 0)
			f.added.label[i] = (uint16_t)((f.added.label[i] + 2) % 3);
	join_release(&good);
	join_release(&told);
}

static void nothing_is_told_without_records_or_by_another_head(void **state)
{
	struct join told = {0};
	struct corpus none = f.added, other = f.p.records;
	struct err e = {0};

	(void)state;
	none.n = 0;
	assert_int_equal(join_forecast(&told, &f.model, &f.p.records, &f.p.queries, &scales, &none,
				       FRESH, &e),
			 ERR_USAGE);
	join_release(&told);
	assert_int_equal(
		join_forecast(&told, &f.model, &f.p.records, &none, &scales, &f.added, FRESH, &e),
		ERR_USAGE);
	join_release(&told);
	other.n--;
	assert_int_equal(
		join_forecast(&told, &f.model, &other, &f.p.queries, &scales, &f.added, FRESH, &e),
		ERR_MISMATCH);
	join_release(&told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_are_those_of_training_again),
		cmocka_unit_test(an_epoch_scatters_more_than_ten_and_many_inferences_less),
		cmocka_unit_test(a_dataset_that_harms_has_no_share),
		cmocka_unit_test(nothing_is_told_without_records_or_by_another_head),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
