#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/hex.h"
#include "base/parse.h"

static enum status number(uint64_t *out, const char *text)
{
	return parse_u64(out, text, strlen(text));
}

static void decimal_numbers_have_one_form(void **state)
{
	static const char *const wrong[] = {"",	   "+1",  "-1",	 " 1",	"1 ", "01",
					    "0x1", "1e3", "1.0", "1_0", "٣",  "00"};
	uint64_t v;

	(void)state;
	assert_int_equal(number(&v, "0"), STATUS_OK);
	assert_true(v == 0);
	assert_int_equal(number(&v, "18446744073709551615"), STATUS_OK);
	assert_true(v == UINT64_MAX);
	assert_int_equal(number(&v, "18446744073709551616"), ERR_RANGE);
	assert_int_equal(number(&v, "99999999999999999999999"), ERR_RANGE);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(number(&v, wrong[i]), ERR_PARSE);
	assert_int_equal(parse_u64(&v, "12\0", 3), ERR_PARSE);
}

static void hex_of_a_fixed_length_is_that_long(void **state)
{
	uint8_t out[2];

	(void)state;
	assert_int_equal(hex_parse(out, 2, "0xaBcD", 6), STATUS_OK);
	assert_memory_equal(out, "\xab\xcd", 2);
	assert_int_equal(hex_parse(out, 2, "0xabc", 5), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "0xabcde", 7), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "0xabcdef", 8), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "abcdef", 6), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "0Xabcd", 6), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "0xabcg", 6), ERR_PARSE);
	assert_int_equal(hex_parse(out, 2, "0xab d", 6), ERR_PARSE);
}

static void hex_of_any_length_stays_below_its_ceiling(void **state)
{
	uint8_t out[3];
	size_t len = 99;

	(void)state;
	assert_int_equal(hex_parse_var(out, &len, sizeof(out), "0x", 2), STATUS_OK);
	assert_int_equal(len, 0);
	assert_int_equal(hex_parse_var(out, &len, sizeof(out), "0x010203", 8), STATUS_OK);
	assert_int_equal(len, 3);
	assert_int_equal(hex_parse_var(out, &len, sizeof(out), "0x01020304", 10), ERR_LIMIT);
	assert_int_equal(hex_parse_var(out, &len, sizeof(out), "0x1", 3), ERR_PARSE);
	assert_int_equal(hex_parse_var(out, &len, sizeof(out), "", 0), ERR_PARSE);
}

static void hex_is_written_in_lower_case_with_its_prefix(void **state)
{
	static const uint8_t bytes[] = {0x00, 0xff, 0x1e};
	char text[2 * sizeof(bytes) + 3];

	(void)state;
	hex_format(text, bytes, sizeof(bytes));
	assert_string_equal(text, "0x00ff1e");
	hex_format(text, bytes, 0);
	assert_string_equal(text, "0x");
}

static void every_byte_but_22_is_no_hex_digit(void **state)
{
	int digits = 0;

	(void)state;
	for (int c = -128; c < 128; c++)
		digits += hex_digit((char)c) >= 0;
	assert_int_equal(digits, 22);
	assert_int_equal(hex_digit('f'), 15);
	assert_int_equal(hex_digit('F'), 15);
	assert_int_equal(hex_digit('9'), 9);
}

static void a_cursor_takes_what_is_there_and_stays_when_it_fails(void **state)
{
	static const uint8_t data[] = {1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 'o', 'k', 9};
	struct cursor c = cursor_of(data, sizeof(data));
	const uint8_t *p;
	uint64_t wide;
	uint32_t word;
	uint8_t byte;

	(void)state;
	assert_int_equal(cursor_u8(&c, &byte), STATUS_OK);
	assert_int_equal(cursor_be32(&c, &word), STATUS_OK);
	assert_int_equal(cursor_be64(&c, &wide), STATUS_OK);
	assert_true(byte == 1 && word == 2 && wide == 3);
	assert_int_equal(cursor_literal(&c, "no"), ERR_PARSE);
	assert_int_equal(cursor_literal(&c, "ok"), STATUS_OK);
	assert_int_equal(cursor_literal(&c, "\11and more"), ERR_PARSE);
	assert_int_equal(cursor_be64(&c, &wide), ERR_PARSE);
	assert_int_equal(cursor_be32(&c, &word), ERR_PARSE);
	assert_int_equal(cursor_take(&c, &p, 2), ERR_PARSE);
	assert_int_equal(cursor_take(&c, &p, SIZE_MAX), ERR_PARSE);
	assert_int_equal(cursor_left(&c), 1);
	assert_int_equal(cursor_take(&c, &p, 1), STATUS_OK);
	assert_int_equal(*p, 9);
	assert_int_equal(cursor_u8(&c, &byte), ERR_PARSE);
	c = cursor_of(NULL, 0);
	assert_int_equal(cursor_left(&c), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimal_numbers_have_one_form),
		cmocka_unit_test(hex_of_a_fixed_length_is_that_long),
		cmocka_unit_test(hex_of_any_length_stays_below_its_ceiling),
		cmocka_unit_test(hex_is_written_in_lower_case_with_its_prefix),
		cmocka_unit_test(every_byte_but_22_is_no_hex_digit),
		cmocka_unit_test(a_cursor_takes_what_is_there_and_stays_when_it_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
