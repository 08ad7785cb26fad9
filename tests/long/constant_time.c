/*
 * Whether time tells a secret: hashes, commitments and what is derived from a seed. Valgrind is
 * told that the secret bytes are undefined; it then reports every jump and every address that
 * depends on one. tests/long/constant_time_wallet.c has phrases, keys and files.
 */
#include "chain/keccak.h"
#include "chain/keccak_many.h"
#include "dataset/commitment.h"
#include "tests/long/followed.h"
#include "wallet/bip39.h"
#include "wallet/hmac.h"
#include "wallet/slip21.h"

static void a_comparison_that_stops_early_is_reported(void **state)
{
	uint8_t secret[32] = {7};
	volatile unsigned equal = 0;
	unsigned long before = reports();

	(void)state;
	follow(secret, sizeof(secret));
	while (equal < sizeof(secret) && secret[equal] == (equal == 0 ? 7 : 0))
		equal++;
	assert_true(reports() > before);
}

static void a_table_looked_up_by_a_secret_is_reported(void **state)
{
	volatile uint8_t table[256] = {1, 2, 3}, got;
	uint8_t secret = 2;
	unsigned long before = reports();

	(void)state;
	follow(&secret, sizeof(secret));
	got = table[secret];
	(void)got;
	assert_true(reports() > before);
}

static void keccak_does_not_tell_what_it_hashes(void **state)
{
	uint8_t data[3 * KECCAK_RATE], out[KECCAK_SIZE];
	unsigned long before = reports();

	(void)state;
	for (size_t len = 0; len <= sizeof(data); len += 17) {
		memset(data, (int)len, sizeof(data));
		follow(data, sizeof(data));
		keccak256(out, data, len);
	}
	assert_nothing_reported(before);
}

static void many_keccaks_do_not_tell_what_they_hash(void **state)
{
	enum { N = 21 };
	static uint8_t data[N][2 * KECCAK_RATE];
	const uint8_t *messages[N];
	uint8_t out[N][KECCAK_SIZE];
	size_t lengths[N];
	unsigned long before = reports();

	(void)state;
	for (size_t i = 0; i < N; i++) {
		messages[i] = data[i];
		lengths[i] = i * 13;
	}
	follow(data, sizeof(data));
	keccak_many(out, messages, lengths, N);
	assert_nothing_reported(before);
}

static void a_leaf_tells_neither_the_salt_key_nor_the_record(void **state)
{
	struct address attester = {.bytes = {0x11}};
	uint8_t key[COMMITMENT_SALT] = {1}, salt[COMMITMENT_SALT], record[200] = {2};
	struct hash blind, leaf;
	unsigned long before = reports();

	(void)state;
	follow(key, sizeof(key));
	follow(record, sizeof(record));
	commitment_salt(salt, key, 12);
	commitment_blind(&blind, salt, record, sizeof(record));
	commitment_leaf(&leaf, &attester, 12, &blind);
	assert_nothing_reported(before);
}

static void keys_of_a_seed_do_not_tell_it(void **state)
{
	static const char *const labels[] = {"byline", "salt", "00"};
	uint8_t seed[BIP39_SEED_SIZE] = {3}, mac[HMAC_SIZE];
	struct secret *node = NULL, *key = NULL;
	struct err e = {0};
	unsigned long before = reports();

	(void)state;
	follow(seed, sizeof(seed));
	hmac_sha512(mac, seed, sizeof(seed), "a", 1, "b", 1);
	assert_int_equal(slip21_node(&node, seed, sizeof(seed), labels, 1, &e), STATUS_OK);
	assert_int_equal(slip21_key(&key, node, labels + 1, 2, &e), STATUS_OK);
	assert_nothing_reported(before);
	secret_free(node);
	secret_free(key);
}

static void a_seed_does_not_tell_the_phrase(void **state)
{
	static const char words[] =
		"legal winner thank year wave sausage worth useful legal winner "
		"thank yellow";
	struct secret *phrase = NULL, *seed = NULL;
	struct err e = {0};
	unsigned long before = reports();

	(void)state;
	assert_int_equal(secret_copy(&phrase, words, sizeof(words) - 1, &e), STATUS_OK);
	follow(secret_view(phrase), secret_len(phrase));
	assert_int_equal(bip39_seed(&seed, phrase, NULL, &e), STATUS_OK);
	assert_nothing_reported(before);
	secret_free(phrase);
	secret_free(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_comparison_that_stops_early_is_reported),
		cmocka_unit_test(a_table_looked_up_by_a_secret_is_reported),
		cmocka_unit_test(keccak_does_not_tell_what_it_hashes),
		cmocka_unit_test(many_keccaks_do_not_tell_what_they_hash),
		cmocka_unit_test(a_leaf_tells_neither_the_salt_key_nor_the_record),
		cmocka_unit_test(keys_of_a_seed_do_not_tell_it),
		cmocka_unit_test(a_seed_does_not_tell_the_phrase),
	};

	return cmocka_run_group_tests(tests, runs_under_valgrind, NULL);
}
