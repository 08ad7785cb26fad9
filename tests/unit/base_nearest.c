#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/nearest.h"

static const char *const words[] = {"balance", "backup",  "earnings",  "tx",	  "list",
				    "claim",   "CC0-1.0", "CC-BY-4.0", "account", "sync"};

static const char *nearest(const char *word)
{
	size_t i = nearest_word(words, ARRAY_SIZE(words), word);

	return i < ARRAY_SIZE(words) ? words[i] : "";
}

static void one_slip_finds_the_word(void **state)
{
	(void)state;
	assert_string_equal(nearest("blance"), "balance");
	assert_string_equal(nearest("balanace"), "balance");
	assert_string_equal(nearest("balancr"), "balance");
	assert_string_equal(nearest("lsit"), "list");
	assert_string_equal(nearest("tz"), "tx");
	assert_string_equal(nearest("cliam"), "claim");
	assert_string_equal(nearest("acount"), "account");
	assert_string_equal(nearest("snyc"), "sync");
	assert_string_equal(nearest("BALANCE"), "balance");
}

static void the_beginning_of_a_word_is_enough(void **state)
{
	(void)state;
	assert_string_equal(nearest("earn"), "earnings");
	assert_string_equal(nearest("CC0"), "CC0-1.0");
	assert_string_equal(nearest("cc-by"), "CC-BY-4.0");
}

static void what_is_like_no_word_finds_none(void **state)
{
	(void)state;
	assert_string_equal(nearest("frobnicate"), "");
	assert_string_equal(nearest(""), "");
	assert_string_equal(nearest("q"), "");
	assert_string_equal(nearest("withdraw"), "");
	assert_string_equal(nearest("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
				    "aaaaaaaaaaa"),
			    "");
	assert_int_equal(nearest_word(words, 0, "list"), 0);
}

/* Distances between ordinary words that tables of the algorithm agree on. */
static void the_distance_is_that_of_the_optimal_string_alignment(void **state)
{
	static const struct {
		const char *a, *b;
		bool near; /* at most a third of the letters, rounded to the nearest */
	} pairs[] = {
		{"kitten", "sitting", true},  /* 3 of 7 */
		{"sunday", "saturday", true}, /* 3 of 8 */
		{"ca", "abc", false},	      /* 3 of 3: no edit between swapped letters */
		{"flaw", "lawn", true},	      /* 2 of 4 */
		{"gumbo", "gambol", true},    /* 2 of 6 */
		{"book", "back", true},	      /* 2 of 4 */
		{"abcdef", "uvwxyz", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		assert_int_equal(nearest_word(&pairs[i].b, 1, pairs[i].a) == 0, pairs[i].near);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_slip_finds_the_word),
		cmocka_unit_test(the_beginning_of_a_word_is_enough),
		cmocka_unit_test(what_is_like_no_word_finds_none),
		cmocka_unit_test(the_distance_is_that_of_the_optimal_string_alignment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
