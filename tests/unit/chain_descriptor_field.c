#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chain/descriptor_field.h"

static void a_line_too_many_fails_the_review_instead_of_being_left_out(void **state)
{
	struct descriptor d = {0};

	(void)state;
	for (size_t i = 0; i < DESCRIPTOR_FIELDS; i++)
		descriptor_field_add(&d, "Line", "", "%zu", i);
	assert_int_equal(d.failed, STATUS_OK);
	assert_int_equal(d.n, DESCRIPTOR_FIELDS);
	descriptor_field_add(&d, "Line", "", "one more");
	assert_int_equal(d.failed, ERR_LIMIT);
	assert_int_equal(d.n, DESCRIPTOR_FIELDS);
}

static void a_text_too_long_fails_the_review_instead_of_being_cut(void **state)
{
	static const struct descriptor_field sizes;
	char label[sizeof(sizes.label) + 1], note[sizeof(sizes.note) + 1];
	char value[sizeof(sizes.value) + 1];

	(void)state;
	memset(label, 'l', sizeof(label));
	memset(note, 'n', sizeof(note));
	memset(value, 'v', sizeof(value));
	label[sizeof(label) - 1] = note[sizeof(note) - 1] = value[sizeof(value) - 1] = '\0';
	/* One byte too long: the zero finds no room. One byte less, and it does. */
	for (size_t cut = 0; cut < 2; cut++) {
		struct descriptor d[3] = {0};

		descriptor_field_add(&d[0], label + cut, "", "value");
		descriptor_field_add(&d[1], "label", note + cut, "value");
		descriptor_field_add(&d[2], "label", "", "%s", value + cut);
		for (size_t i = 0; i < ARRAY_SIZE(d); i++) {
			assert_int_equal(d[i].failed, cut == 0 ? ERR_LIMIT : STATUS_OK);
			assert_int_equal(d[i].n, cut);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_too_many_fails_the_review_instead_of_being_left_out),
		cmocka_unit_test(a_text_too_long_fails_the_review_instead_of_being_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
