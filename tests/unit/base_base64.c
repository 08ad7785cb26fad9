#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/buf.h"

/* RFC 4648 section 10. */
static void the_vectors_of_the_standard_are_written(void **state)
{
	static const char *const vectors[][2] = {
		{"", ""},
		{"f", "Zg=="},
		{"fo", "Zm8="},
		{"foo", "Zm9v"},
		{"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"},
	};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	for (size_t i = 0; i < ARRAY_SIZE(vectors); i++) {
		buf_clear(&b);
		base64_add(&b, vectors[i][0], strlen(vectors[i][0]));
		assert_string_equal(buf_str(&b), vectors[i][1]);
	}
	buf_release(&b);
}

static void all_64_digits_are_used(void **state)
{
	uint8_t bytes[48];
	struct buf b;

	(void)state;
	/* The six-bit numbers 0 to 63, one after the other. */
	for (size_t i = 0; i < 16; i++) {
		uint32_t v = (uint32_t)((4 * i) << 18 | (4 * i + 1) << 12 | (4 * i + 2) << 6 |
					(4 * i + 3));

		bytes[3 * i] = (uint8_t)(v >> 16);
		bytes[3 * i + 1] = (uint8_t)(v >> 8);
		bytes[3 * i + 2] = (uint8_t)v;
	}
	buf_init(&b, 64);
	base64_add(&b, bytes, sizeof(bytes));
	assert_string_equal(buf_str(&b),
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	base64_add(&b, bytes, 1);
	assert_int_equal(buf_status(&b), ERR_LIMIT);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_standard_are_written),
		cmocka_unit_test(all_64_digits_are_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
