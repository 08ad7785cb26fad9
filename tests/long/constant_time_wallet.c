/*
 * Whether time tells a phrase, a key or a passphrase: every function of wallet/ that reads one runs
 * with its bytes undefined, and valgrind must report nothing at all. What may be known is named by
 * disclose() where it comes up, which ends valgrind's watch here (tests/stand_in). Reports from
 * within libsodium and libsecp256k1 are left to their own tests (libraries.supp); what they return
 * is followed. Keys are derived from passphrases by a hash alone.
 */
#include "tests/long/followed.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "tests/stand_in/light_kdf.h"
#include "wallet/bip32.h"
#include "wallet/bip39.h"
#include "wallet/key_text.h"
#include "wallet/keyring.h"
#include "wallet/keystore.h"
#include "wallet/seal.h"
#include "wallet/slip21.h"
#include "wallet/vault_body.h"
#include "wallet/vault_file.h"

static const char phrase_12[] = "test test test test test test test test test test test junk";
static const char phrase_24[] =
	"void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing "
	"screen patrol group space point ten exist slush involve unfold";
/* The first account of phrase_12. */
static const char key_hex[] = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

static struct curve *curve;

static int begin(void **state)
{
	return runs_under_valgrind(state) != 0 || curve_new(&curve, NULL) != STATUS_OK ? -1 : 0;
}

/* A secret that is followed; the caller frees. */
static struct secret *followed(const void *data, size_t len)
{
	struct secret *s = NULL;

	assert_int_equal(secret_copy(&s, data, len, NULL), STATUS_OK);
	follow(secret_view(s), len);
	return s;
}

static struct secret *followed_text(const char *text)
{
	return followed(text, strlen(text));
}

/* The secret came from what is followed, is the expected one, and is freed here. */
static void assert_result(struct secret *take, const void *expected, size_t len)
{
	assert_int_equal(secret_len(take), len);
	assert_followed(secret_view(take), len);
	unfollow(secret_view(take), len);
	assert_memory_equal(secret_view(take), expected, len);
	secret_free(take);
}

static struct secret *entropy_of(const char *phrase)
{
	struct secret *text = NULL, *entropy = NULL;

	assert_int_equal(secret_copy(&text, phrase, strlen(phrase), NULL), STATUS_OK);
	assert_int_equal(bip39_entropy(&entropy, NULL, text, NULL), STATUS_OK);
	secret_free(text);
	return entropy;
}

static void a_phrase_is_written_without_telling_it(void **state)
{
	static const char *const phrases[] = {phrase_12, phrase_24};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(phrases); i++) {
		struct secret *entropy = entropy_of(phrases[i]), *phrase = NULL;
		unsigned long before = reports();

		follow(secret_view(entropy), secret_len(entropy));
		assert_int_equal(bip39_phrase(&phrase, entropy, NULL), STATUS_OK);
		assert_nothing_reported(before);
		assert_result(phrase, phrases[i], strlen(phrases[i]));
		secret_free(entropy);
	}
}

static void a_typed_phrase_is_read_without_telling_it(void **state)
{
	static const struct {
		const char *typed, *phrase;
	} rows[] = {
		{phrase_12, phrase_12},
		{phrase_24, phrase_24},
		{"  TEST 2. test\t3)test, test test test;\r\ntest test test test test Junk.\n",
		 phrase_12},
		{"void come effo suff camp surv warr heav shoo prim clut crus open amaz scre patr "
		 "grou spac poin ten exis slus invo unfo",
		 phrase_24},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct secret *expected = entropy_of(rows[i].phrase), *entropy = NULL;
		struct secret *typed = followed_text(rows[i].typed);
		unsigned long before = reports();

		assert_int_equal(bip39_entropy(&entropy, NULL, typed, NULL), STATUS_OK);
		assert_nothing_reported(before);
		assert_result(entropy, secret_view(expected), secret_len(expected));
		secret_free(expected);
		secret_free(typed);
	}
}

/* The place of a misspelt word is told, the number of words, and that the checksum is wrong. */
static void a_wrong_phrase_tells_no_word_but_the_wrong_one(void **state)
{
	static const char *const wrong[] = {
		"test test tset test test test test test test test test junk",
		"junk test test test test test test test test test test test",
		"test test test junk",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct secret *typed = followed_text(wrong[i]), *entropy = NULL;
		struct bip39_fault f;
		unsigned long before = reports();

		assert_int_equal(bip39_entropy(&entropy, &f, typed, NULL), ERR_PARSE);
		assert_nothing_reported(before);
		assert_int_equal(f.word, i == 0 ? 3 : 0);
		secret_free(typed);
	}
}

static void a_seed_tells_neither_phrase_nor_password(void **state)
{
	struct secret *phrase = followed_text(phrase_12), *password = followed_text("TREZOR");
	struct secret *seed = NULL;
	unsigned long before = reports();

	(void)state;
	assert_int_equal(bip39_seed(&seed, phrase, password, NULL), STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(secret_view(seed), secret_len(seed));
	secret_free(phrase);
	secret_free(password);
	secret_free(seed);
}

static void derived_keys_do_not_tell_the_seed(void **state)
{
	static const uint32_t path[] = {44 | BIP32_HARDENED, 60 | BIP32_HARDENED, BIP32_HARDENED, 0,
					0};
	static const uint8_t bytes[BIP39_SEED_SIZE] = {3};
	struct secret *seed = followed(bytes, sizeof(bytes)), *node = NULL;
	unsigned long before = reports();

	(void)state;
	assert_int_equal(bip32_path(&node, curve, secret_view(seed), secret_len(seed), path,
				    ARRAY_SIZE(path), NULL),
			 STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(secret_view(node), secret_len(node));
	secret_free(node);
	secret_free(seed);
}

static void a_signature_does_not_tell_the_key(void **state)
{
	static const uint8_t bytes[CURVE_KEY_SIZE] = {[31] = 5};
	const struct hash digest = {{1}};
	struct secret *key = followed(bytes, sizeof(bytes));
	uint8_t public[CURVE_PUBLIC_SIZE];
	struct tx_signature sig;
	struct address a;
	unsigned long before = reports();

	(void)state;
	assert_int_equal(curve_public(curve, public, secret_view(key)), STATUS_OK);
	assert_int_equal(curve_address(curve, &a, secret_view(key)), STATUS_OK);
	assert_int_equal(curve_sign(curve, &sig, &digest, secret_view(key)), STATUS_OK);
	assert_int_equal(curve_add(curve, secret_bytes(key), bytes), STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(secret_view(key), CURVE_KEY_SIZE);
	secret_free(key);
}

/* Whether they are all digits may be told, and white space and "0x" around them. */
static void the_digits_of_a_private_key_are_not_told(void **state)
{
	char forms[3][80];

	(void)state;
	snprintf(forms[0], sizeof(forms[0]), "%s", key_hex);
	snprintf(forms[1], sizeof(forms[1]), " 0X%s\r\n", key_hex);
	snprintf(forms[2], sizeof(forms[2]), "0x%s", key_hex);
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct secret *text = followed_text(forms[i]), *key = NULL, *written = NULL;
		unsigned long before = reports();

		assert_int_equal(key_text_read(&key, text, curve, NULL), STATUS_OK);
		assert_followed(secret_view(key), CURVE_KEY_SIZE);
		assert_int_equal(key_text_write(&written, key, NULL), STATUS_OK);
		assert_nothing_reported(before);
		unfollow(secret_view(written), secret_len(written));
		assert_memory_equal(secret_view(written) + 2, key_hex, 64);
		secret_free(text);
		secret_free(key);
		secret_free(written);
	}
}

static void a_keystore_tells_neither_key_nor_passphrase(void **state)
{
	static const uint8_t bytes[CURVE_KEY_SIZE] = {[31] = 5};
	struct secret *key = followed(bytes, sizeof(bytes)), *again = NULL;
	struct secret *passphrase = followed_text("correct horse"),
		      *other = followed_text("battery");
	unsigned long before = reports();
	struct address address;
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_KEYSTORE);
	light_kdf_runs = 0;
	assert_int_equal(keystore_write(&file, key, passphrase, curve, NULL), STATUS_OK);
	assert_int_equal(keystore_read(&again, &address, file.data, file.len, other, curve, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_int_equal(
		keystore_read(&again, &address, file.data, file.len, passphrase, curve, NULL),
		STATUS_OK);
	assert_nothing_reported(before);
	assert_int_equal(light_kdf_runs, 3);
	assert_result(again, bytes, sizeof(bytes));
	secret_free(key);
	secret_free(passphrase);
	secret_free(other);
	buf_release(&file);
}

/* A vault with a phrase, BIP-39's passphrase and an imported key, all of them followed. */
static struct vault *followed_vault(void)
{
	static const uint8_t bytes[CURVE_KEY_SIZE] = {[31] = 5};
	struct secret *entropy = entropy_of(phrase_12), *password = followed_text("TREZOR");
	struct secret *key = followed(bytes, sizeof(bytes));
	struct secret *passphrase = followed_text("correct horse");
	struct key_path path;
	struct vault *v = NULL;

	follow(secret_view(entropy), secret_len(entropy));
	path_of_scheme(&path, PATH_METAMASK, 1);
	assert_int_equal(vault_create(&v, entropy, password, passphrase, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_add(v, 1, &path, "", 0, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_import(v, 2, key, "", 0, NULL), STATUS_OK);
	follow(secret_view(v->data_key), secret_len(v->data_key));
	secret_free(entropy);
	secret_free(password);
	secret_free(passphrase);
	secret_free(key);
	return v;
}

/* Written, compared with its file, and decrypted again with the passphrase, as far as the body. */
static void a_vault_file_tells_none_of_its_secrets(void **state)
{
	unsigned long before = reports();
	struct secret *passphrase = followed_text("correct horse"),
		      *other = followed_text("battery");
	struct secret *key = NULL, *wrong = NULL, *data_key = NULL, *body = NULL;
	struct vault *v = followed_vault();
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(vault_rekey(v, passphrase, NULL), STATUS_OK);
	follow(secret_view(v->data_key), secret_len(v->data_key));
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	assert_int_equal(vault_check(v, file.data, file.len, NULL), STATUS_OK);
	assert_int_equal(vault_file_derive(&wrong, file.data, other, NULL), STATUS_OK);
	assert_int_equal(vault_file_unwrap(&data_key, file.data, wrong, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_int_equal(vault_file_derive(&key, file.data, passphrase, NULL), STATUS_OK);
	assert_int_equal(vault_file_unwrap(&data_key, file.data, key, NULL), STATUS_OK);
	assert_int_equal(vault_file_open_body(&body, file.data, file.len, data_key, NULL),
			 STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(secret_view(body), secret_len(body));
	vault_free(v);
	buf_release(&file);
	secret_free(passphrase);
	secret_free(other);
	secret_free(key);
	secret_free(wrong);
	secret_free(data_key);
	secret_free(body);
}

/*
 * Within a body only the phrase's entropy, BIP-39's passphrase and imported keys are secrets.
 * Numbers, paths and labels of accounts stand on every screen.
 */
static void the_secrets_of_a_vaults_body_are_copied_and_no_more(void **state)
{
	struct vault *v = followed_vault(), *again = calloc(1, sizeof(*again));
	struct secret *body = NULL;
	unsigned long before = reports();

	(void)state;
	assert_int_equal(vault_body_write(&body, v, NULL), STATUS_OK);
	assert_followed(secret_view(body) + 1, secret_len(v->entropy));
	assert_int_equal(vault_body_read(again, body, 2, NULL), STATUS_OK);
	assert_nothing_reported(before);
	assert_int_equal(again->n, 3);
	assert_followed(secret_view(again->entropy), secret_len(again->entropy));
	assert_followed(secret_view(again->password), secret_len(again->password));
	assert_followed(secret_view(again->accounts[2].key), CURVE_KEY_SIZE);
	secret_free(body);
	vault_free(again);
	vault_free(v);
}

static void unlocking_and_signing_tell_no_secret(void **state)
{
	static const char *const labels[] = {"salt", "00"};
	const struct hash digest = {{1}};
	struct vault *v = followed_vault();
	unsigned long before = reports();
	struct secret *key = NULL;
	struct keyring *k = NULL;
	struct tx_signature sig;
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	assert_int_equal(keyring_new(&k, curve, v, file.data, file.len, NULL), STATUS_OK);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(keyring_sign(curve, &sig, keyring_find(k, i), &digest), STATUS_OK);
	assert_int_equal(keyring_key(k, &key, labels, ARRAY_SIZE(labels), NULL), STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(secret_view(key), SLIP21_KEY_SIZE);
	keyring_free(k);
	vault_free(v);
	secret_free(key);
	buf_release(&file);
}

static enum status swallow(void *user, const void *data, size_t len, struct err *e)
{
	(void)e;
	buf_add(user, data, len);
	return STATUS_OK;
}

static void sealing_does_not_tell_the_records(void **state)
{
	static const uint8_t intake[32] = {9};
	const struct seal_context context = {.chain_id = 1};
	uint8_t record[300] = {1};
	unsigned long before = reports();
	struct seal *s = NULL;
	struct hash hash;
	struct buf file;
	uint64_t size;

	(void)state;
	buf_init(&file, 1 * MIB);
	follow(record, sizeof(record));
	assert_int_equal(seal_begin(&s, intake, &context, swallow, &file, NULL), STATUS_OK);
	assert_int_equal(seal_push(s, record, sizeof(record), NULL), STATUS_OK);
	assert_int_equal(seal_finish(s, &hash, &size, NULL), STATUS_OK);
	assert_nothing_reported(before);
	assert_followed(hash.bytes, sizeof(hash.bytes));
	seal_free(s);
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phrase_is_written_without_telling_it),
		cmocka_unit_test(a_typed_phrase_is_read_without_telling_it),
		cmocka_unit_test(a_wrong_phrase_tells_no_word_but_the_wrong_one),
		cmocka_unit_test(a_seed_tells_neither_phrase_nor_password),
		cmocka_unit_test(derived_keys_do_not_tell_the_seed),
		cmocka_unit_test(a_signature_does_not_tell_the_key),
		cmocka_unit_test(the_digits_of_a_private_key_are_not_told),
		cmocka_unit_test(a_keystore_tells_neither_key_nor_passphrase),
		cmocka_unit_test(a_vault_file_tells_none_of_its_secrets),
		cmocka_unit_test(the_secrets_of_a_vaults_body_are_copied_and_no_more),
		cmocka_unit_test(unlocking_and_signing_tell_no_secret),
		cmocka_unit_test(sealing_does_not_tell_the_records),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
