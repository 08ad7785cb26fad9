/*
 * The rows that a publisher shows, and the two halves of the held-out records: half A ranks, half B
 * is told from. Nothing of one half may come from the other.
 */
#include "tests/unit/publish_fixture.h"

static void refused(const struct publication *p, enum status expected, const char *words)
{
	struct artifact a;
	struct err e = {0};

	assert_int_equal(publish_artifact(&a, p, &e), expected);
	if (strstr(e.text, words) == NULL)
		fail_msg("\"%s\" is not in: %s", words, e.text);
	artifact_release(&a);
}

/* A copy of the corpus with row `place` as that of `text`. */
static struct corpus with_text(const struct corpus *c, size_t place, const char *text)
{
	struct corpus out, one;
	struct err e = {0};

	assert_int_equal(corpus_init(&out, &c->recipe, &c->labels, &e), STATUS_OK);
	assert_int_equal(corpus_init(&one, &c->recipe, &c->labels, &e), STATUS_OK);
	assert_int_equal(corpus_add(&one, text, strlen(text), "tax", 3, 0, &e), STATUS_OK);
	for (size_t i = 0; i < c->n; i++) {
		struct sparse x = i == place ? corpus_row(&one, 0) : corpus_row(c, i);

		assert_int_equal(corpus_add_row(&out, x, c->label[i], c->group[i]), STATUS_OK);
	}
	corpus_release(&one);
	return out;
}

/* Trains again with one record more, of known words. */
static void train_with(struct trained *model, struct corpus *records, const char *text)
{
	struct err e = {0};

	assert_int_equal(corpus_init(records, &f.records.recipe, NULL, &e), STATUS_OK);
	add_texts(records, RECORDS, 1, false);
	assert_int_equal(corpus_add(records, text, strlen(text), "tax", 3, 0, &e), STATUS_OK);
	assert_int_equal(train_model(model, records, ids, 3, LAMBDA, &e), STATUS_OK);
}

/* Features do not tell the order of words where all pairs of neighbours are the same. */
static void a_row_of_a_training_record_is_not_published(void **state)
{
	static const size_t places[] = {0, 7, QUERIES - 1};
	struct trained model;
	struct corpus records;
	char number[32];

	(void)state;
	train_with(&model, &records, "Bank, letter, bank, card, bank!");
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct corpus changed =
			with_text(&f.queries, places[i], "BANK card Bank letter bank");
		struct publication p = publication();

		p.model = &model;
		p.records = &records;
		p.queries = &changed;
		snprintf(number, sizeof(number), "query %zu has the words", places[i] + 1);
		refused(&p, ERR_REFUSED, number);
		corpus_release(&changed);
		changed = with_text(&f.public, places[i], "bank letter bank card BANK");
		p.queries = &f.queries;
		p.public = &changed;
		snprintf(number, sizeof(number), "public text %zu has the words", places[i] + 1);
		refused(&p, ERR_REFUSED, number);
		corpus_release(&changed);
	}
	train_release(&model);
	corpus_release(&records);
}

/* Half of a change is told where the curvature is that of the rows by which the loss is told. */
static void a_query_is_no_public_text(void **state)
{
	(void)state;
	for (size_t half = 0; half < 2; half++) {
		struct corpus queries = with_text(&f.queries, 20 + half, "Card, card; LOAN"),
			      public = with_text(&f.public, 31, "card card loan");
		struct publication p = publication();

		p.queries = &queries;
		p.public = &public;
		refused(&p, ERR_REFUSED, "public text 32 has the words of a query");
		corpus_release(&queries);
		corpus_release(&public);
	}
}

/* A text without a word has the constant alone: its row shows nothing. */
static void a_text_without_a_word_may_be_in_all_of_them(void **state)
{
	struct corpus records, queries = with_text(&f.queries, 1, "?!"),
			       public = with_text(&f.public, 1, "");
	struct publication p = publication();
	struct trained model;
	struct artifact a;
	struct err e = {0};

	(void)state;
	train_with(&model, &records, "...");
	p.model = &model;
	p.records = &records;
	p.queries = &queries;
	p.public = &public;
	if (publish_artifact(&a, &p, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	artifact_release(&a);
	corpus_release(&queries);
	corpus_release(&public);
	corpus_release(&records);
	train_release(&model);
}

static enum status stop_at_the_third(void *user, size_t done, size_t all, struct err *e)
{
	assert_int_equal(all, TRIALS);
	*(size_t *)user = done;
	return done < 3 ? STATUS_OK : err_set(e, ERR_CANCELLED, "enough");
}

static void what_nobody_could_read_is_not_published(void **state)
{
	static const struct {
		uint64_t inferences, trials;
		enum status status;
		const char *words;
	} cases[] = {
		{0, TRIALS, ERR_RANGE, "1 to 1000000 inferences"},
		{1000001, TRIALS, ERR_RANGE, "1 to 1000000 inferences"},
		{30, 2001, ERR_LIMIT, "more than 2000 trials"},
		{30, UINT64_MAX, ERR_LIMIT, "more than 2000 trials"},
	};
	struct publication p = publication();
	struct corpus none, one;
	size_t done = 0;
	uint32_t first = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		p.inferences = cases[i].inferences;
		p.trials = cases[i].trials;
		refused(&p, cases[i].status, cases[i].words);
	}
	p = publication();
	assert_int_equal(corpus_select(&none, &f.public, NULL, 0), STATUS_OK);
	p.public = &none;
	refused(&p, ERR_USAGE, "no public texts");
	p = publication();
	assert_int_equal(corpus_select(&one, &f.queries, &first, 1), STATUS_OK);
	p.queries = &one;
	refused(&p, ERR_USAGE, "there are 1 queries");
	p = publication();
	p.progress = stop_at_the_third;
	p.user = &done;
	refused(&p, ERR_CANCELLED, "enough");
	assert_int_equal(done, 3);
	corpus_release(&none);
	corpus_release(&one);
}

static void trials_of_a_few_records_are_refused_before_anything_is_solved(void **state)
{
	struct corpus few;
	struct trained model;
	struct publication p = publication();
	struct artifact a;
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&few, &f.records.recipe, NULL, &e), STATUS_OK);
	add_texts(&few, 99, 1, false);
	assert_int_equal(train_model(&model, &few, ids, 3, LAMBDA, &e), STATUS_OK);
	p.model = &model;
	p.records = &few;
	refused(&p, ERR_USAGE, "ask for 0 trials");
	p.trials = 0;
	assert_int_equal(publish_artifact(&a, &p, &e), STATUS_OK);
	assert_int_equal(a.forecast.n_trials, 0);
	artifact_release(&a);
	train_release(&model);
	corpus_release(&few);
}

static void a_slice_that_only_half_b_has_is_named(void **state)
{
	struct publication p = publication();
	uint32_t kept[QUERIES];

	(void)state;
	memcpy(kept, f.queries.group, sizeof(kept));
	for (size_t i = 0; i < QUERIES; i++)
		f.queries.group[i] = i % 2;
	refused(&p, ERR_USAGE, "slice odd has no queries");
	f.queries.group[5] = 2;
	refused(&p, ERR_USAGE, "query 5 belongs to no slice");
	memcpy(f.queries.group, kept, sizeof(kept));
}

/* Publishes with another label of one query. */
static struct artifact publish_otherwise(size_t query)
{
	struct publication p = publication();
	struct artifact a;
	struct err e = {0};

	f.queries.label[query] = (f.queries.label[query] + 1) % 3;
	assert_int_equal(publish_artifact(&a, &p, &e), STATUS_OK);
	f.queries.label[query] = (f.queries.label[query] + 2) % 3;
	return a;
}

static bool same_trials(const struct artifact *a, const struct artifact *b)
{
	bool same = true;

	for (size_t i = 0; i < TRIALS; i++)
		same = same &&
		       a->forecast.trials[i].told.change == b->forecast.trials[i].told.change &&
		       a->forecast.trials[i].truth == b->forecast.trials[i].truth;
	return same;
}

static void neither_half_depends_on_the_other(void **state)
{
	size_t bytes = head_size(&f.model.head) * sizeof(float);
	const struct artifact *same = &f.artifact;
	struct artifact a = publish_otherwise(4), b = publish_otherwise(5);

	(void)state;
	/* A query of half A: ranks change, what is told does not. */
	assert_memory_not_equal(a.q, same->q, bytes);
	assert_memory_equal(a.forecast.loss_solution, same->forecast.loss_solution, bytes);
	assert_true(same_trials(&a, same));
	assert_true(a.validation_loss == same->validation_loss);
	assert_true(a.forecast.negatives == same->forecast.negatives);
	assert_true(a.pool_influence == same->pool_influence);
	/* A query of half B. */
	assert_memory_equal(b.q, same->q, 2 * bytes);
	assert_memory_not_equal(b.forecast.loss_solution, same->forecast.loss_solution, bytes);
	assert_false(same_trials(&b, same));
	assert_true(b.validation_loss != same->validation_loss);
	assert_true(b.forecast.negatives != same->forecast.negatives);
	assert_memory_equal(b.forecast.weight_solution, same->forecast.weight_solution, bytes);
	artifact_release(&a);
	artifact_release(&b);
}

/* H times what was published is the gradient of half B, and the weights. */
static void solutions_solve_the_equations_of_all_records(void **state)
{
	size_t size = head_size(&f.model.head);
	const struct artifact_forecast *w = &f.artifact.forecast;
	double *v = calloc(3 * size, sizeof(*v)), *out = v + size, *g = v + 2 * size;
	struct hessian H;
	struct err e = {0};

	(void)state;
	assert_int_equal(hessian_init(&H, &f.model.head, &f.records, &e), STATUS_OK);
	for (size_t i = 1; i < QUERIES; i += 2) {
		struct sparse x = corpus_row(&f.queries, i);

		head_probabilities(v, &f.model.head, x);
		head_add_gradient(g, v, 3, x, f.queries.label[i], 2.0 / QUERIES);
	}
	for (size_t k = 0; k < size; k++)
		v[k] = (double)w->loss_solution[k];
	hessian_multiply(out, &H, v);
	for (size_t k = 0; k < size; k++)
		assert_true(fabs(out[k] - g[k]) < 1e-6);
	for (size_t k = 0; k < size; k++)
		v[k] = (double)w->weight_solution[k];
	hessian_multiply(out, &H, v);
	for (size_t k = 0; k < size; k++)
		assert_true(fabs(out[k] - f.model.head.w[k]) < 1e-5);
	hessian_release(&H);
	free(v);
}

/* Sums of the attributions to each query of half B, as an epoch would make them. */
static void the_pool_is_told_by_half_b(void **state)
{
	double sums[3] = {0}, positive = 0, negative = 0, n = QUERIES / 2;
	int128 units[3];
	struct train_attribution a = {.influence = units};
	struct err e = {0};

	(void)state;
	for (size_t i = 1; i < QUERIES; i += 2) {
		assert_int_equal(train_attribute(&a, &f.model, corpus_row(&f.queries, i),
						 f.queries.label[i], &e),
				 STATUS_OK);
		for (size_t d = 0; d < 3; d++)
			sums[d] += (double)units[d] / 1e18 / n;
	}
	for (size_t d = 0; d < 3; d++) {
		positive += fmax(0, sums[d]);
		negative += fmax(0, -sums[d]);
	}
	assert_true(negative > 0);
	assert_true(fabs(f.artifact.pool_influence - positive) < 1e-5 * positive);
	assert_true(fabs(f.artifact.forecast.negatives - negative) < 1e-5 * negative);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Percentiles are of records that the query vector has not seen. */
static void quantiles_are_those_of_half_b_by_the_ranks_of_half_a(void **state)
{
	size_t size = head_size(&f.model.head), n = 0;
	double *q = calloc(size, sizeof(*q)), own[QUERIES], p[3];

	(void)state;
	for (size_t k = 0; k < size; k++)
		q[k] = (double)f.artifact.q[k];
	for (size_t i = 1; i < QUERIES; i += 2) {
		struct sparse x = corpus_row(&f.queries, i);

		head_probabilities(p, &f.model.head, x);
		own[n++] = ihvp_influence(q, p, 3, x, f.queries.label[i]);
	}
	qsort(own, n, sizeof(*own), by_size);
	for (size_t i = 0; i <= 100; i++)
		assert_true(fabs((double)f.artifact.quantile[i] - own[i * (n - 1) / 100]) <
			    1e-5 * (1 + fabs(own[n - 1])));
	free(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_of_a_training_record_is_not_published),
		cmocka_unit_test(a_query_is_no_public_text),
		cmocka_unit_test(a_text_without_a_word_may_be_in_all_of_them),
		cmocka_unit_test(what_nobody_could_read_is_not_published),
		cmocka_unit_test(trials_of_a_few_records_are_refused_before_anything_is_solved),
		cmocka_unit_test(a_slice_that_only_half_b_has_is_named),
		cmocka_unit_test(neither_half_depends_on_the_other),
		cmocka_unit_test(solutions_solve_the_equations_of_all_records),
		cmocka_unit_test(the_pool_is_told_by_half_b),
		cmocka_unit_test(quantiles_are_those_of_half_b_by_the_ranks_of_half_a),
	};

	return cmocka_run_group_tests(tests, publish_once, release_all);
}
