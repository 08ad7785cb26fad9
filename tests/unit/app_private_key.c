/* Private keys as people have them: hex digits. */
#include "tests/unit/wallet_vector.h"

#include "app/private_key.h"

#define DIGITS "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"

static const uint8_t expected[32] = {0x59, 0xc6, 0x99, 0x5e, 0x99, 0x8f, 0x97, 0xa5,
				     0xa0, 0x04, 0x49, 0x66, 0xf0, 0x94, 0x53, 0x89,
				     0xdc, 0x9e, 0x86, 0xda, 0xe8, 0x8c, 0x7a, 0x84,
				     0x12, 0xf4, 0x60, 0x3b, 0x6b, 0x78, 0x69, 0x0d};

static void a_key_is_read_in_any_of_its_forms(void **state)
{
	static const char *const forms[] = {
		DIGITS,
		"0x" DIGITS,
		"0X" DIGITS,
		"  " DIGITS "\r\n",
		"59C6995E998F97A5A0044966F0945389DC9E86DAE88C7A8412F4603B6B78690D",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct secret *text = secret_text(forms[i]), *key = NULL;

		assert_int_equal(parse_private_key(&key, text, NULL), STATUS_OK);
		assert_secret(key, expected, sizeof(expected));
		secret_free(text);
		secret_free(key);
	}
}

static void another_length_is_refused(void **state)
{
	static const char *const bad[] = {
		"0x",	       "59",	    DIGITS "0",	   "0x" DIGITS "0",
		DIGITS DIGITS, "00" DIGITS, "0x0x" DIGITS, " "};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct secret *text = secret_text(bad[i]), *key = NULL;

		assert_int_equal(parse_private_key(&key, text, NULL), ERR_PARSE);
		assert_null(key);
		secret_free(text);
	}
}

/* Each byte at each kind of place: digits are taken, everything else is refused. */
static void every_byte_that_is_no_digit_is_refused(void **state)
{
	struct secret *text = secret_text(DIGITS);

	(void)state;
	for (size_t at = 1; at < 63; at += 61) {
		for (unsigned c = 0; c < 256; c++) {
			uint8_t was = secret_bytes(text)[at];
			struct secret *key = NULL;
			bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
				     (c >= 'A' && c <= 'F');
			struct err e = {0};

			secret_bytes(text)[at] = (uint8_t)c;
			assert_int_equal(parse_private_key(&key, text, &e),
					 digit ? STATUS_OK : ERR_PARSE);
			/* No message repeats what was typed. */
			assert_null(strstr(e.text, "59c6"));
			secret_bytes(text)[at] = was;
			secret_free(key);
		}
	}
	secret_free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_read_in_any_of_its_forms),
		cmocka_unit_test(another_length_is_refused),
		cmocka_unit_test(every_byte_that_is_no_digit_is_refused),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
