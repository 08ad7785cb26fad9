#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "card/terms.h"

static void the_parts_of_an_expression_are_found_one_by_one(void **state)
{
	static const char *const want[] = {"MIT", "CC0-1.0", "LicenseRef-mine"};
	const char *at = "MIT OR (CC0-1.0 AND LicenseRef-mine)";
	char id[TERMS_ID_SIZE];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_true(terms_next(id, &at));
		assert_string_equal(id, want[i]);
	}
	assert_false(terms_next(id, &at));
	assert_false(terms_next(id, &at));
	at = "";
	assert_false(terms_next(id, &at));
}

static void each_licence_asks_what_its_maker_says(void **state)
{
	(void)state;
	assert_string_equal(terms_of("CC0-1.0"), "nothing");
	assert_non_null(strstr(terms_of("CC-BY-SA-4.0"), "credit the author"));
	assert_non_null(strstr(terms_of("CC-BY-SA-4.0"), "under the same licence"));
	assert_null(strstr(terms_of("CC-BY-SA-4.0"), "commercial"));
	assert_non_null(strstr(terms_of("CC-BY-NC-4.0"), "no commercial use"));
	assert_non_null(strstr(terms_of("LicenseRef-mine"), "ask its author"));
	assert_null(terms_of("CC-BY-4"));
	assert_null(terms_of(""));
}

static void an_identifier_of_any_length_is_cut(void **state)
{
	char text[300], id[TERMS_ID_SIZE];
	const char *at = text;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_true(terms_next(id, &at));
	assert_int_equal(strlen(id), TERMS_ID_SIZE - 1);
	assert_false(terms_next(id, &at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_parts_of_an_expression_are_found_one_by_one),
		cmocka_unit_test(each_licence_asks_what_its_maker_says),
		cmocka_unit_test(an_identifier_of_any_length_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
