#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/be.h"
#include "base/buf.h"

static void a_buffer_holds_exactly_its_ceiling_and_not_one_byte_more(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (int i = 0; i < 1000; i++)
		buf_add_byte(&b, (uint8_t)i);
	assert_int_equal(buf_status(&b), STATUS_OK);
	assert_int_equal(b.len, 1000);
	assert_int_equal(strlen(buf_str(&b) + 1), 255);
	buf_add_byte(&b, 0);
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(b.data[i], (uint8_t)i);
	buf_release(&b);
}

static void the_first_failure_is_remembered_and_later_appends_refused(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4);
	buf_add_str(&b, "abc");
	buf_add_str(&b, "de");
	buf_add_str(&b, "f");
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	assert_int_equal(b.len, 3);
	assert_memory_equal(b.data, "abc", 3);
	assert_string_equal(buf_str(&b), "");
	buf_clear(&b);
	buf_add_str(&b, "wxyz");
	assert_int_equal(buf_status(&b), STATUS_OK);
	assert_string_equal(buf_str(&b), "wxyz");
	buf_release(&b);
}

static void assert_invariants(const struct buf *b)
{
	assert_true(b->len <= b->limit);
	assert_true(b->cap <= b->limit + 1);
	if (b->cap == 0)
		assert_null(b->data);
	else
		assert_true(b->data != NULL && b->len < b->cap);
}

static void memory_is_at_most_one_byte_more_than_the_ceiling(void **state)
{
	static const size_t limits[] = {0, 1, 63, 64, 65, 127, 128, 1000, SIZE_MAX - 1, SIZE_MAX};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		struct buf b;

		buf_init(&b, limits[i]);
		assert_invariants(&b);
		for (size_t n = 0; n < 200; n++) {
			buf_add_byte(&b, 'x');
			assert_invariants(&b);
			assert_int_equal(strlen(buf_str(&b)),
					 buf_status(&b) == STATUS_OK ? b.len : 0);
		}
		assert_int_equal(b.len, limits[i] < 200 ? limits[i] : 200);
		buf_release(&b);
		assert_invariants(&b);
	}
}

static void lengths_near_the_largest_do_not_wrap_around(void **state)
{
	uint8_t byte = 1;
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_add_byte(&b, 1);
	assert_null(buf_reserve(&b, SIZE_MAX));
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	buf_clear(&b);
	buf_add_byte(&b, 1);
	assert_null(buf_reserve(&b, SIZE_MAX - 1));
	buf_clear(&b);
	buf_add_hex(&b, &byte, SIZE_MAX / 2 + 2);
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	buf_release(&b);
}

static void each_writer_writes_its_form(void **state)
{
	static const uint8_t bytes[] = {0x00, 0x7f, 0xab};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_add_hex(&b, bytes, sizeof(bytes));
	buf_addf(&b, " %d %s", -5, "x");
	assert_string_equal(buf_str(&b), "007fab -5 x");
	buf_clear(&b);
	buf_add_be64(&b, 0x0102030405060708);
	assert_memory_equal(b.data, "\1\2\3\4\5\6\7\10", 8);
	assert_true(be64_load(b.data) == 0x0102030405060708);
	assert_true(be32_load(b.data + 4) == 0x05060708);
	buf_release(&b);
}

static void formatted_text_that_does_not_fit_leaves_the_buffer_as_it_was(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_addf(&b, "%s", "12345");
	assert_int_equal(buf_status(&b), STATUS_OK);
	buf_addf(&b, "%d", 6);
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	assert_int_equal(b.len, 5);
	assert_memory_equal(b.data, "12345", 5);
	buf_release(&b);
}

static void memory_that_was_taken_is_the_callers(void **state)
{
	struct buf b;
	uint8_t *mine;
	size_t len;

	(void)state;
	buf_init(&b, 100);
	assert_null(buf_take(&b, &len));
	assert_int_equal(len, 0);
	buf_add_str(&b, "mine");
	mine = buf_take(&b, &len);
	assert_int_equal(len, 4);
	assert_int_equal(b.len, 0);
	buf_add_str(&b, "other");
	assert_memory_equal(mine, "mine", 4);
	free(mine);
	buf_wipe(&b);
	assert_null(b.data);
	buf_release(NULL);
	buf_wipe(NULL);
}

static void an_empty_append_is_no_failure(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	buf_add(&b, NULL, 0);
	assert_int_equal(buf_status(&b), STATUS_OK);
	assert_string_equal(buf_str(&b), "");
	buf_add_byte(&b, 1);
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_holds_exactly_its_ceiling_and_not_one_byte_more),
		cmocka_unit_test(the_first_failure_is_remembered_and_later_appends_refused),
		cmocka_unit_test(memory_is_at_most_one_byte_more_than_the_ceiling),
		cmocka_unit_test(lengths_near_the_largest_do_not_wrap_around),
		cmocka_unit_test(each_writer_writes_its_form),
		cmocka_unit_test(formatted_text_that_does_not_fit_leaves_the_buffer_as_it_was),
		cmocka_unit_test(memory_that_was_taken_is_the_callers),
		cmocka_unit_test(an_empty_append_is_no_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
