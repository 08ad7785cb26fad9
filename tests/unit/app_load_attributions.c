/* How many attributions each account shows at each datanet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/load_attributions.h"

/* As many as a snapshot shows. */
static size_t shown_of_one(void)
{
	return load_attributions_part((uint64_t[]){UINT64_MAX}, 1);
}

static void one_that_has_many_shows_all_that_the_others_leave(void **state)
{
	size_t all = shown_of_one();
	uint64_t counts[] = {0, 1000000, 0, 100, 900};

	(void)state;
	assert_int_equal(load_attributions_part(counts, 5), all - 1000);
}

static void those_that_have_many_share_alike(void **state)
{
	size_t all = shown_of_one();
	uint64_t counts[] = {UINT64_MAX, 50, UINT64_MAX, 50, UINT64_MAX};

	(void)state;
	assert_int_equal(load_attributions_part(counts, 5), (all - 100) / 3);
}

static void few_are_all_shown(void **state)
{
	size_t all = shown_of_one();
	uint64_t counts[] = {7, 0, all - 7};

	(void)state;
	assert_true(load_attributions_part(counts, 3) >= all - 7);
	assert_int_equal(load_attributions_part(counts, 0), all);
}

/* Whatever the counts are: all rows of all standings fit, and none could show one more. */
static void the_parts_fill_what_is_shown_and_no_more(void **state)
{
	size_t all = shown_of_one();

	(void)state;
	srand(9);
	for (int round = 0; round < 1000; round++) {
		uint64_t counts[40], sum = 0, more = 0;
		size_t n = 1 + (size_t)rand() % 40, part;

		for (size_t i = 0; i < n; i++)
			counts[i] = (uint64_t)rand() % (rand() % 2 == 0 ? 100 : 5000);
		part = load_attributions_part(counts, n);
		for (size_t i = 0; i < n; i++) {
			sum += counts[i] < part ? counts[i] : part;
			more += counts[i] < part + 1 ? counts[i] : part + 1;
		}
		assert_true(sum <= all);
		assert_true(more == sum || more > all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_has_many_shows_all_that_the_others_leave),
		cmocka_unit_test(those_that_have_many_share_alike),
		cmocka_unit_test(few_are_all_shown),
		cmocka_unit_test(the_parts_fill_what_is_shown_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
