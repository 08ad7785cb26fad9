#include "tests/unit/chain_vector.h"

#include "chain/receipts.h"
#include "chain/trie_list.h"
#include "tests/lib/altered.h"
#include "tests/lib/json_copy.h"

/* Item `i` of a list in lists.json: two bytes that count, repeated 1 to 40 times. */
#define ITEM_MOST 80

static void roots_of_lists_are_those_of_another_implementation(void **state)
{
	struct json *doc = vector_load("lists.json");
	size_t lists = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), lists++) {
		int64_t count;
		assert_int_equal(json_integer(&count, json_get(v, "n")), STATUS_OK);

		size_t n = (size_t)count;
		uint8_t(*bytes)[ITEM_MOST] = calloc(n + 1, sizeof(*bytes));
		struct trie_node *items = calloc(n + 1, sizeof(*items));
		struct hash root, expected = vector_hash(v, "root");

		for (size_t i = 0; i < n; i++) {
			items[i] = (struct trie_node){bytes[i], 2 * (1 + i % 40)};
			for (size_t b = 0; b < items[i].len; b++)
				bytes[i][b] = (uint8_t)(b % 2 == 0 ? (i + 1) >> 8 : i + 1);
		}
		assert_int_equal(trie_list_root(&root, items, n), STATUS_OK);
		if (!hash_equal(&root, &expected))
			fail_msg("another root of a list of %zu", n);
		free(items);
		free(bytes);
	}
	assert_int_equal(lists, 16);
	json_free(doc);
}

/* The root over an array of receipts. */
static enum status root_of(struct hash *out, const struct json *array, struct err *e)
{
	struct receipts r;
	enum status s = STATUS_OK;

	receipts_init(&r);
	for (const struct json *v = json_first(array); v != NULL && s == STATUS_OK;
	     v = json_next(v))
		s = receipts_add(&r, v, e);
	if (s == STATUS_OK)
		s = receipts_root(out, &r);
	receipts_release(&r);
	return s;
}

/*
 * Blocks without a transaction, with one, with every type of transaction and failed ones, with
 * twenty, and of an OP stack with a deposit.
 */
static void receipts_of_a_node_give_the_root_in_its_header(void **state)
{
	struct json *doc = vector_load("receipts.json");
	size_t blocks = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), blocks++) {
		struct hash root, expected = vector_hash(v, "root");
		struct err e = {0};

		if (root_of(&root, json_get(v, "receipts"), &e) != STATUS_OK)
			fail_msg("%s: %s", vector_text(v, "name"), e.text);
		if (!hash_equal(&root, &expected))
			fail_msg("%s: another root", vector_text(v, "name"));
	}
	assert_int_equal(blocks, 5);
	json_free(doc);
}

/* The members that a header's root covers, by the standards that chain/receipts.h names. */
static bool is_covered(const char *member)
{
	static const char *const covered[] = {"type",	   "status",	   "cumulativeGasUsed",
					      "logsBloom", "address",	   "topics",
					      "data",	   "depositNonce", "depositReceiptVersion"};

	for (size_t i = 0; i < ARRAY_SIZE(covered); i++)
		if (strcmp(covered[i], member) == 0)
			return true;
	return false;
}

/* Each string of a whole block is altered once. Returns how many of them the root covers. */
static size_t alter_each(const struct json *block)
{
	struct hash root, expected = vector_hash(block, "root");
	struct altered a = {0};
	size_t noticed = 0;
	struct buf text;

	buf_init(&text, MIB);
	assert_int_equal(json_write(&text, json_get(block, "receipts")), STATUS_OK);
	a.text = &text;
	while (altered_next(&a)) {
		struct json *doc = NULL;
		bool same;

		assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
		same = root_of(&root, doc, NULL) == STATUS_OK && hash_equal(&root, &expected);
		if (same == is_covered(a.member))
			fail_msg("%s: an altered \"%s\" is %s", vector_text(block, "name"),
				 a.member, same ? "not noticed" : "refused");
		noticed += !same;
		json_free(doc);
	}
	buf_release(&text);
	return noticed;
}

static void a_root_covers_every_field_that_the_standards_name(void **state)
{
	struct json *doc = vector_load("receipts.json");
	size_t noticed = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
		noticed += alter_each(v);
	assert_in_range(noticed, 100, 1000);
	json_free(doc);
}

static void a_list_past_its_limit_is_refused(void **state)
{
	const uint8_t byte = 1;
	struct trie_node *items = calloc(TRIE_LIST_MOST + 1, sizeof(*items));
	struct hash root;

	(void)state;
	for (size_t i = 0; i <= TRIE_LIST_MOST; i++)
		items[i] = (struct trie_node){&byte, 1};
	assert_int_equal(trie_list_root(&root, items, TRIE_LIST_MOST + 1), ERR_LIMIT);
	assert_int_equal(trie_list_root(&root, items, TRIE_LIST_MOST), STATUS_OK);
	free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots_of_lists_are_those_of_another_implementation),
		cmocka_unit_test(receipts_of_a_node_give_the_root_in_its_header),
		cmocka_unit_test(a_root_covers_every_field_that_the_standards_name),
		cmocka_unit_test(a_list_past_its_limit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
