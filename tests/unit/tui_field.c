/* A field of one choice among several, however many they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/widget_field.h"

/* A coin and sixteen tokens on each of 32 networks, more than anybody follows. */
#define CHOICES 544

static struct widget_field field;
static char error[WIDGET_FIELD_ERROR];

static int add_choices(void **state)
{
	(void)state;
	field = (struct widget_field){.kind = WIDGET_FIELD_CHOICE};
	for (unsigned i = 0; i < CHOICES; i++)
		widget_field_choice(&field, "%c token %u", "OpE"[i % 3], i);
	return 0;
}

static int release(void **state)
{
	(void)state;
	widget_field_release(&field);
	return 0;
}

static const char *chosen(void)
{
	return field.choices[field.choice];
}

static void press(int key)
{
	widget_field_key(&field, key, error);
	assert_string_equal(error, "");
}

static void none_of_many_choices_is_out_of_reach(void **state)
{
	(void)state;
	assert_int_equal(field.n_choices, CHOICES);
	press(KEY_CODE_LEFT);
	assert_string_equal(chosen(), "O token 543");
	for (unsigned i = 0; i < CHOICES; i++) {
		press(KEY_CODE_RIGHT);
		assert_int_equal(field.choice, i);
	}
	press(KEY_CODE_SPACE);
	assert_string_equal(chosen(), "O token 0");
}

static void a_letter_jumps_to_the_next_choice_that_begins_with_it(void **state)
{
	(void)state;
	press('e');
	assert_string_equal(chosen(), "E token 2");
	press('e');
	assert_string_equal(chosen(), "E token 5");
	press('P');
	assert_string_equal(chosen(), "p token 7");
	press('x');
	assert_string_equal(chosen(), "p token 7");
	press('o');
	assert_string_equal(chosen(), "O token 9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(none_of_many_choices_is_out_of_reach, add_choices,
						release),
		cmocka_unit_test_setup_teardown(
			a_letter_jumps_to_the_next_choice_that_begins_with_it, add_choices,
			release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
