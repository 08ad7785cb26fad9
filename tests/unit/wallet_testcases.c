/* Phrases, nodes and signatures of @ethersproject/testcases. */
#include "tests/unit/testcases.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/parse.h"
#include "chain/keccak.h"
#include "chain/rlp.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/bip32.h"
#include "wallet/bip39.h"
#include "wallet/recover.h"

static struct curve *curve;

static int start(void **state)
{
	return wallet_start(state) != 0 || curve_new(&curve, NULL) != STATUS_OK ? -1 : 0;
}

static int stop(void **state)
{
	(void)state;
	curve_free(curve);
	return 0;
}

/* In NFKD, as BIP-39 hashes it; the caller frees. */
static char *decomposed(const char *text)
{
	char *out = (char *)utf8proc_NFKD((const utf8proc_uint8_t *)text);

	assert_non_null(out);
	return out;
}

static void check_phrase(const struct json *test)
{
	const char *password = json_text(json_get(test, "password"));
	struct secret *seed = secret_member(test, "seed"), *entropy, *found = NULL;
	char *phrase_text = decomposed(testcases_text(test, "mnemonic"));
	struct secret *phrase = secret_text(phrase_text), *typed = NULL;

	if (password != NULL && password[0] != '\0')
		typed = secret_text(password);
	assert_int_equal(bip39_seed(&found, phrase, typed, NULL), STATUS_OK);
	testcases_equal(test, secret_view(found), secret_len(found), secret_view(seed),
			secret_len(seed));
	secret_free(found);
	if (strcmp(testcases_text(test, "locale"), "en") == 0) {
		entropy = secret_member(test, "entropy");
		assert_int_equal(bip39_entropy(&found, NULL, phrase, NULL), STATUS_OK);
		testcases_equal(test, secret_view(found), secret_len(found), secret_view(entropy),
				secret_len(entropy));
		secret_free(found);
		assert_int_equal(bip39_phrase(&found, entropy, NULL), STATUS_OK);
		testcases_equal(test, secret_view(found), secret_len(found), secret_view(phrase),
				secret_len(phrase));
		secret_free(found);
		secret_free(entropy);
	}
	secret_free(phrase);
	secret_free(typed);
	secret_free(seed);
	free(phrase_text);
}

static size_t read_path(uint32_t *path, const char *text)
{
	size_t n = 0;

	for (text += strcspn(text, "/"); *text == '/'; n++) {
		size_t len = strspn(++text, "0123456789");
		uint64_t index;

		assert_int_equal(parse_u64(&index, text, len), STATUS_OK);
		text += len;
		path[n] = (uint32_t)index;
		if (*text == '\'') {
			path[n] |= BIP32_HARDENED;
			text++;
		}
	}
	return n;
}

static size_t check_nodes(const struct json *test)
{
	struct secret *seed = secret_member(test, "seed");
	const struct json *nodes = json_get(test, "hdnodes");

	for (const struct json *v = json_first(nodes); v != NULL; v = json_next(v)) {
		struct secret *key = secret_member(v, "privateKey"), *node = NULL;
		struct address expected = vector_address(v, "address"), found;
		uint32_t path[8];
		size_t n = read_path(path, testcases_text(v, "path"));

		assert_int_equal(bip32_path(&node, curve, secret_view(seed), secret_len(seed), path,
					    n, NULL),
				 STATUS_OK);
		testcases_equal(test, secret_view(node), 32, secret_view(key), secret_len(key));
		assert_int_equal(curve_address(curve, &found, secret_view(node)), STATUS_OK);
		testcases_equal(test, found.bytes, 20, expected.bytes, 20);
		secret_free(node);
		secret_free(key);
	}
	secret_free(seed);
	return json_count(nodes);
}

static void all_phrases_and_nodes_are_derived(void **state)
{
	struct json *doc = testcases_load("hdnode");
	size_t n = 0, nodes = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test), n++) {
		check_phrase(test);
		nodes += check_nodes(test);
	}
	testcases_all(doc, "hdnode", n, 1409);
	assert_int_equal(nodes, 6289);
	json_free(doc);
}

/* The last three items of a signed transaction's list: v or the parity, r, s, as 32 bytes each. */
static void read_signature(uint8_t last[static 3][32], const struct buf *bytes)
{
	/* A type byte stands in front of all lists but a legacy transaction's. */
	size_t skip = bytes->data[0] < 0xc0;
	struct cursor c = cursor_of(bytes->data + skip, bytes->len - skip), items;
	struct rlp_item item;

	memset(last, 0, 3 * 32);
	assert_int_equal(rlp_take_list(&c, &items), STATUS_OK);
	while (cursor_left(&items) > 0) {
		assert_int_equal(rlp_next(&items, &item), STATUS_OK);
		memmove(last[0], last[1], 2 * 32);
		memset(last[2], 0, 32);
		if (!item.is_list && item.len <= 32)
			memcpy(last[2] + 32 - item.len, item.data, item.len);
	}
}

/*
 * Signs the published unsigned bytes and compares with the signature in the published signed ones.
 */
static void check_transaction(const struct json *test, const char *key_member,
			      const char *address_member, const char *unsigned_member,
			      const char *signed_member)
{
	struct secret *key = secret_member(test, key_member);
	struct address from = vector_address(test, address_member), recovered;
	struct tx_signature sig;
	uint8_t expected[3][32];
	struct hash digest;
	struct buf bytes;
	unsigned v;

	testcases_bytes(&bytes, testcases_text(test, unsigned_member));
	keccak256(digest.bytes, bytes.data, bytes.len);
	buf_release(&bytes);
	testcases_bytes(&bytes, testcases_text(test, signed_member));
	read_signature(expected, &bytes);
	buf_release(&bytes);
	assert_int_equal(curve_sign(curve, &sig, &digest, secret_view(key)), STATUS_OK);
	testcases_equal(test, sig.r, 32, expected[1], 32);
	testcases_equal(test, sig.s, 32, expected[2], 32);
	/* Parity 0 or 1; legacy 27 or 28; EIP-155 for chain 5, 45 or 46. */
	v = expected[0][31];
	assert_int_equal(sig.y_parity, v >= 45 ? v - 45 : v >= 27 ? v - 27 : v);
	assert_int_equal(recover_address(&recovered, &digest, &sig), STATUS_OK);
	testcases_equal(test, recovered.bytes, 20, from.bytes, 20);
	secret_free(key);
}

static void all_typed_transactions_are_signed_as_published(void **state)
{
	struct json *doc = testcases_load("typed-transactions");
	size_t n = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test), n++)
		check_transaction(test, "key", "address", "unsigned", "signed");
	testcases_all(doc, "typed-transactions", n, 1792);
	json_free(doc);
}

static void all_legacy_transactions_are_signed_as_published(void **state)
{
	struct json *doc = testcases_load("transactions");
	size_t n = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test), n++) {
		check_transaction(test, "privateKey", "accountAddress", "unsignedTransaction",
				  "signedTransaction");
		check_transaction(test, "privateKey", "accountAddress",
				  "unsignedTransactionChainId5", "signedTransactionChainId5");
	}
	testcases_all(doc, "transactions", n, 1067);
	json_free(doc);
}

static void the_typed_document_with_a_key_is_signed_as_published(void **state)
{
	struct json *doc = testcases_load("eip712");
	size_t done = 0;

	(void)state;
	for (const struct json *test = json_first(doc); test != NULL; test = json_next(test)) {
		struct hash digest;
		struct tx_signature sig;
		uint8_t bytes[SIGNATURE_SIZE];
		struct secret *key, *expected;

		if (json_get(test, "signature") == NULL)
			continue;
		digest = vector_hash(test, "digest");
		key = secret_member(test, "privateKey");
		expected = secret_member(test, "signature");
		assert_int_equal(curve_sign(curve, &sig, &digest, secret_view(key)), STATUS_OK);
		recover_write_bytes(bytes, &sig);
		testcases_equal(test, bytes, sizeof(bytes), secret_view(expected),
				secret_len(expected));
		secret_free(key);
		secret_free(expected);
		done++;
	}
	assert_int_equal(done, 1);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_phrases_and_nodes_are_derived),
		cmocka_unit_test(all_typed_transactions_are_signed_as_published),
		cmocka_unit_test(all_legacy_transactions_are_signed_as_published),
		cmocka_unit_test(the_typed_document_with_a_key_is_signed_as_published),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
