#include "tests/unit/chain_vector.h"

#include "chain/header.h"
#include "chain/header_rlp.h"
#include "chain/rlp.h"
#include "tests/lib/json_copy.h"

/*
 * The headers of blocks of every hardfork (berlin has 15 fields, prague 21), of an epoch block of
 * BNB Chain with 45 validators, and of one with as many validators as their number can count.
 */
static void headers_of_every_fork_hash_to_their_hash(void **state)
{
	struct json *doc = vector_load("headers.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++) {
		const struct json *block = json_get(v, "block");
		struct hash hash = vector_hash(block, "hash"),
			    root = vector_hash(block, "stateRoot");
		struct u256 time = vector_number(block, "timestamp"), found;
		struct header h;
		struct err e = {0};

		if (header_read(&h, block, &e) != STATUS_OK)
			fail_msg("%s: %s", vector_text(v, "name"), e.text);
		assert_hash_equal(h.hash, hash);
		assert_hash_equal(h.state_root, root);
		assert_int_equal(h.number, 1);
		found = u256_from_u64(h.timestamp);
		assert_number_equal(found, time);
		assert_int_equal(h.has_base_fee, json_get(block, "baseFeePerGas") != NULL);
		if (h.has_base_fee) {
			struct u256 fee = vector_number(block, "baseFeePerGas");

			assert_number_equal(h.base_fee.raw, fee);
		}
	}
	assert_int_equal(n, 8);
	json_free(doc);
}

/* The bytes of each recorded header, cut and lengthened. */
static void a_header_reads_from_its_bytes_as_from_its_members(void **state)
{
	struct json *doc = vector_load("headers.json");
	struct buf rlp;

	(void)state;
	buf_init(&rlp, HEADER_RLP_SIZE);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const struct json *block = json_get(v, "block");
		struct header a, b;
		struct err e = {0};

		buf_clear(&rlp);
		assert_int_equal(header_rlp_write(&rlp, block, &e), STATUS_OK);
		assert_int_equal(header_read(&a, block, &e), STATUS_OK);
		if (header_rlp_read(&b, rlp.data, rlp.len, &e) != STATUS_OK)
			fail_msg("%s: %s", vector_text(v, "name"), e.text);
		assert_hash_equal(b.hash, vector_hash(block, "hash"));
		assert_hash_equal(b.parent, a.parent);
		assert_hash_equal(b.state_root, a.state_root);
		assert_hash_equal(b.transactions_root, a.transactions_root);
		assert_hash_equal(b.receipts_root, a.receipts_root);
		assert_true(a.number == b.number && a.timestamp == b.timestamp &&
			    a.gas_limit == b.gas_limit && a.has_base_fee == b.has_base_fee);
		assert_number_equal(a.base_fee.raw, b.base_fee.raw);
		for (size_t cut = 0; cut < rlp.len; cut++)
			assert_int_not_equal(header_rlp_read(&b, rlp.data, cut, &e), STATUS_OK);
		buf_add_byte(&rlp, 0);
		assert_int_not_equal(header_rlp_read(&b, rlp.data, rlp.len, &e), STATUS_OK);
	}
	buf_release(&rlp);
	json_free(doc);
}

/* A list of 14 fields, and one of more fields than any fork has. */
static void a_list_of_another_length_is_no_header(void **state)
{
	struct json *doc = vector_load("headers.json");
	struct buf rlp, items;
	struct cursor c, at;
	struct header h;

	(void)state;
	buf_init(&rlp, HEADER_RLP_SIZE);
	buf_init(&items, HEADER_RLP_SIZE);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct rlp_item item;

		buf_clear(&rlp);
		assert_int_equal(header_rlp_write(&rlp, json_get(v, "block"), NULL), STATUS_OK);
		c = cursor_of(rlp.data, rlp.len);
		assert_int_equal(rlp_take_list(&c, &at), STATUS_OK);
		buf_clear(&items);
		for (size_t i = 0; i < 14; i++) {
			assert_int_equal(rlp_next(&at, &item), STATUS_OK);
			buf_add(&items, item.raw, item.raw_len);
		}
		buf_clear(&rlp);
		rlp_add_list(&rlp, items.data, items.len);
		assert_int_equal(header_rlp_read(&h, rlp.data, rlp.len, NULL), ERR_PARSE);
		while (cursor_left(&at) > 0) {
			assert_int_equal(rlp_next(&at, &item), STATUS_OK);
			buf_add(&items, item.raw, item.raw_len);
		}
		for (size_t i = 0; i < 10; i++)
			rlp_add_bytes(&items, "12345678901234567890123456789012", 32);
		buf_clear(&rlp);
		rlp_add_list(&rlp, items.data, items.len);
		assert_int_not_equal(header_rlp_read(&h, rlp.data, rlp.len, NULL), STATUS_OK);
	}
	buf_release(&rlp);
	buf_release(&items);
	json_free(doc);
}

/* The recorded block with member `name` left out, or replaced by `text`. */
static enum status read_altered(const struct json *block, const char *name, const char *text,
				struct err *e)
{
	struct json *copy = json_new_object();
	struct header h;
	enum status s;

	for (const struct json *m = json_first(block); m != NULL; m = json_next(m))
		if (strcmp(json_name(m), name) != 0)
			json_add(copy, json_name(m), json_copy(m));
	if (text != NULL)
		json_add_text(copy, name, text);
	s = header_read(&h, copy, e);
	json_free(copy);
	return s;
}

static bool is_outside_the_header(const char *name)
{
	static const char *const outside[] = {"totalDifficulty", "size", "uncles", "transactions",
					      "withdrawals"};

	for (size_t i = 0; i < ARRAY_SIZE(outside); i++)
		if (strcmp(outside[i], name) == 0)
			return true;
	return false;
}

/* "0x…" with one more in its last digit: another value of the same form. */
static void alter(char *out, size_t cap, const char *text)
{
	size_t len = strlen(text);

	snprintf(out, cap, "%s", text);
	if (len == 2)
		snprintf(out, cap, "0x01");
	else
		out[len - 1] = out[len - 1] == '1' ? '2' : '1';
}

static void every_altered_or_missing_field_is_refused(void **state)
{
	struct json *doc = vector_load("headers.json");

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const struct json *block = json_get(v, "block");

		for (const struct json *m = json_first(block); m != NULL; m = json_next(m)) {
			char text[40000];
			struct err e = {0};

			if (is_outside_the_header(json_name(m)))
				continue;
			alter(text, sizeof(text), json_text(m));
			assert_int_equal(read_altered(block, json_name(m), text, &e),
					 ERR_NOT_PROVEN);
			assert_int_not_equal(read_altered(block, json_name(m), NULL, &e),
					     STATUS_OK);
			assert_int_not_equal(read_altered(block, json_name(m), "0xzz", &e),
					     STATUS_OK);
			assert_true(e.text[0] != '\0');
		}
	}
	json_free(doc);
}

static void members_outside_the_header_do_not_matter(void **state)
{
	struct json *doc = vector_load("headers.json");
	const struct json *block = json_get(json_first(doc), "block");

	(void)state;
	assert_int_equal(read_altered(block, "size", NULL, NULL), STATUS_OK);
	assert_int_equal(read_altered(block, "blockTimestamp", "0x1", NULL), STATUS_OK);
	json_free(doc);
}

static void unknown_field_is_named_when_the_hash_does_not_fit(void **state)
{
	struct json *doc = vector_load("headers.json");
	const struct json *block = json_get(json_first(doc), "block");
	struct json *copy = json_copy(block);
	struct err e = {0};

	(void)state;
	json_add_text(copy, "parentProposerPubkey", "0x1234");
	assert_int_equal(read_altered(copy, "gasUsed", "0x7", &e), ERR_NOT_PROVEN);
	assert_non_null(strstr(e.text, "\"parentProposerPubkey\""));
	json_free(copy);
	json_free(doc);
}

/* The members that rollups, Base and BNB Chain add to a block come before the one to be named. */
static void members_of_rollups_are_never_the_reason(void **state)
{
	static const char *const harmless[] = {
		"timestampMs", "blockTimestampMs", "milliTimestamp", "l1BlockNumber",
		"sendRoot",    "sendCount",	   "l1BatchNumber",  "l1BatchTimestamp"};
	struct json *doc = vector_load("headers.json");
	struct json *copy = json_copy(json_get(json_first(doc), "block"));
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(harmless); i++)
		json_add_text(copy, harmless[i], "0x1234");
	assert_int_equal(read_altered(copy, "size", NULL, &e), STATUS_OK);
	assert_int_equal(read_altered(copy, "gasUsed", "0x7", &e), ERR_NOT_PROVEN);
	assert_null(strchr(e.text, '"'));
	json_add_text(copy, "parentProposerPubkey", "0x1234");
	assert_int_equal(read_altered(copy, "gasUsed", "0x7", &e), ERR_NOT_PROVEN);
	assert_non_null(strstr(e.text, "\"parentProposerPubkey\""));
	json_free(copy);
	json_free(doc);
}

static void gap_in_the_optional_fields_is_named(void **state)
{
	struct json *doc = vector_load("headers.json");
	const struct json *block = json_get(json_first(doc), "block");
	struct err e = {0};

	(void)state;
	assert_int_equal(read_altered(block, "withdrawalsRoot", NULL, &e), ERR_NOT_PROVEN);
	assert_non_null(strstr(e.text, "no \"withdrawalsRoot\""));
	json_free(doc);
}

static void numbers_are_shortest_quantities(void **state)
{
	struct json *doc = vector_load("headers.json");
	const struct json *block = json_get(json_first(doc), "block");
	struct err e = {0};

	(void)state;
	assert_int_equal(read_altered(block, "number", "0x01", &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "number"));
	assert_int_equal(read_altered(block, "stateRoot", "0x00", &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "stateRoot"));
	assert_int_equal(read_altered(block, "hash", "0x00", &e), ERR_PARSE);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_of_every_fork_hash_to_their_hash),
		cmocka_unit_test(a_header_reads_from_its_bytes_as_from_its_members),
		cmocka_unit_test(a_list_of_another_length_is_no_header),
		cmocka_unit_test(every_altered_or_missing_field_is_refused),
		cmocka_unit_test(members_outside_the_header_do_not_matter),
		cmocka_unit_test(unknown_field_is_named_when_the_hash_does_not_fit),
		cmocka_unit_test(members_of_rollups_are_never_the_reason),
		cmocka_unit_test(gap_in_the_optional_fields_is_named),
		cmocka_unit_test(numbers_are_shortest_quantities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
