/* The outlook of adding a set to a published model, against training with it from scratch. */
#define TRIALS 100

#include "tests/unit/publish_fixture.h"

#include "influence/outlook.h"

#define ADDED 24

static struct artifact_forecaster with;
static struct corpus added;

static int begin(void **state)
{
	struct err e = {0};

	(void)state;
	if (forecaster_init(&with, &f.artifact, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(corpus_init(&added, &f.artifact.recipe, &f.artifact.labels, &e),
			 STATUS_OK);
	return 0;
}

static int end(void **state)
{
	(void)state;
	corpus_release(&added);
	forecaster_release(&with);
	return 0;
}

static struct outlook look(void)
{
	struct outlook out;
	struct err e = {0};

	if (outlook_make(&out, &with, &f.artifact, &added, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return out;
}

/* The held-out loss after training with the old records and the added ones, as a part of before. */
static double retrained(void)
{
	const struct corpus *held_out = &f.artifact.forecast.held_out;
	struct corpus all;
	struct head head;
	struct err e = {0};
	uint32_t rows[RECORDS];
	double change;

	for (uint32_t i = 0; i < RECORDS; i++)
		rows[i] = i;
	assert_int_equal(corpus_select(&all, &f.records, rows, RECORDS), STATUS_OK);
	for (size_t i = 0; i < added.n; i++)
		assert_int_equal(corpus_add_row(&all, corpus_row(&added, i), added.label[i], 0),
				 STATUS_OK);
	assert_int_equal(head_train(&head, &all, LAMBDA, &e), STATUS_OK);
	change = head_mean_loss(&head, held_out) / head_mean_loss(&f.model.head, held_out) - 1;
	head_release(&head);
	corpus_release(&all);
	return change;
}

static void the_change_is_what_retraining_gives_and_lies_in_its_interval(void **state)
{
	struct outlook told;
	double truth;

	(void)state;
	add_texts(&added, ADDED, 11, true);
	told = look();
	truth = retrained();
	assert_true(told.known);
	assert_string_equal(told.why, "");
	assert_int_equal(told.records, ADDED);
	/* Clean records lower it, and by how much is known to a fifth. */
	assert_true(truth < -0.01);
	assert_true(fabs(told.change - truth) < 0.2 * fabs(truth));
	assert_true(told.low <= told.change && told.change <= told.high);
	assert_true(told.low <= truth && truth <= told.high);
	assert_true(told.high - told.low < 3 * fabs(truth));
}

static void wrong_labels_are_told_to_raise_the_loss_and_to_earn_nothing(void **state)
{
	struct outlook good, bad;

	(void)state;
	add_texts(&added, ADDED, 11, true);
	good = look();
	for (size_t i = 0; i < added.n; i++)
		added.label[i] = (uint16_t)((added.label[i] + 1) % 3);
	bad = look();
	assert_true(retrained() > 0);
	assert_true(!bad.known || bad.change > 0);
	assert_true(good.has_share && bad.has_share);
	assert_true(good.share.expected > 0.01 && good.share.expected < 0.5);
	assert_true(good.share.low <= good.share.expected);
	assert_true(good.share.expected <= good.share.high);
	assert_true(bad.share.expected == 0);
}

static void the_same_set_is_told_the_same_twice(void **state)
{
	struct outlook once, again;

	(void)state;
	add_texts(&added, ADDED, 12, true);
	once = look();
	again = look();
	assert_true(once.change == again.change && once.low == again.low);
	assert_true(once.share.expected == again.share.expected);
	assert_true(once.share.low == again.share.low && once.share.high == again.share.high);
}

static void nothing_is_told_of_no_records_or_of_more_than_the_model_has(void **state)
{
	struct outlook told;

	(void)state;
	told = look();
	assert_false(told.known || told.has_share);
	assert_non_null(strstr(told.why, "no record is left"));
	add_texts(&added, RECORDS + 1, 13, true);
	told = look();
	assert_int_equal(told.records, RECORDS + 1);
	assert_false(told.known || told.has_share);
	assert_non_null(strstr(told.why, "more records than"));
}

static void without_others_there_is_no_share_and_without_trials_no_interval(void **state)
{
	double pool = f.artifact.pool_influence;
	size_t n = f.artifact.forecast.n_trials;
	struct outlook told;

	(void)state;
	add_texts(&added, ADDED, 11, true);
	f.artifact.pool_influence = 0;
	f.artifact.forecast.n_trials = INTERVAL_MIN_TRIALS - 1;
	told = look();
	f.artifact.pool_influence = pool;
	f.artifact.forecast.n_trials = n;
	assert_false(told.has_share);
	assert_false(told.known);
	assert_non_null(strstr(told.why, "too few forecasts"));
}

/* Adds the first `n` texts of half B, from which everything is told. */
static void add_held_out(size_t n)
{
	const struct corpus *held_out = &f.artifact.forecast.held_out;

	for (size_t i = 0; i < n; i++)
		assert_int_equal(
			corpus_add_row(&added, corpus_row(held_out, i), held_out->label[i], 0),
			STATUS_OK);
}

/* By these texts it would be told that the model learns what it is asked. */
static void held_out_texts_in_the_set_are_left_out_of_what_is_told(void **state)
{
	const size_t all = f.artifact.forecast.held_out.n, some = all / 3;
	struct outlook told, rest;
	uint32_t rows[QUERIES];
	struct corpus left;
	double loss = with.with.loss;

	(void)state;
	add_held_out(some);
	told = look();
	assert_int_equal(told.copies, some);
	assert_int_equal(told.repeated, some);
	assert_true(told.known && told.has_share);
	for (size_t i = some; i < all; i++)
		rows[i - some] = (uint32_t)i;
	assert_int_equal(corpus_select(&left, &f.artifact.forecast.held_out, rows, all - some),
			 STATUS_OK);
	with.with.held_out = &left;
	with.with.loss = head_mean_loss(&with.head, &left);
	rest = look();
	with.with.held_out = &f.artifact.forecast.held_out;
	with.with.loss = loss;
	assert_int_equal(rest.repeated, 0);
	assert_true(told.change == rest.change);
	assert_true(told.share.expected == rest.share.expected);
	corpus_release(&left);
}

static void of_a_set_that_is_most_of_the_held_out_texts_nothing_is_told(void **state)
{
	struct outlook told;

	(void)state;
	add_held_out(f.artifact.forecast.held_out.n * 2 / 3);
	told = look();
	assert_false(told.known || told.has_share);
	assert_non_null(strstr(told.why, "most of the publisher's held-out texts"));
}

/* Where texts of a domain are alike, a few that nearly repeat a held-out text are no attack. */
static void near_copies_are_left_out_only_where_most_of_the_set_are(void **state)
{
	struct outlook told;
	uint64_t seed = 2;
	struct err e = {0};
	char text[160];

	(void)state;
	/* The queries' texts, of which half B has those at odd places, and a word more. */
	for (size_t i = 0; i < 24; i++) {
		size_t len = write_text(text, i % 3, &seed);
		const char *label = classes[i % 3];

		len += (size_t)snprintf(text + len, sizeof(text) - len, "more");
		if (i % 2 == 1)
			assert_int_equal(corpus_add(&added, text, len, label, strlen(label), 0, &e),
					 STATUS_OK);
		if (added.n < OUTLOOK_COPIES_RECORDS)
			assert_int_equal(look().copies, 0);
	}
	told = look();
	assert_int_equal(told.copies, 12);
	assert_true(told.repeated >= 12);
	add_texts(&added, 40, 11, true);
	told = look();
	assert_int_equal(told.copies, 0);
	assert_int_equal(told.repeated, 0);
}

/* The loss and the weights that a forecaster starts from are those of the file. */
static void a_forecaster_has_the_files_head_and_loss(void **state)
{
	(void)state;
	assert_true(fabs(with.with.loss - f.artifact.validation_loss) <
		    1e-5 * f.artifact.validation_loss);
	assert_int_equal(with.head.n0, RECORDS);
	assert_true(with.head.ridge == f.artifact.ridge);
	assert_true(with.with.rescales);
	for (size_t k = 0; k < artifact_size(&f.artifact); k++)
		assert_true(with.head.w[k] == (double)f.artifact.w[k]);
}

static void a_file_of_version_1_has_no_forecaster(void **state)
{
	struct artifact_forecaster none;
	struct err e = {0};

	(void)state;
	f.artifact.forecast.known = false;
	assert_int_equal(forecaster_init(&none, &f.artifact, &e), ERR_NOT_FOUND);
	f.artifact.forecast.known = true;
	assert_non_null(strstr(e.text, "version 1"));
	forecaster_release(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_change_is_what_retraining_gives_and_lies_in_its_interval, begin, end),
		cmocka_unit_test_setup_teardown(
			wrong_labels_are_told_to_raise_the_loss_and_to_earn_nothing, begin, end),
		cmocka_unit_test_setup_teardown(the_same_set_is_told_the_same_twice, begin, end),
		cmocka_unit_test_setup_teardown(
			nothing_is_told_of_no_records_or_of_more_than_the_model_has, begin, end),
		cmocka_unit_test_setup_teardown(
			without_others_there_is_no_share_and_without_trials_no_interval, begin,
			end),
		cmocka_unit_test_setup_teardown(
			held_out_texts_in_the_set_are_left_out_of_what_is_told, begin, end),
		cmocka_unit_test_setup_teardown(
			of_a_set_that_is_most_of_the_held_out_texts_nothing_is_told, begin, end),
		cmocka_unit_test_setup_teardown(
			near_copies_are_left_out_only_where_most_of_the_set_are, begin, end),
		cmocka_unit_test_setup_teardown(a_forecaster_has_the_files_head_and_loss, begin,
						end),
		cmocka_unit_test(a_file_of_version_1_has_no_forecaster),
	};

	return cmocka_run_group_tests(tests, publish_once, release_all);
}
