/*
 * In reading order: the key of a passphrase (derive), the data key under it (wrap, unwrap), the
 * checks that need no secret (inspect), the body under the data key (open_body, add).
 *
 * The lengths of a file are trusted only after vault_file_inspect() let it pass.
 */
#include "wallet/vault_file.h"

#include <sodium.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/disclose.h"
#include "base/nfkd.h"
#include "base/random.h"

#define RESTORE "; move it away and run byline restore, with the phrase or --vault COPY"

#define VERSION	     2 /* written; version 1 is read too */
#define KDF_ARGON2ID 1
/* Written, and the least that is read: libsodium's MODERATE, 0.4 s on a laptop of 2024. */
#define PASSES	   crypto_pwhash_OPSLIMIT_MODERATE
#define MEMORY_KIB (crypto_pwhash_MEMLIMIT_MODERATE / 1024)
/* The most that is read: SENSITIVE's memory, and twice its passes (about 9 s). */
#define PASSES_MAX     (2 * crypto_pwhash_OPSLIMIT_SENSITIVE)
#define MEMORY_MAX_KIB (crypto_pwhash_MEMLIMIT_SENSITIVE / 1024)

static const char magic[8] = {'B', 'Y', 'L', 'V', 'A', 'U', 'L', 'T'};

/* Hashes a passphrase. Different ways to type one character are made equal first (NFKD). */
static enum status derive(struct secret **key, const uint8_t salt[static VAULT_SALT_SIZE],
			  uint32_t passes, uint32_t memory_kib, const struct secret *passphrase,
			  struct err *e)
{
	struct secret *typed = NULL;
	enum status s;

	*key = NULL;
	if (passphrase == NULL)
		return err_set(e, ERR_USAGE, "the passphrase is empty");
	s = nfkd_secret(&typed, passphrase, e);
	if (s == STATUS_OK)
		s = secret_new(key, VAULT_KEY_SIZE, e);
	if (s == STATUS_OK &&
	    crypto_pwhash(secret_bytes(*key), VAULT_KEY_SIZE, (const char *)secret_view(typed),
			  secret_len(typed), salt, passes, (size_t)memory_kib * 1024,
			  crypto_pwhash_ALG_ARGON2ID13) != 0) {
		secret_free(*key);
		*key = NULL;
		s = err_set(e, ERR_MEMORY,
			    "the vault needs %u MiB of free memory to open; close other programs "
			    "and try again",
			    memory_kib / 1024);
	}
	secret_free(typed);
	return s;
}

enum status vault_file_derive(struct secret **key, const uint8_t header[static VAULT_HEADER_SIZE],
			      const struct secret *passphrase, struct err *e)
{
	return derive(key, header + VAULT_AT_SALT, be32_load(header + VAULT_AT_PASSES),
		      be32_load(header + VAULT_AT_MEMORY), passphrase, e);
}

enum status vault_file_derive_new(struct secret **key, uint8_t salt[static VAULT_SALT_SIZE],
				  const struct secret *passphrase, struct err *e)
{
	random_fill(salt, VAULT_SALT_SIZE);
	return derive(key, salt, PASSES, MEMORY_KIB, passphrase, e);
}

/* Puts a new data key, under the passphrase's, into a header whose other fields are set. */
static enum status wrap_new_key(struct vault *v, uint8_t h[static VAULT_HEADER_SIZE],
				const struct secret *passphrase_key, struct err *e)
{
	struct secret *data_key = NULL;
	enum status s = secret_new(&data_key, VAULT_KEY_SIZE, e);

	if (s != STATUS_OK)
		return s;
	random_fill(secret_bytes(data_key), VAULT_KEY_SIZE);
	random_fill(h + VAULT_AT_WRAP_NONCE, VAULT_NONCE_SIZE);
	/* The bytes in front of the wrapped key are its associated data, so none can change. */
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		h + VAULT_AT_WRAP, NULL, secret_view(data_key), VAULT_KEY_SIZE, h, VAULT_AT_WRAP,
		NULL, h + VAULT_AT_WRAP_NONCE, secret_view(passphrase_key));
	disclose_bytes(h, VAULT_HEADER_SIZE);
	memcpy(v->header, h, VAULT_HEADER_SIZE);
	secret_free(v->data_key);
	v->data_key = data_key;
	return STATUS_OK;
}

enum status vault_file_wrap(struct vault *v, const uint8_t salt[static VAULT_SALT_SIZE],
			    uint64_t generation, const struct secret *passphrase_key, struct err *e)
{
	uint8_t h[VAULT_HEADER_SIZE];

	memcpy(h, magic, sizeof(magic));
	h[VAULT_AT_VERSION] = VERSION;
	h[VAULT_AT_KDF] = KDF_ARGON2ID;
	be32_store(h + VAULT_AT_PASSES, PASSES);
	be32_store(h + VAULT_AT_MEMORY, MEMORY_KIB);
	memcpy(h + VAULT_AT_SALT, salt, VAULT_SALT_SIZE);
	be64_store(h + VAULT_AT_GENERATION, generation);
	return wrap_new_key(v, h, passphrase_key, e);
}

enum status vault_file_renew(struct vault *v, const struct secret *passphrase_key, struct err *e)
{
	uint8_t h[VAULT_HEADER_SIZE];

	if (v->header[VAULT_AT_VERSION] == VERSION)
		return STATUS_OK;
	memcpy(h, v->header, sizeof(h));
	h[VAULT_AT_VERSION] = VERSION;
	return wrap_new_key(v, h, passphrase_key, e);
}

enum status vault_file_unwrap(struct secret **data_key,
			      const uint8_t header[static VAULT_HEADER_SIZE],
			      const struct secret *passphrase_key, struct err *e)
{
	enum status s = secret_new(data_key, VAULT_KEY_SIZE, e);

	if (s != STATUS_OK)
		return s;
	if (disclose((uint32_t)crypto_aead_xchacha20poly1305_ietf_decrypt(
		    secret_bytes(*data_key), NULL, NULL, header + VAULT_AT_WRAP,
		    VAULT_KEY_SIZE + VAULT_TAG_SIZE, header, VAULT_AT_WRAP,
		    header + VAULT_AT_WRAP_NONCE, secret_view(passphrase_key))) == 0)
		return STATUS_OK;
	secret_free(*data_key);
	*data_key = NULL;
	return err_set(e, ERR_WRONG_PASSPHRASE, "this is not the passphrase of the vault");
}

/* BLAKE2b-256 without a key: it finds damage, and is no protection against an attacker. */
static void digest_of(uint8_t out[static VAULT_DIGEST_SIZE], const uint8_t *file, size_t len)
{
	crypto_generichash(out, VAULT_DIGEST_SIZE, file, len, NULL, 0);
}

enum status vault_file_check_size(size_t len, struct err *e)
{
	if (len > LIMIT_VAULT)
		return err_set(e, ERR_DAMAGED,
			       "the vault file is %zu bytes long, more than the %zu of any vault; "
			       "it is not one of byline's, or is damaged",
			       len, LIMIT_VAULT);
	return STATUS_OK;
}

enum status vault_file_inspect(const uint8_t *file, size_t len, struct err *e)
{
	const size_t least = VAULT_AT_BODY + VAULT_TAG_SIZE + 1 + VAULT_DIGEST_SIZE;
	uint8_t digest[VAULT_DIGEST_SIZE];
	uint32_t passes, memory_kib;
	enum status s = vault_file_check_size(len, e);

	if (s != STATUS_OK)
		return s;
	if (len < least)
		return err_set(e, ERR_DAMAGED, "the vault file is cut short, to %zu bytes" RESTORE,
			       len);
	/* The digest is compared first: in a damaged file no other byte means anything. */
	digest_of(digest, file, len - VAULT_DIGEST_SIZE);
	if (memcmp(digest, file + len - VAULT_DIGEST_SIZE, VAULT_DIGEST_SIZE) != 0 ||
	    memcmp(file, magic, sizeof(magic)) != 0)
		return err_set(e, ERR_DAMAGED, "the vault file is damaged" RESTORE);
	if (file[VAULT_AT_VERSION] < 1 || file[VAULT_AT_VERSION] > VERSION ||
	    file[VAULT_AT_KDF] != KDF_ARGON2ID)
		return err_set(e, ERR_VERSION,
			       "the vault was written by a newer version of byline (format %u, key "
			       "derivation %u; this one knows formats 1 to %u); use that version",
			       file[VAULT_AT_VERSION], file[VAULT_AT_KDF], VERSION);
	passes = be32_load(file + VAULT_AT_PASSES);
	memory_kib = be32_load(file + VAULT_AT_MEMORY);
	if (passes < PASSES || memory_kib < MEMORY_KIB)
		return err_set(e, ERR_LIMIT,
			       "the vault file asks for weaker protection of its passphrase than "
			       "byline writes (%u passes, %u KiB); somebody may have altered it",
			       passes, memory_kib);
	if (passes > PASSES_MAX || memory_kib > MEMORY_MAX_KIB)
		return err_set(e, ERR_LIMIT,
			       "the vault file asks for far more work than byline writes (%u "
			       "passes, %u KiB); somebody may have altered it",
			       passes, memory_kib);
	return STATUS_OK;
}

enum status vault_file_open_body(struct secret **body, const uint8_t *file, size_t len,
				 const struct secret *data_key, struct err *e)
{
	size_t cipher_len = len - VAULT_AT_BODY - VAULT_DIGEST_SIZE;
	enum status s = secret_new(body, cipher_len - VAULT_TAG_SIZE, e);

	if (s != STATUS_OK)
		return s;
	if (disclose((uint32_t)crypto_aead_xchacha20poly1305_ietf_decrypt(
		    secret_bytes(*body), NULL, NULL, file + VAULT_AT_BODY, cipher_len, file,
		    VAULT_AT_BODY, file + VAULT_HEADER_SIZE, secret_view(data_key))) == 0)
		return STATUS_OK;
	secret_free(*body);
	*body = NULL;
	return err_set(e, ERR_DAMAGED,
		       "the vault file is damaged: its contents do not match its key");
}

void vault_file_add(struct buf *file, const uint8_t header[static VAULT_HEADER_SIZE],
		    const struct secret *body, const struct secret *data_key)
{
	/* The associated data of the body is all that stands before it, its nonce included. */
	size_t cipher_len = secret_len(body) + VAULT_TAG_SIZE, before = file->len;
	uint8_t head[VAULT_AT_BODY], digest[VAULT_DIGEST_SIZE], *cipher;

	memcpy(head, header, VAULT_HEADER_SIZE);
	random_fill(head + VAULT_HEADER_SIZE, VAULT_NONCE_SIZE);
	buf_add(file, head, sizeof(head));
	cipher = buf_reserve(file, cipher_len);
	if (cipher == NULL)
		return;
	crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, NULL, secret_view(body),
						   secret_len(body), head, sizeof(head), NULL,
						   head + VAULT_HEADER_SIZE, secret_view(data_key));
	disclose_bytes(cipher, cipher_len);
	buf_grew(file, cipher_len);
	digest_of(digest, file->data + before, file->len - before);
	buf_add(file, digest, sizeof(digest));
}
