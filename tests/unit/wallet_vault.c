/*
 * The vault file. Only two tests pay for Argon2id; the rest give the key that it would derive.
 */
#include "tests/unit/wallet_vault_fixture.h"

#include "base/be.h"

static void what_was_written_is_read_again(void **state)
{
	struct vault *v, *again = NULL;
	const struct vault_account *a;
	struct buf file;
	size_t n;

	(void)state;
	v = example(&file);
	assert_int_equal(vault_open_with_key(&again, file.data, file.len, key, NULL), STATUS_OK);
	assert_secret(vault_entropy(again), entropy_bytes, sizeof(entropy_bytes));
	assert_int_equal(vault_generation(again), 1);
	a = vault_accounts(again, &n);
	assert_int_equal(n, 3);
	assert_int_equal(a[0].index, 0);
	assert_string_equal(a[0].label, "main");
	assert_int_equal(a[1].index, 3);
	assert_string_equal(a[1].label, "Größe 🌾");
	assert_int_equal(a[2].index, 7);
	assert_string_equal(a[2].label, "");
	vault_free(v);
	vault_free(again);
	buf_release(&file);
}

static void every_flipped_bit_is_damage(void **state)
{
	struct buf file;

	(void)state;
	vault_free(example(&file));
	assert_int_equal(open_status(file.data, file.len, key), STATUS_OK);
	for (size_t bit = 0; bit < 8 * file.len; bit++) {
		file.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(open_status(file.data, file.len, key), ERR_DAMAGED);
		file.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	buf_release(&file);
}

static void every_cut_is_damage(void **state)
{
	struct buf file;

	(void)state;
	vault_free(example(&file));
	for (size_t len = 0; len < file.len; len++) {
		/* Exactly as long as the piece, so that a sanitizer sees one byte too far. */
		uint8_t *piece = malloc(len + (len == 0));

		memcpy(piece, file.data, len);
		assert_int_equal(open_status(piece, len, key), ERR_DAMAGED);
		if (len >= VAULT_DIGEST_SIZE) {
			renew_digest(piece, len);
			assert_int_not_equal(open_status(piece, len, key), STATUS_OK);
		}
		free(piece);
	}
	buf_release(&file);
}

/* Someone who can compute the digest can still change nothing: all bytes are authenticated. */
static void every_forged_byte_is_refused(void **state)
{
	struct buf file;

	(void)state;
	vault_free(example(&file));
	for (size_t i = 0; i < file.len - VAULT_DIGEST_SIZE; i++) {
		enum status s, expected;

		file.data[i] ^= 0x01;
		renew_digest(file.data, file.len);
		s = open_status(file.data, file.len, key);
		if (i < VAULT_AT_VERSION)
			expected = ERR_DAMAGED;
		else if (i < VAULT_AT_PASSES)
			expected = ERR_VERSION;
		else if (i < VAULT_AT_SALT)
			expected = s == ERR_LIMIT ? ERR_LIMIT : ERR_WRONG_PASSPHRASE;
		else if (i < VAULT_HEADER_SIZE)
			expected = ERR_WRONG_PASSPHRASE;
		else
			expected = ERR_DAMAGED;
		assert_int_equal(s, expected);
		file.data[i] ^= 0x01;
	}
	buf_release(&file);
}

static void another_key_is_a_wrong_passphrase_and_no_damage(void **state)
{
	struct buf file;

	(void)state;
	vault_free(example(&file));
	assert_int_equal(open_status(file.data, file.len, other_key), ERR_WRONG_PASSPHRASE);
	buf_release(&file);
}

static void key_derivation_too_weak_or_too_costly_is_refused(void **state)
{
	static const uint32_t bad[][2] = {{2, 262144}, {3, 262143},  {0, 0},
					  {9, 262144}, {3, 1048577}, {UINT32_MAX, UINT32_MAX}};
	struct buf file;

	(void)state;
	vault_free(example(&file));
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		be32_store(file.data + VAULT_AT_PASSES, bad[i][0]);
		be32_store(file.data + VAULT_AT_MEMORY, bad[i][1]);
		renew_digest(file.data, file.len);
		assert_int_equal(open_status(file.data, file.len, key), ERR_LIMIT);
	}
	buf_release(&file);
}

/* libsodium's MODERATE, which is the floor: 3 passes over 256 MiB. */
static void a_file_tells_what_a_guess_at_its_passphrase_costs(void **state)
{
	uint32_t passes, memory_kib;
	struct buf file;

	(void)state;
	vault_free(example(&file));
	assert_int_equal(vault_cost(&passes, &memory_kib, file.data, file.len, NULL), STATUS_OK);
	assert_int_equal(passes, crypto_pwhash_OPSLIMIT_MODERATE);
	assert_int_equal(memory_kib, crypto_pwhash_MEMLIMIT_MODERATE / 1024);
	file.data[VAULT_AT_MEMORY] ^= 1;
	assert_int_equal(vault_cost(&passes, &memory_kib, file.data, file.len, NULL), ERR_DAMAGED);
	buf_release(&file);
}

static void the_file_read_back_must_be_the_one_written(void **state)
{
	struct vault *v, *changed = NULL;
	struct buf file, newer;

	(void)state;
	v = example(&file);
	assert_int_equal(vault_check(v, file.data, file.len, NULL), STATUS_OK);
	assert_int_equal(vault_open_with_key(&changed, file.data, file.len, key, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_label(changed, 7, "seven", 5, NULL), STATUS_OK);
	buf_init(&newer, LIMIT_VAULT);
	assert_int_equal(vault_write(&newer, changed, NULL), STATUS_OK);
	assert_int_equal(vault_check(changed, newer.data, newer.len, NULL), STATUS_OK);
	assert_int_equal(vault_check(changed, file.data, file.len, NULL), ERR_CHANGED);
	assert_int_equal(vault_check(v, newer.data, newer.len, NULL), ERR_CHANGED);
	newer.data[200] ^= 1;
	assert_int_equal(vault_check(changed, newer.data, newer.len, NULL), ERR_DAMAGED);
	vault_free(v);
	vault_free(changed);
	buf_release(&file);
	buf_release(&newer);
}

static void no_two_writings_share_a_nonce(void **state)
{
	struct buf file, again;
	struct vault *v;

	(void)state;
	v = example(&file);
	buf_init(&again, LIMIT_VAULT);
	assert_int_equal(vault_write(&again, v, NULL), STATUS_OK);
	assert_int_equal(file.len, again.len);
	assert_memory_equal(file.data, again.data, VAULT_HEADER_SIZE);
	assert_memory_not_equal(file.data + VAULT_HEADER_SIZE, again.data + VAULT_HEADER_SIZE,
				VAULT_NONCE_SIZE);
	vault_free(v);
	buf_release(&file);
	buf_release(&again);
}

static void labels_are_clean_and_accounts_are_counted(void **state)
{
	char longest[VAULT_LABEL_SIZE];
	struct buf file;
	struct vault *v;
	size_t n;

	(void)state;
	v = example(&file);
	memset(longest, 'x', sizeof(longest));
	assert_int_equal(vault_accounts_label(v, 0, longest, 63, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_label(v, 0, longest, 64, NULL), ERR_LIMIT);
	assert_int_equal(vault_accounts_label(v, 0, "a\x1b[2J", 5, NULL), ERR_PARSE);
	assert_int_equal(vault_accounts_label(v, 0,
					      "a\xe2\x80\xae"
					      "b",
					      5, NULL),
			 ERR_PARSE);
	assert_int_equal(vault_accounts_label(v, 1, "b", 1, NULL), ERR_NOT_FOUND);
	assert_int_equal(add_standard(v, 3, "b", 1), ERR_EXISTS);
	assert_int_equal(add_standard(v, VAULT_INDEX_END, "b", 1), ERR_RANGE);
	for (uint32_t i = 1000; (vault_accounts(v, &n), n) < VAULT_ACCOUNTS; i++)
		assert_int_equal(add_standard(v, i, longest, 63), STATUS_OK);
	assert_int_equal(add_standard(v, 999, "b", 1), ERR_LIMIT);
	buf_clear(&file);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	assert_int_equal(open_status(file.data, file.len, key), STATUS_OK);
	vault_free(v);
	buf_release(&file);
}

static void a_new_passphrase_makes_a_new_data_key(void **state)
{
	struct secret *old = secret_text("correct horse"), *new = secret_text("battery staple");
	struct vault *v = NULL, *again = NULL;
	struct buf file, newer;
	uint8_t data_key[VAULT_KEY_SIZE];

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	buf_init(&newer, LIMIT_VAULT);
	assert_int_equal(vault_create(&v, entropy, NULL, old, NULL), STATUS_OK);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	memcpy(data_key, secret_view(v->data_key), sizeof(data_key));
	assert_int_equal(vault_rekey(v, new, NULL), STATUS_OK);
	assert_int_equal(vault_generation(v), 2);
	assert_memory_not_equal(secret_view(v->data_key), data_key, sizeof(data_key));
	assert_int_equal(vault_write(&newer, v, NULL), STATUS_OK);
	assert_memory_not_equal(file.data + VAULT_AT_SALT, newer.data + VAULT_AT_SALT,
				VAULT_SALT_SIZE);
	assert_int_equal(vault_open(&again, newer.data, newer.len, old, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_int_equal(vault_open(&again, newer.data, newer.len, new, NULL), STATUS_OK);
	assert_secret(vault_entropy(again), entropy_bytes, sizeof(entropy_bytes));
	vault_free(again);
	vault_free(v);
	secret_free(old);
	secret_free(new);
	buf_release(&file);
	buf_release(&newer);
}

/* "Zürich" with U+00FC, and with a u and U+0308. */
static void an_accent_typed_in_another_way_opens_the_same_vault(void **state)
{
	struct secret *composed = secret_text("Z\u00FCrich"), *other = secret_text("Zurich"),
		      *decomposed = secret_text("Zu\u0308rich");
	struct vault *v = NULL;
	struct buf file;

	(void)state;
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(vault_create(&v, entropy, NULL, composed, NULL), STATUS_OK);
	assert_int_equal(vault_write(&file, v, NULL), STATUS_OK);
	vault_free(v);
	assert_int_equal(vault_open(&v, file.data, file.len, other, NULL), ERR_WRONG_PASSPHRASE);
	assert_int_equal(vault_open(&v, file.data, file.len, decomposed, NULL), STATUS_OK);
	vault_free(v);
	secret_free(composed);
	secret_free(decomposed);
	secret_free(other);
	buf_release(&file);
}

static void an_empty_passphrase_is_refused(void **state)
{
	struct vault *v = NULL;

	(void)state;
	assert_int_equal(vault_create(&v, entropy, NULL, NULL, NULL), ERR_USAGE);
	assert_null(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read_again),
		cmocka_unit_test(every_flipped_bit_is_damage),
		cmocka_unit_test(every_cut_is_damage),
		cmocka_unit_test(every_forged_byte_is_refused),
		cmocka_unit_test(another_key_is_a_wrong_passphrase_and_no_damage),
		cmocka_unit_test(key_derivation_too_weak_or_too_costly_is_refused),
		cmocka_unit_test(a_file_tells_what_a_guess_at_its_passphrase_costs),
		cmocka_unit_test(the_file_read_back_must_be_the_one_written),
		cmocka_unit_test(no_two_writings_share_a_nonce),
		cmocka_unit_test(labels_are_clean_and_accounts_are_counted),
		cmocka_unit_test(a_new_passphrase_makes_a_new_data_key),
		cmocka_unit_test(an_accent_typed_in_another_way_opens_the_same_vault),
		cmocka_unit_test(an_empty_passphrase_is_refused),
	};

	return cmocka_run_group_tests(tests, vault_start, vault_stop);
}
