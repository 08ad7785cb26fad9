/* Transactions against the vectors of @ethersproject/testcases. */
#include "tests/unit/testcases.h"

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/tx.h"
#include "chain/tx_read.h"

/* A number given as "0x" text with any leading zeros, as a JSON integer, or not at all. */
static struct u256 number(const struct json *object, const char *name)
{
	const struct json *value = json_get(object, name);
	const char *text = json_text(value);
	char quantity[80];
	struct u256 v = {0};
	int64_t integer;

	if (json_is_number(value)) {
		assert_int_equal(json_integer(&integer, value), STATUS_OK);
		return u256_from_u64((uint64_t)integer);
	}
	if (text == NULL)
		return v;
	text += 2 + strspn(text + 2, "0");
	snprintf(quantity, sizeof(quantity), "0x%s", *text == '\0' ? "0" : text);
	assert_int_equal(u256_parse_quantity(&v, quantity, strlen(quantity)), STATUS_OK);
	return v;
}

static uint64_t small_number(const struct json *object, const char *name)
{
	struct u256 v = number(object, name);
	uint64_t small;

	assert_int_equal(u256_to_u64(&small, &v), STATUS_OK);
	return small;
}

static void add_access(struct tx *tx, const struct json *list)
{
	const struct json *entry = json_first(list);

	tx->n_access = json_count(list);
	tx->access = calloc(tx->n_access + 1, sizeof(*tx->access));
	for (size_t i = 0; i < tx->n_access; i++, entry = json_next(entry)) {
		const char *address = testcases_text(entry, "address");
		const struct json *keys = json_get(entry, "storageKeys"), *key = json_first(keys);
		struct tx_access *a = &tx->access[i];

		assert_int_equal(address_parse(&a->address, address, strlen(address)), STATUS_OK);
		a->n_keys = json_count(keys);
		a->keys = calloc(a->n_keys + 1, sizeof(*a->keys));
		for (size_t k = 0; k < a->n_keys; k++, key = json_next(key))
			assert_int_equal(
				hash_parse(&a->keys[k], json_text(key), strlen(json_text(key))),
				STATUS_OK);
	}
}

static void build(struct tx *tx, const struct json *members)
{
	const char *to = json_text(json_get(members, "to"));
	const char *data = json_text(json_get(members, "data"));

	tx_init(tx);
	tx->type = (enum tx_type)small_number(members, "type");
	tx->chain_id = small_number(members, "chainId");
	tx->nonce = small_number(members, "nonce");
	tx->gas_price.raw = number(members, "gasPrice");
	tx->max_priority_fee.raw = number(members, "maxPriorityFeePerGas");
	tx->max_fee.raw = number(members, "maxFeePerGas");
	tx->gas_limit = number(members, "gasLimit");
	tx->value.raw = number(members, "value");
	tx->creates = to == NULL;
	if (to != NULL)
		assert_int_equal(address_parse(&tx->to, to, strlen(to)), STATUS_OK);
	if (data != NULL) {
		struct buf bytes;

		testcases_bytes(&bytes, data);
		buf_add(&tx->data, bytes.data, bytes.len);
		buf_release(&bytes);
	}
	add_access(tx, json_get(members, "accessList"));
}

/*
 * Checks that a transaction is written and hashed as published, and that the bytes are read and
 * written again.
 */
static void check_unsigned(const struct json *test, const struct tx *tx, const char *hex)
{
	struct buf expected, found;
	struct hash hash, signing;
	struct err e = {0};
	struct tx again;

	testcases_bytes(&expected, hex);
	buf_init(&found, LIMIT_TX);
	assert_int_equal(tx_write_unsigned(&found, tx), STATUS_OK);
	testcases_equal(test, found.data, found.len, expected.data, expected.len);
	keccak256(hash.bytes, expected.data, expected.len);
	assert_int_equal(tx_signing_hash(&signing, tx), STATUS_OK);
	assert_true(hash_equal(&hash, &signing));

	if (tx_read_unsigned(&again, expected.data, expected.len, &e) != STATUS_OK)
		fail_msg("case %s: %s", testcases_text(test, "name"), e.text);
	buf_clear(&found);
	assert_int_equal(tx_write_unsigned(&found, &again), STATUS_OK);
	testcases_equal(test, found.data, found.len, expected.data, expected.len);
	tx_release(&again);
	buf_release(&expected);
	buf_release(&found);
}

/* Takes the signature from the published bytes; the transaction with it gives the bytes again. */
static void check_signed(const struct json *test, const struct tx *tx, const char *hex)
{
	struct tx_signature sig;
	struct buf expected, found;
	struct hash hash, whole;
	struct err e = {0};
	struct tx again;

	testcases_bytes(&expected, hex);
	buf_init(&found, LIMIT_TX);
	if (tx_read_signed(&again, &sig, &hash, expected.data, expected.len, &e) != STATUS_OK)
		fail_msg("case %s: %s", testcases_text(test, "name"), e.text);
	assert_int_equal(again.chain_id, tx->chain_id);
	keccak256(whole.bytes, expected.data, expected.len);
	assert_true(hash_equal(&hash, &whole));
	assert_int_equal(tx_write_signed(&found, tx, &sig), STATUS_OK);
	testcases_equal(test, found.data, found.len, expected.data, expected.len);
	tx_release(&again);
	buf_release(&expected);
	buf_release(&found);
}

/* Tries both forms of each: before EIP-155, and for chain 5. */
static void every_legacy_transaction_is_the_published_one(void **state)
{
	struct json *cases = testcases_load("transactions");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		struct tx tx;

		build(&tx, c);
		check_unsigned(c, &tx, testcases_text(c, "unsignedTransaction"));
		check_signed(c, &tx, testcases_text(c, "signedTransaction"));
		tx.chain_id = 5;
		check_unsigned(c, &tx, testcases_text(c, "unsignedTransactionChainId5"));
		check_signed(c, &tx, testcases_text(c, "signedTransactionChainId5"));
		tx_release(&tx);
	}
	testcases_all(cases, "transactions", n, 1067);
	json_free(cases);
}

static void every_typed_transaction_is_the_published_one(void **state)
{
	struct json *cases = testcases_load("typed-transactions");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		struct tx tx;

		build(&tx, json_get(c, "tx"));
		check_unsigned(c, &tx, testcases_text(c, "unsigned"));
		check_signed(c, &tx, testcases_text(c, "signed"));
		tx_release(&tx);
	}
	testcases_all(cases, "typed-transactions", n, 1792);
	json_free(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_legacy_transaction_is_the_published_one),
		cmocka_unit_test(every_typed_transaction_is_the_published_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
