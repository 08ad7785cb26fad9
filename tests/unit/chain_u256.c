#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chain/u256.h"

static struct u256 parsed(const char *text)
{
	struct u256 v;

	if (u256_parse(&v, text, strlen(text)) != STATUS_OK)
		fail_msg("not a number: %s", text);
	return v;
}

/* `expected` is a decimal number, or "-" for no result. */
static void check(const char *what, enum status s, const struct u256 *found, const char *expected)
{
	char text[U256_DECIMAL_SIZE] = "-";

	if (s == STATUS_OK)
		u256_format(text, found);
	else
		assert_int_equal(s, ERR_RANGE);
	if (strcmp(text, expected) != 0)
		fail_msg("%s is %s and not %s", what, text, expected);
}

static void check_line(char *line)
{
	char *field[9], *rest = NULL;
	struct u256 a, b, c, out;
	enum status s;

	for (size_t i = 0; i < 9; i++) {
		field[i] = strtok_r(i == 0 ? line : NULL, " \n", &rest);
		assert_non_null(field[i]);
	}
	a = parsed(field[0]);
	b = parsed(field[1]);
	c = parsed(field[2]);
	s = u256_add(&out, &a, &b);
	check("a + b", s, &out, field[3]);
	s = u256_sub(&out, &a, &b);
	check("a - b", s, &out, field[4]);
	s = u256_mul(&out, &a, &b);
	check("a * b", s, &out, field[5]);
	s = u256_div(&out, NULL, &a, &b);
	check("a / b", s, &out, field[6]);
	s = u256_div(NULL, &out, &a, &b);
	check("a % b", s, &out, field[7]);
	s = u256_muldiv(&out, &a, &b, &c);
	check("a * b / c", s, &out, field[8]);
}

static FILE *open_vectors(void)
{
	const char *dir = getenv("BYLINE_TESTS");
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/vectors/chain/u256.txt", dir == NULL ? "tests" : dir);
	f = fopen(path, "r");
	if (f == NULL)
		fail_msg("cannot read %s", path);
	return f;
}

static void arithmetic_is_what_python_computes(void **state)
{
	FILE *f = open_vectors();
	char line[1024];
	size_t n = 0;

	(void)state;
	for (; fgets(line, sizeof(line), f) != NULL; n++)
		check_line(line);
	fclose(f);
	assert_int_equal(n, 81 + 500 + 200);
}

static void a_result_may_replace_an_operand(void **state)
{
	struct u256 a = parsed("1000000000000000000000000"), b = parsed("7");
	struct u256 v;

	(void)state;
	v = a;
	assert_int_equal(u256_add(&v, &v, &v), STATUS_OK);
	check("a + a", STATUS_OK, &v, "2000000000000000000000000");
	assert_int_equal(u256_sub(&v, &v, &a), STATUS_OK);
	check("2a - a", STATUS_OK, &v, "1000000000000000000000000");
	assert_int_equal(u256_mul(&v, &v, &b), STATUS_OK);
	check("7a", STATUS_OK, &v, "7000000000000000000000000");
	assert_int_equal(u256_muldiv(&v, &v, &v, &v), STATUS_OK);
	check("v * v / v", STATUS_OK, &v, "7000000000000000000000000");
	assert_int_equal(u256_div(&b, &v, &v, &b), STATUS_OK);
	check("7a / 7", STATUS_OK, &b, "1000000000000000000000000");
	check("7a % 7", STATUS_OK, &v, "0");
}

static void a_failed_operation_leaves_its_output_alone(void **state)
{
	struct u256 max =
		parsed("11579208923731619542357098500868790785326998466564056403945758400791"
		       "3129639935");
	struct u256 one = u256_from_u64(1), zero = u256_from_u64(0), v = u256_from_u64(42);

	(void)state;
	assert_int_equal(u256_add(&v, &max, &one), ERR_RANGE);
	assert_int_equal(u256_sub(&v, &zero, &one), ERR_RANGE);
	assert_int_equal(u256_mul(&v, &max, &max), ERR_RANGE);
	assert_int_equal(u256_div(&v, &v, &max, &zero), ERR_RANGE);
	assert_int_equal(u256_muldiv(&v, &max, &max, &one), ERR_RANGE);
	assert_int_equal(u256_muldiv(&v, &max, &max, &zero), ERR_RANGE);
	check("v", STATUS_OK, &v, "42");
	assert_int_equal(u256_muldiv(&v, &max, &max, &max), STATUS_OK);
	assert_int_equal(u256_compare(&v, &max), 0);
}

static enum status parse(const char *text)
{
	struct u256 v;

	return u256_parse(&v, text, strlen(text));
}

static void only_plain_decimal_numbers_are_read(void **state)
{
	(void)state;
	assert_int_equal(parse("0"), STATUS_OK);
	assert_int_equal(parse(""), ERR_PARSE);
	assert_int_equal(parse("00"), ERR_PARSE);
	assert_int_equal(parse("01"), ERR_PARSE);
	assert_int_equal(parse("-1"), ERR_PARSE);
	assert_int_equal(parse("+1"), ERR_PARSE);
	assert_int_equal(parse("1 "), ERR_PARSE);
	assert_int_equal(parse("1e3"), ERR_PARSE);
	assert_int_equal(parse("0x1"), ERR_PARSE);
	/* 2^256-1, 2^256 and a much larger number. */
	assert_int_equal(
		parse("1157920892373161954235709850086879078532699846656405640394575840079131"
		      "29639935"),
		STATUS_OK);
	assert_int_equal(
		parse("1157920892373161954235709850086879078532699846656405640394575840079131"
		      "29639936"),
		ERR_RANGE);
	assert_int_equal(
		parse("9999999999999999999999999999999999999999999999999999999999999999999999"
		      "99999999999999999999999999"),
		ERR_RANGE);
}

static enum status quantity(struct u256 *v, const char *text)
{
	return u256_parse_quantity(v, text, strlen(text));
}

static void only_minimal_quantities_are_read(void **state)
{
	struct u256 v;

	(void)state;
	assert_int_equal(quantity(&v, "0x0"), STATUS_OK);
	assert_true(u256_is_zero(&v));
	assert_int_equal(quantity(&v, "0xDEadbeef00000000000000001"), STATUS_OK);
	check("quantity", STATUS_OK, &v, "1102651488088568239252784021505");
	assert_int_equal(quantity(&v, "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
				      "ffffff"),
			 STATUS_OK);
	assert_int_equal(quantity(&v, "0x1000000000000000000000000000000000000000000000000000000000"
				      "0000000"),
			 ERR_PARSE);
	assert_int_equal(quantity(&v, "0x"), ERR_PARSE);
	assert_int_equal(quantity(&v, "0x00"), ERR_PARSE);
	assert_int_equal(quantity(&v, "0x01"), ERR_PARSE);
	assert_int_equal(quantity(&v, "0X1"), ERR_PARSE);
	assert_int_equal(quantity(&v, "1"), ERR_PARSE);
	assert_int_equal(quantity(&v, "0xg"), ERR_PARSE);
}

static void bytes_are_big_endian(void **state)
{
	uint8_t bytes[32] = {0}, again[32];
	struct u256 v;
	uint64_t small;

	(void)state;
	bytes[30] = 1;
	bytes[31] = 2;
	v = u256_from_be(bytes);
	assert_int_equal(u256_to_u64(&small, &v), STATUS_OK);
	assert_int_equal(small, 258);
	bytes[0] = 0x80;
	v = u256_from_be(bytes);
	assert_int_equal(u256_to_u64(&small, &v), ERR_RANGE);
	u256_to_be(again, &v);
	assert_memory_equal(bytes, again, 32);
}

static void doubles_are_close(void **state)
{
	struct u256 v = parsed("1000000000000000000000000000000000000000000000000000000000000");

	(void)state;
	assert_true(fabs(u256_to_double(&v) / 1e60 - 1) < 1e-15);
	v = u256_from_u64(12345);
	assert_true(u256_to_double(&v) == 12345.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arithmetic_is_what_python_computes),
		cmocka_unit_test(a_result_may_replace_an_operand),
		cmocka_unit_test(a_failed_operation_leaves_its_output_alone),
		cmocka_unit_test(only_plain_decimal_numbers_are_read),
		cmocka_unit_test(only_minimal_quantities_are_read),
		cmocka_unit_test(bytes_are_big_endian),
		cmocka_unit_test(doubles_are_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
