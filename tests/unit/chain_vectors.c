/* Hashes, addresses and RLP against the vectors of @ethersproject/testcases. */
#include "tests/unit/testcases.h"

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/address.h"
#include "chain/keccak.h"
#include "chain/rlp.h"

static void every_hash_is_the_published_one(void **state)
{
	struct json *cases = testcases_load("hashes");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		uint8_t hash[KECCAK_SIZE];
		struct buf data, expected;

		testcases_bytes(&data, testcases_text(c, "data"));
		testcases_bytes(&expected, testcases_text(c, "keccak256"));
		keccak256(hash, data.data, data.len);
		testcases_equal(c, hash, sizeof(hash), expected.data, expected.len);
		buf_release(&data);
		buf_release(&expected);
	}
	testcases_all(cases, "hashes", n, 516);
	json_free(cases);
}

static void every_account_has_the_published_checksum(void **state)
{
	struct json *cases = testcases_load("accounts");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		const char *plain = testcases_text(c, "address");
		const char *expected = testcases_text(c, "checksumAddress");
		struct address a, again;
		char text[ADDRESS_TEXT_SIZE];

		assert_int_equal(address_parse(&a, plain, strlen(plain)), STATUS_OK);
		address_format(text, &a);
		testcases_equal(c, text, strlen(text), expected, strlen(expected));
		assert_int_equal(address_parse(&again, expected, strlen(expected)), STATUS_OK);
		assert_true(address_equal(&a, &again));
	}
	testcases_all(cases, "accounts", n, 1038);
	json_free(cases);
}

static void encode(struct buf *out, const struct json *value)
{
	struct buf items;

	buf_init(&items, 1 * MIB);
	if (json_is_string(value)) {
		testcases_bytes(&items, json_text(value));
		rlp_add_bytes(out, items.data, items.len);
	} else {
		for (const struct json *v = json_first(value); v != NULL; v = json_next(v))
			encode(&items, v);
		rlp_add_list(out, items.data, items.len);
	}
	assert_int_equal(buf_status(&items), STATUS_OK);
	buf_release(&items);
}

/* Takes one item and requires it to be `value`. */
static void decode(const struct json *test, struct cursor *c, const struct json *value)
{
	struct rlp_item item;

	assert_int_equal(rlp_next(c, &item), STATUS_OK);
	assert_int_equal(item.is_list, json_is_array(value));
	if (item.is_list) {
		struct cursor items;

		assert_int_equal(rlp_enter(&items, &item), STATUS_OK);
		for (const struct json *v = json_first(value); v != NULL; v = json_next(v))
			decode(test, &items, v);
		assert_int_equal(cursor_left(&items), 0);
	} else {
		struct buf expected;

		testcases_bytes(&expected, json_text(value));
		testcases_equal(test, item.data, item.len, expected.data, expected.len);
		buf_release(&expected);
	}
}

static void every_rlp_case_encodes_and_decodes(void **state)
{
	struct json *cases = testcases_load("rlp-coder");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		const struct json *decoded = json_get(c, "decoded");
		struct buf expected, found;
		struct cursor at;

		testcases_bytes(&expected, testcases_text(c, "encoded"));
		buf_init(&found, 1 * MIB);
		encode(&found, decoded);
		testcases_equal(c, found.data, found.len, expected.data, expected.len);
		at = cursor_of(expected.data, expected.len);
		decode(c, &at, decoded);
		assert_int_equal(cursor_left(&at), 0);
		buf_release(&expected);
		buf_release(&found);
	}
	testcases_all(cases, "rlp-coder", n, 61);
	json_free(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_hash_is_the_published_one),
		cmocka_unit_test(every_account_has_the_published_checksum),
		cmocka_unit_test(every_rlp_case_encodes_and_decodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
