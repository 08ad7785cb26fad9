/* A small vault, and the key that Argon2id would derive for it in 0.4 s. */
#ifndef TESTS_UNIT_WALLET_VAULT_FIXTURE_H
#define TESTS_UNIT_WALLET_VAULT_FIXTURE_H

#include <sodium.h>

#include "base/buf.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/vault_file.h"

static const uint8_t salt[VAULT_SALT_SIZE] = "0123456789abcde";
static const uint8_t entropy_bytes[16] = "sixteen bytes ..";
static struct secret *key, *other_key, *entropy;

static inline int vault_start(void **state)
{
	static const uint8_t a[VAULT_KEY_SIZE] = "a", b[VAULT_KEY_SIZE] = "b";

	if (wallet_start(state) != 0)
		return -1;
	key = secret_from(a, sizeof(a));
	other_key = secret_from(b, sizeof(b));
	entropy = secret_from(entropy_bytes, sizeof(entropy_bytes));
	return 0;
}

static inline int vault_stop(void **state)
{
	(void)state;
	secret_free(key);
	secret_free(other_key);
	secret_free(entropy);
	return 0;
}

/* Adds an account at byline's own path. */
static inline enum status add_standard(struct vault *v, uint32_t index, const char *label,
				       size_t len)
{
	struct key_path path;

	path_of_scheme(&path, PATH_METAMASK, index);
	return vault_accounts_add(v, index, &path, label, len, NULL);
}

/* A vault with three accounts, and its file. */
static inline struct vault *example(struct buf *file)
{
	struct vault *v = NULL;

	assert_int_equal(vault_create_with_key(&v, entropy, NULL, salt, key, NULL), STATUS_OK);
	assert_int_equal(vault_accounts_label(v, 0, "main", 4, NULL), STATUS_OK);
	assert_int_equal(add_standard(v, 7, "", 0), STATUS_OK);
	assert_int_equal(add_standard(v, 3, "Größe 🌾", strlen("Größe 🌾")), STATUS_OK);
	buf_init(file, LIMIT_VAULT);
	assert_int_equal(vault_write(file, v, NULL), STATUS_OK);
	return v;
}

/* The status of vault_open() with `k` derived from the passphrase; the vault, if any, is freed. */
static inline enum status open_status(const uint8_t *file, size_t len, const struct secret *k)
{
	struct vault *v = NULL;
	struct err e = {0};
	enum status s = vault_file_inspect(file, len, &e);

	if (s == STATUS_OK)
		s = vault_open_with_key(&v, file, len, k, &e);
	if (s != STATUS_OK) {
		assert_null(v);
		assert_true(e.text[0] != '\0');
	}
	vault_free(v);
	return s;
}

static inline void renew_digest(uint8_t *file, size_t len)
{
	crypto_generichash(file + len - VAULT_DIGEST_SIZE, VAULT_DIGEST_SIZE, file,
			   len - VAULT_DIGEST_SIZE, NULL, 0);
}

#endif
