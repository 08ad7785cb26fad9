#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/rlp.h"

static enum status next(const void *data, size_t len)
{
	struct cursor c = cursor_of(data, len);
	struct rlp_item item;
	enum status s = rlp_next(&c, &item);

	/* The cursor moves past the item or not at all. */
	assert_ptr_equal(c.at, s == STATUS_OK ? item.raw + item.raw_len : data);
	return s;
}

#define NEXT(bytes) next(bytes, sizeof(bytes) - 1)

static void a_second_encoding_of_an_item_is_refused(void **state)
{
	uint8_t padded[3 + 56] = {0xb9, 0x00, 56}, short_list[2 + 55] = {0xf8, 55};
	uint8_t short_string[2 + 55] = {0xb8, 55};

	(void)state;
	assert_int_equal(NEXT("\x7f"), STATUS_OK);
	assert_int_equal(NEXT("\x81\x80"), STATUS_OK);
	assert_int_equal(NEXT("\x81\x7f"), ERR_PARSE);
	assert_int_equal(NEXT("\x81\x00"), ERR_PARSE);
	assert_int_equal(NEXT("\xb8\x01\x80"), ERR_PARSE);
	assert_int_equal(NEXT("\xf8\x00"), ERR_PARSE);
	assert_int_equal(next(short_string, sizeof(short_string)), ERR_PARSE);
	assert_int_equal(next(short_list, sizeof(short_list)), ERR_PARSE);
	assert_int_equal(next(padded, sizeof(padded)), ERR_PARSE);
	padded[0] = 0xb8;
	padded[1] = 56;
	assert_int_equal(next(padded, sizeof(padded) - 1), STATUS_OK);
}

static void lengths_past_the_end_are_refused(void **state)
{
	(void)state;
	assert_int_equal(NEXT(""), ERR_PARSE);
	assert_int_equal(NEXT("\x81"), ERR_PARSE);
	assert_int_equal(NEXT("\x83\x01\x02"), ERR_PARSE);
	assert_int_equal(NEXT("\xc2\x01"), ERR_PARSE);
	assert_int_equal(NEXT("\xb8"), ERR_PARSE);
	assert_int_equal(NEXT("\xb9\x01"), ERR_PARSE);
	assert_int_equal(NEXT("\xbf\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ERR_PARSE);
	assert_int_equal(NEXT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ERR_PARSE);
	assert_int_equal(NEXT("\xff\x80\x00\x00\x00\x00\x00\x00\x00"), ERR_PARSE);
}

static void integers_have_no_leading_zeros_and_must_fit(void **state)
{
	struct cursor c = cursor_of("\x00\x82\x00\x01\x89\x01\x00\x00\x00\x00\x00\x00\x00\x00", 14);
	struct u256 big;
	uint64_t v;

	(void)state;
	assert_int_equal(rlp_take_u64(&c, &v), ERR_PARSE); /* the byte zero is not the number 0 */
	c.at++;
	assert_int_equal(rlp_take_u64(&c, &v), ERR_PARSE); /* 0x0001 */
	c.at += 3;
	assert_int_equal(rlp_take_u64(&c, &v), ERR_RANGE); /* 2^64 */
	assert_int_equal(rlp_take_u256(&c, &big), STATUS_OK);
	assert_int_equal(big.limb[1], 1);
	assert_int_equal(big.limb[0], 0);
	assert_int_equal(cursor_left(&c), 0);
}

static void integers_come_back(void **state)
{
	static const uint64_t values[] = {0,   1,      127,	128,	    255,
					  256, 0xffff, 0x10000, UINT64_MAX, 1ull << 56};
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct u256 big = {.limb = {values[i], 0, 0, values[i]}}, big_again;
		struct cursor c;
		uint64_t v;

		buf_clear(&b);
		rlp_add_u64(&b, values[i]);
		rlp_add_u256(&b, &big);
		c = cursor_of(b.data, b.len);
		assert_int_equal(rlp_take_u64(&c, &v), STATUS_OK);
		assert_int_equal(v, values[i]);
		assert_int_equal(rlp_take_u256(&c, &big_again), STATUS_OK);
		assert_int_equal(u256_compare(&big, &big_again), 0);
		assert_int_equal(cursor_left(&c), 0);
	}
	buf_release(&b);
}

static void a_failed_take_leaves_the_cursor(void **state)
{
	const uint8_t data[] = {0xc1, 0x01, 0x82, 0x01, 0x02};
	struct cursor c = cursor_of(data, sizeof(data)), items;
	const uint8_t *bytes;
	uint8_t fixed[3];
	uint64_t v;
	size_t len;

	(void)state;
	assert_int_equal(rlp_take_bytes(&c, &bytes, &len), ERR_PARSE);
	assert_int_equal(rlp_take_u64(&c, &v), ERR_PARSE);
	assert_ptr_equal(c.at, data);
	assert_int_equal(rlp_take_list(&c, &items), STATUS_OK);
	assert_int_equal(cursor_left(&items), 1);
	assert_int_equal(rlp_take_list(&c, &items), ERR_PARSE);
	assert_int_equal(rlp_take_fixed(&c, fixed, 3), ERR_PARSE);
	assert_int_equal(rlp_take_fixed(&c, fixed, 1), ERR_PARSE);
	assert_ptr_equal(c.at, data + 2);
	assert_int_equal(rlp_take_fixed(&c, fixed, 2), STATUS_OK);
	assert_int_equal(cursor_left(&c), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_encoding_of_an_item_is_refused),
		cmocka_unit_test(lengths_past_the_end_are_refused),
		cmocka_unit_test(integers_have_no_leading_zeros_and_must_fit),
		cmocka_unit_test(integers_come_back),
		cmocka_unit_test(a_failed_take_leaves_the_cursor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
