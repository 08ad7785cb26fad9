#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chain/trust.h"

static void every_level_has_its_own_mark_and_word(void **state)
{
	static const char *const marks[] = {" ", "!", "·", "≈", "✓"};
	static const char *const ascii[] = {" ", "!", ".", "=", "+"};
	static const char *const words[] = {"unknown", "disputed", "reported", "agreed", "proven"};

	(void)state;
	for (int t = TRUST_NONE; t <= TRUST_PROVEN; t++) {
		assert_string_equal(trust_mark((enum trust)t, 0), marks[t]);
		assert_string_equal(trust_mark((enum trust)t, 1), ascii[t]);
		assert_string_equal(trust_word((enum trust)t), words[t]);
	}
}

static void a_sum_is_as_good_as_its_worst_part(void **state)
{
	(void)state;
	assert_int_equal(trust_min(TRUST_PROVEN, TRUST_AGREED), TRUST_AGREED);
	assert_int_equal(trust_min(TRUST_REPORTED, TRUST_PROVEN), TRUST_REPORTED);
	assert_int_equal(trust_min(TRUST_DISPUTED, TRUST_REPORTED), TRUST_DISPUTED);
	assert_int_equal(trust_min(TRUST_PROVEN, TRUST_PROVEN), TRUST_PROVEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_level_has_its_own_mark_and_word),
		cmocka_unit_test(a_sum_is_as_good_as_its_worst_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
