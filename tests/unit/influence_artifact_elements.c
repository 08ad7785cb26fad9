/*
 * The artifact's tensors, one number after the other: with each that nobody computes by the recipe
 * the file is refused, with its reason.
 */
#include "tests/unit/artifact_file.h"

/* Where element `i` of a tensor lies in the file. */
static uint8_t *element(const char *tensor, size_t i)
{
	struct safetensors st;
	const struct tensor *t;
	uint8_t *at;
	struct err e = {0};

	assert_int_equal(safetensors_read(&st, file.data, file.len, &e), STATUS_OK);
	t = safetensors_find(&st, tensor);
	assert_non_null(t);
	assert_true(i < t->count);
	at = file.data + (t->data - file.data) + i * safetensors_element(t->dtype);
	safetensors_release(&st);
	return at;
}

static void refused_bytes(const char *tensor, size_t i, const void *bytes, size_t n,
			  enum status expected, const char *words)
{
	uint8_t *at = element(tensor, i), kept[4];
	char what[80];

	memcpy(kept, at, n);
	memcpy(at, bytes, n);
	snprintf(what, sizeof(what), "%s[%zu]", tensor, i);
	refused(&file, expected, words, what);
	memcpy(at, kept, n);
}

static void refused_number(const char *tensor, size_t i, float v, const char *words)
{
	refused_bytes(tensor, i, &v, 4, ERR_RANGE, words);
}

static void refused_integer(const char *tensor, size_t i, uint32_t v, const char *words)
{
	refused_bytes(tensor, i, &v, 4, ERR_RANGE, words);
}

static uint32_t integer_at(const char *tensor, size_t i)
{
	uint32_t v;

	memcpy(&v, element(tensor, i), 4);
	return v;
}

/* The file that all of them change is read: nothing else is refused in it. */
static void the_file_itself_is_read(void **state)
{
	struct artifact a;

	(void)state;
	must_read(&a, &file);
	artifact_release(&a);
}

static void nan_and_infinity_are_refused_everywhere(void **state)
{
	static const char *const floats[] = {"public.value",	  "held_out.value",
					     "forecast.trials",	  "labels.own_loss",
					     "labels.other_loss", "unseen.influence_quantiles"};
	static const char *const halves[] = {"forecast.loss_solution", "forecast.weight_solution"};
	static const uint16_t bad[] = {0x7c00, 0xfc00, 0x7c01, 0xffff};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(floats); i++) {
		refused_number(floats[i], 5, NAN, "holds NaN or infinity");
		refused_number(floats[i], 0, INFINITY, "holds NaN or infinity");
		refused_number(floats[i], 1, -INFINITY, "holds NaN or infinity");
	}
	for (size_t i = 0; i < ARRAY_SIZE(halves); i++)
		for (size_t k = 0; k < ARRAY_SIZE(bad); k++)
			refused_bytes(halves[i], 40 + k, &bad[k], 2, ERR_RANGE,
				      "holds NaN or infinity");
}

static void rows_that_do_not_follow_one_another_are_refused(void **state)
{
	static const struct {
		const char *name;
		uint32_t rows;
	} cases[] = {{"public", SMALL_PUBLIC}, {"held_out", SMALL_HELD_OUT}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint32_t entries, second;
		char first[32];

		snprintf(first, sizeof(first), "%s.first", cases[i].name);
		entries = integer_at(first, cases[i].rows);
		second = integer_at(first, 2);
		refused_integer(first, 0, 1, "its rows are not all of its entries");
		refused_integer(first, cases[i].rows, entries - 1,
				"its rows are not all of its entries");
		refused_integer(first, cases[i].rows, entries + 1,
				"its rows are not all of its entries");
		refused_integer(first, cases[i].rows, UINT32_MAX,
				"its rows are not all of its entries");
		/* The row before ends beyond this one's beginning, or beyond everything. */
		refused_integer(first, 3, second - 1, "row 2 does not lie between");
		refused_integer(first, 3, 0, "row 2 does not lie between");
		refused_integer(first, 3, entries + 1, "row 2 does not lie between");
		refused_integer(first, 1, UINT32_MAX, "row 0 does not lie between");
	}
}

static void a_row_that_the_recipe_does_not_give_is_refused(void **state)
{
	static const char *const names[] = {"public", "held_out"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char first[32], index[32], value[32];
		uint32_t row, last;

		snprintf(first, sizeof(first), "%s.first", names[i]);
		snprintf(index, sizeof(index), "%s.index", names[i]);
		snprintf(value, sizeof(value), "%s.value", names[i]);
		row = integer_at(first, 1);
		last = integer_at(first, 2) - 1;
		/* The second row's last feature is the constant. */
		assert_int_equal(integer_at(index, last), BUCKETS - 1);
		refused_integer(index, last, BUCKETS, "row 1 is none that the recipe gives");
		refused_integer(index, last, UINT32_MAX, "row 1 is none that the recipe gives");
		refused_integer(index, row + 1, integer_at(index, row),
				"row 1 is none that the recipe gives");
		refused_integer(index, row, integer_at(index, row + 1) + 1,
				"row 1 is none that the recipe gives");
		refused_number(value, last, 1.0001F, "row 1 is none that the recipe gives");
		refused_number(value, row, -1.5F, "row 1 is none that the recipe gives");
		refused_number(value, row, 3e38F, "row 1 is none that the recipe gives");
	}
	refused_integer("held_out.label", 2, 3, "row 2 has a label of no class");
	/* In 16 bits this would be class 0. */
	refused_integer("held_out.label", 5, 0x10000, "row 5 has a label of no class");
}

static void an_impossible_trial_is_refused(void **state)
{
	enum { CHANGE, SIZE, DISTANCE, SURPRISE, ONE_CLASS, TRUTH };
	static const struct {
		size_t column;
		float v;
	} cases[] = {
		{CHANGE, 1.1e6F}, {CHANGE, -1.1e6F}, {SIZE, 0},	       {SIZE, -0.1F},
		{SIZE, 1e30F},	  {DISTANCE, 0},     {DISTANCE, -1},   {DISTANCE, 1e7F},
		{SURPRISE, -1},	  {SURPRISE, 2e6F},  {ONE_CLASS, -1},  {ONE_CLASS, 0.5F},
		{ONE_CLASS, 2},	  {TRUTH, 1.1e6F},   {TRUTH, -1.1e6F},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		refused_number("forecast.trials", cases[i].column, cases[i].v,
			       "a trial of forecasts is impossible");
		refused_number("forecast.trials", (SMALL_TRIALS - 1) * 6 + cases[i].column,
			       cases[i].v, "a trial of forecasts is impossible");
	}
}

static void a_curve_that_does_not_ascend_is_refused_by_name(void **state)
{
	static const char *const names[] = {"labels.own_loss", "labels.other_loss"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char words[64];

		snprintf(words, sizeof(words), "%s does not ascend from 0", names[i]);
		refused_number(names[i], 0, -0.01F, words);
		refused_number(names[i], 63, 1.1e6F, words);
		refused_number(names[i], 20, 0, words);
		refused_number(names[i], 20, 9, words);
	}
	refused_number("unseen.influence_quantiles", 50, 52,
		       "unseen.influence_quantiles do not ascend");
}

static void a_weight_beyond_all_measure_is_refused(void **state)
{
	(void)state;
	refused_number("head.weight", 3, 2e18F, "head.weight holds a number beyond");
	refused_number("query.ihvp", 47, -2e18F, "query.ihvp holds a number beyond");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_file_itself_is_read),
		cmocka_unit_test(nan_and_infinity_are_refused_everywhere),
		cmocka_unit_test(rows_that_do_not_follow_one_another_are_refused),
		cmocka_unit_test(a_row_that_the_recipe_does_not_give_is_refused),
		cmocka_unit_test(an_impossible_trial_is_refused),
		cmocka_unit_test(a_curve_that_does_not_ascend_is_refused_by_name),
		cmocka_unit_test(a_weight_beyond_all_measure_is_refused),
	};

	return cmocka_run_group_tests(tests, make_file, release_file);
}
