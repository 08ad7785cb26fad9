/*
 * The vault in memory. In reading order: making and opening one, each with a variant that takes a
 * key in place of a passphrase; the file (write, check); the passphrase (rekey); the small parts.
 * wallet/vault_file.c has the cryptography, wallet/vault_body.c the encoding of what is encrypted.
 *
 * Invariant: header and data key of struct vault belong together: the header holds that data key
 * under the passphrase's key. vault_file_wrap() and vault_file_renew() change both at once, and
 * nothing else changes one.
 */
#include "wallet/vault.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/disclose.h"
#include "base/nfkd.h"
#include "wallet/vault_body.h"
#include "wallet/vault_file.h"

enum status vault_cost(uint32_t *passes, uint32_t *memory_kib, const uint8_t *file, size_t len,
		       struct err *e)
{
	enum status s = vault_file_inspect(file, len, e);

	if (s == STATUS_OK) {
		*passes = be32_load(file + VAULT_AT_PASSES);
		*memory_kib = be32_load(file + VAULT_AT_MEMORY);
	}
	return s;
}

bool vault_is_version_1(const uint8_t *file, size_t len)
{
	return len > VAULT_HEADER_SIZE && file[VAULT_AT_VERSION] == 1;
}

/* Nothing of a vault that opens only in part is handed out. */
enum status vault_open_with_key(struct vault **out, const uint8_t *file, size_t len,
				const struct secret *passphrase_key, struct err *e)
{
	struct vault *v = calloc(1, sizeof(*v));
	struct secret *body = NULL;
	enum status s;

	*out = NULL;
	if (v == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(v->header, file, sizeof(v->header));
	s = vault_file_unwrap(&v->data_key, v->header, passphrase_key, e);
	if (s == STATUS_OK)
		s = vault_file_open_body(&body, file, len, v->data_key, e);
	if (s == STATUS_OK)
		s = vault_body_read(v, body, v->header[VAULT_AT_VERSION], e);
	if (s == STATUS_OK)
		s = vault_file_renew(v, passphrase_key, e);
	secret_free(body);
	if (s != STATUS_OK) {
		vault_free(v);
		return s;
	}
	*out = v;
	return STATUS_OK;
}

enum status vault_open(struct vault **out, const uint8_t *file, size_t len,
		       const struct secret *passphrase, struct err *e)
{
	struct secret *key = NULL;
	enum status s = vault_file_inspect(file, len, e);

	*out = NULL;
	if (s == STATUS_OK)
		s = vault_file_derive(&key, file, passphrase, e);
	if (s == STATUS_OK)
		s = vault_open_with_key(out, file, len, key, e);
	secret_free(key);
	return s;
}

/* Copies BIP-39's passphrase, in the form in which it makes the seed. */
static enum status set_password(struct vault *v, const struct secret *password, struct err *e)
{
	enum status s = nfkd_secret(&v->password, password, e);

	if (s == STATUS_OK && secret_len(v->password) > VAULT_PASSWORD_MAX)
		s = err_set(e, ERR_LIMIT, "the passphrase of BIP-39 has at most %d bytes",
			    VAULT_PASSWORD_MAX);
	return s;
}

enum status vault_create_with_key(struct vault **out, const struct secret *entropy,
				  const struct secret *password,
				  const uint8_t salt[static VAULT_SALT_SIZE],
				  const struct secret *passphrase_key, struct err *e)
{
	struct vault *v = calloc(1, sizeof(*v));
	enum status s;

	*out = NULL;
	if (v == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	v->n = 1; /* account 0, with an empty label */
	path_of_scheme(&v->accounts[0].path, PATH_METAMASK, 0);
	s = secret_copy(&v->entropy, secret_view(entropy), secret_len(entropy), e);
	if (s == STATUS_OK && password != NULL)
		s = set_password(v, password, e);
	if (s == STATUS_OK)
		s = vault_file_wrap(v, salt, 1, passphrase_key, e);
	if (s != STATUS_OK) {
		vault_free(v);
		return s;
	}
	*out = v;
	return STATUS_OK;
}

/* The slow derivation comes first, so that its failure leaves nothing to undo. */
enum status vault_create(struct vault **out, const struct secret *entropy,
			 const struct secret *password, const struct secret *passphrase,
			 struct err *e)
{
	uint8_t salt[VAULT_SALT_SIZE];
	struct secret *key = NULL;
	enum status s;

	*out = NULL;
	s = vault_file_derive_new(&key, salt, passphrase, e);
	if (s == STATUS_OK)
		s = vault_create_with_key(out, entropy, password, salt, key, e);
	secret_free(key);
	return s;
}

void vault_free(struct vault *v)
{
	if (v == NULL)
		return;
	secret_free(v->data_key);
	secret_free(v->entropy);
	secret_free(v->password);
	for (size_t i = 0; i < v->n; i++)
		secret_free(v->accounts[i].key);
	free(v);
}

enum status vault_write(struct buf *file, const struct vault *v, struct err *e)
{
	struct secret *body = NULL;
	enum status s = vault_body_write(&body, v, e);

	if (s != STATUS_OK)
		return s;
	vault_file_add(file, v->header, body, v->data_key);
	secret_free(body);
	s = buf_status(file);
	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot make the vault file: %s", status_phrase(s));
}

/* Headers are compared first, because only a vault with the same data key can open the body. */
enum status vault_check(const struct vault *v, const uint8_t *file, size_t len, struct err *e)
{
	struct secret *found = NULL, *expected = NULL;
	enum status s = vault_file_inspect(file, len, e);

	if (s != STATUS_OK)
		return s;
	if (memcmp(file, v->header, VAULT_HEADER_SIZE) != 0)
		return err_set(
			e, ERR_CHANGED,
			"the file on disk is another vault, or an older version of this one");
	s = vault_file_open_body(&found, file, len, v->data_key, e);
	if (s == STATUS_OK)
		s = vault_body_write(&expected, v, e);
	if (s == STATUS_OK &&
	    (secret_len(found) != secret_len(expected) ||
	     disclose((uint32_t)sodium_memcmp(secret_view(found), secret_view(expected),
					      secret_len(found))) != 0))
		s = err_set(e, ERR_CHANGED, "the file on disk has other contents than this vault");
	secret_free(found);
	secret_free(expected);
	return s;
}

/* A new data key too: whoever broke the old passphrase cannot read what is written from now on. */
enum status vault_rekey(struct vault *v, const struct secret *passphrase, struct err *e)
{
	uint8_t salt[VAULT_SALT_SIZE];
	struct secret *key = NULL;
	enum status s = vault_file_derive_new(&key, salt, passphrase, e);

	if (s == STATUS_OK)
		s = vault_file_wrap(v, salt, vault_generation(v) + 1, key, e);
	secret_free(key);
	return s;
}

uint64_t vault_generation(const struct vault *v)
{
	return be64_load(v->header + VAULT_AT_GENERATION);
}

const struct secret *vault_entropy(const struct vault *v)
{
	return v->entropy;
}

const struct secret *vault_password(const struct vault *v)
{
	return v->password;
}

uint64_t vault_drilled(const struct vault *v)
{
	return v->drilled;
}

void vault_set_drilled(struct vault *v, uint64_t when)
{
	v->drilled = when;
}
