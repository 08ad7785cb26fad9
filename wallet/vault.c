/*
 * The vault in memory. In reading order: making and opening one, each with a variant that takes a
 * key in place of a passphrase; the file (write, check); the passphrase (check, rekey); copies.
 * wallet/vault_file.c has the cryptography, wallet/vault_body.c the encoding of what is encrypted.
 *
 * Invariant: header and data key of struct vault belong together: the header holds that data key
 * under the passphrase's key. Only vault_file_wrap() changes them, and it changes both.
 */
#include "wallet/vault.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
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
		s = vault_body_read(v, body, e);
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

enum status vault_create_with_key(struct vault **out, const struct secret *entropy,
				  const uint8_t salt[static VAULT_SALT_SIZE],
				  const struct secret *passphrase_key, struct err *e)
{
	struct vault *v = calloc(1, sizeof(*v));
	enum status s;

	*out = NULL;
	if (v == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	v->n = 1; /* account 0: all of its fields are zero */
	s = secret_copy(&v->entropy, secret_view(entropy), secret_len(entropy), e);
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
enum status vault_create(struct vault **out, struct buf *file, const struct secret *entropy,
			 const struct secret *passphrase, struct err *e)
{
	uint8_t salt[VAULT_SALT_SIZE];
	struct secret *key = NULL;
	enum status s;

	*out = NULL;
	s = vault_file_derive_new(&key, salt, passphrase, e);
	if (s == STATUS_OK)
		s = vault_create_with_key(out, entropy, salt, key, e);
	if (s == STATUS_OK)
		s = vault_write(file, *out, e);
	if (s != STATUS_OK) {
		vault_free(*out);
		*out = NULL;
	}
	secret_free(key);
	return s;
}

void vault_free(struct vault *v)
{
	if (v == NULL)
		return;
	secret_free(v->data_key);
	secret_free(v->entropy);
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
	     sodium_memcmp(secret_view(found), secret_view(expected), secret_len(found)) != 0))
		s = err_set(e, ERR_CHANGED,
			    "the file on disk has other accounts or labels than this vault");
	secret_free(found);
	secret_free(expected);
	return s;
}

enum status vault_check_passphrase(const struct vault *v, const struct secret *passphrase,
				   struct err *e)
{
	struct secret *key = NULL, *data_key = NULL;
	enum status s = vault_file_derive(&key, v->header, passphrase, e);

	if (s == STATUS_OK)
		s = vault_file_unwrap(&data_key, v->header, key, e);
	secret_free(key);
	secret_free(data_key);
	return s;
}

enum status vault_copy(struct vault **out, const struct vault *v, struct err *e)
{
	struct vault *copy = malloc(sizeof(*copy));
	enum status s;

	*out = NULL;
	if (copy == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	/* The secrets are copied below; two vaults must not free the same memory. */
	*copy = *v;
	copy->entropy = NULL;
	s = secret_copy(&copy->data_key, secret_view(v->data_key), VAULT_KEY_SIZE, e);
	if (s == STATUS_OK)
		s = secret_copy(&copy->entropy, secret_view(v->entropy), secret_len(v->entropy), e);
	if (s != STATUS_OK) {
		vault_free(copy);
		return s;
	}
	*out = copy;
	return STATUS_OK;
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
