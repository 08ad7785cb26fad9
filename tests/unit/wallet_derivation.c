/* Keys below a seed, against the standards' own documents. */
#include "tests/unit/wallet_vector.h"

#include <sodium.h>

#include "base/parse.h"
#include "wallet/bip32.h"
#include "wallet/slip21.h"

#define EXTENDED_SIZE \
	82 /* version 4, depth 1, parent 4, index 4, chain code 32, key 33, checksum 4 */

/* Base58Check of an extended key; its checksum is verified. */
static void read_extended(uint8_t out[static EXTENDED_SIZE], const char *text)
{
	static const char digits[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	uint8_t digest[32];

	memset(out, 0, EXTENDED_SIZE);
	for (; *text != '\0'; text++) {
		const char *digit = strchr(digits, *text);
		unsigned carry;

		assert_non_null(digit);
		carry = (unsigned)(digit - digits);
		for (int i = EXTENDED_SIZE - 1; i >= 0; i--) {
			carry += 58u * out[i];
			out[i] = (uint8_t)carry;
			carry >>= 8;
		}
		assert_int_equal(carry, 0);
	}
	crypto_hash_sha256(digest, out, EXTENDED_SIZE - 4);
	crypto_hash_sha256(digest, digest, sizeof(digest));
	assert_memory_equal(digest, out + EXTENDED_SIZE - 4, 4);
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
	assert_int_equal(*text, '\0');
	return n;
}

static void check_node(const struct curve *c, const struct secret *seed, const struct json *v)
{
	uint8_t private[EXTENDED_SIZE], public[EXTENDED_SIZE], point[CURVE_PUBLIC_SIZE];
	struct secret *node = NULL;
	uint32_t path[8];
	size_t n = read_path(path, vector_text(v, "path"));

	read_extended(private, vector_text(v, "xprv"));
	read_extended(public, vector_text(v, "xpub"));
	assert_int_equal(bip32_path(&node, c, secret_view(seed), secret_len(seed), path, n, NULL),
			 STATUS_OK);
	assert_memory_equal(secret_view(node), private + 46, 32);
	assert_memory_equal(secret_view(node) + 32, private + 13, 32);
	assert_int_equal(curve_public(c, point, secret_view(node)), STATUS_OK);
	assert_memory_equal(point, public + 45, sizeof(point));
	secret_free(node);
}

static void bip32_vectors_hold(void **state)
{
	struct json *doc = wallet_vectors("bip32.json");
	struct curve *c = NULL;

	(void)state;
	assert_int_equal(json_count(doc), 4);
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct secret *seed = secret_member(v, "seed");
		const struct json *nodes = json_get(v, "nodes");

		assert_true(json_count(nodes) >= 2);
		for (const struct json *node = json_first(nodes); node != NULL;
		     node = json_next(node))
			check_node(c, seed, node);
		secret_free(seed);
	}
	curve_free(c);
	json_free(doc);
}

/* The master keys that BIP-39's English vectors name, of the seeds that they name. */
static void the_master_keys_of_bip39s_vectors_hold(void **state)
{
	struct json *doc = wallet_vectors("bip39.json");
	struct curve *c = NULL;
	size_t n = 0;

	(void)state;
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++) {
		struct secret *seed = secret_member(v, "seed"), *node = NULL;
		uint8_t private[EXTENDED_SIZE];

		read_extended(private, vector_text(v, "xprv"));
		assert_int_equal(
			bip32_path(&node, c, secret_view(seed), secret_len(seed), NULL, 0, NULL),
			STATUS_OK);
		assert_memory_equal(secret_view(node), private + 46, 32);
		assert_memory_equal(secret_view(node) + 32, private + 13, 32);
		secret_free(node);
		secret_free(seed);
	}
	assert_int_equal(n, 24);
	curve_free(c);
	json_free(doc);
}

static void a_seed_of_another_length_is_refused(void **state)
{
	static const uint8_t seed[65] = {1};
	struct secret *node = NULL;
	struct curve *c = NULL;

	(void)state;
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	assert_int_equal(bip32_path(&node, c, seed, 15, NULL, 0, NULL), ERR_RANGE);
	assert_int_equal(bip32_path(&node, c, seed, 65, NULL, 0, NULL), ERR_RANGE);
	assert_null(node);
	curve_free(c);
}

static void slip21_example_holds(void **state)
{
	struct json *doc = wallet_vectors("slip21.json");
	struct secret *seed = secret_member(doc, "seed");

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "keys")); v != NULL;
	     v = json_next(v)) {
		struct secret *expected = secret_member(v, "key"), *key = NULL;
		const char *labels[4];
		size_t n = 0;

		for (const struct json *l = json_first(json_get(v, "labels")); l != NULL;
		     l = json_next(l))
			labels[n++] = json_text(l);
		/* Wherever the way is cut in two, the key at its end is the same. */
		for (size_t first = 0; first <= n; first++) {
			struct secret *node = NULL;

			assert_int_equal(slip21_node(&node, secret_view(seed), secret_len(seed),
						     labels, first, NULL),
					 STATUS_OK);
			assert_int_equal(slip21_key(&key, node, labels + first, n - first, NULL),
					 STATUS_OK);
			assert_secret(key, secret_view(expected), SLIP21_KEY_SIZE);
			secret_free(node);
			secret_free(key);
		}
		secret_free(expected);
	}
	secret_free(seed);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bip32_vectors_hold),
		cmocka_unit_test(the_master_keys_of_bip39s_vectors_hold),
		cmocka_unit_test(a_seed_of_another_length_is_refused),
		cmocka_unit_test(slip21_example_holds),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
