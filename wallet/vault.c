#include "wallet/vault.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/nfkd.h"
#include "base/random.h"
#include "wallet/vault_file.h"

#define RESTORE "; move it away and run byline restore, with the phrase or --vault COPY"

#define VERSION	     1
#define KDF_ARGON2ID 1
/* libsodium's MODERATE is written, and the least that is read: 0.4 s on a laptop of 2024. */
#define PASSES	   crypto_pwhash_OPSLIMIT_MODERATE
#define MEMORY_KIB (crypto_pwhash_MEMLIMIT_MODERATE / 1024)
/* The most that is read: SENSITIVE's memory, and twice its passes (about 9 s). */
#define PASSES_MAX     (2 * crypto_pwhash_OPSLIMIT_SENSITIVE)
#define MEMORY_MAX_KIB (crypto_pwhash_MEMLIMIT_SENSITIVE / 1024)

static const char magic[8] = {'B', 'Y', 'L', 'V', 'A', 'U', 'L', 'T'};

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
		s = err_set(e, ERR_MEMORY, "opening the vault needs %u MiB of memory",
			    memory_kib / 1024);
	}
	secret_free(typed);
	return s;
}

/* The key of the passphrase for a file or a held header. */
static enum status derive_for(struct secret **key, const uint8_t header[static VAULT_HEADER_SIZE],
			      const struct secret *passphrase, struct err *e)
{
	return derive(key, header + VAULT_AT_SALT, be32_load(header + VAULT_AT_PASSES),
		      be32_load(header + VAULT_AT_MEMORY), passphrase, e);
}

enum status vault_wrap(struct vault *v, const uint8_t salt[static VAULT_SALT_SIZE],
		       uint64_t generation, const struct secret *passphrase_key, struct err *e)
{
	uint8_t *h = v->header;
	struct secret *data_key = NULL;
	enum status s = secret_new(&data_key, VAULT_KEY_SIZE, e);

	if (s != STATUS_OK)
		return s;
	random_fill(secret_bytes(data_key), VAULT_KEY_SIZE);
	memcpy(h, magic, sizeof(magic));
	h[VAULT_AT_VERSION] = VERSION;
	h[VAULT_AT_KDF] = KDF_ARGON2ID;
	be32_store(h + VAULT_AT_PASSES, PASSES);
	be32_store(h + VAULT_AT_MEMORY, MEMORY_KIB);
	memcpy(h + VAULT_AT_SALT, salt, VAULT_SALT_SIZE);
	be64_store(h + VAULT_AT_GENERATION, generation);
	random_fill(h + VAULT_AT_WRAP_NONCE, VAULT_NONCE_SIZE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		h + VAULT_AT_WRAP, NULL, secret_view(data_key), VAULT_KEY_SIZE, h, VAULT_AT_WRAP,
		NULL, h + VAULT_AT_WRAP_NONCE, secret_view(passphrase_key));
	secret_free(v->data_key);
	v->data_key = data_key;
	return STATUS_OK;
}

static enum status unwrap(struct secret **data_key, const uint8_t header[static VAULT_HEADER_SIZE],
			  const struct secret *passphrase_key, struct err *e)
{
	enum status s = secret_new(data_key, VAULT_KEY_SIZE, e);

	if (s != STATUS_OK)
		return s;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    secret_bytes(*data_key), NULL, NULL, header + VAULT_AT_WRAP,
		    VAULT_KEY_SIZE + VAULT_TAG_SIZE, header, VAULT_AT_WRAP,
		    header + VAULT_AT_WRAP_NONCE, secret_view(passphrase_key)) == 0)
		return STATUS_OK;
	secret_free(*data_key);
	*data_key = NULL;
	return err_set(e, ERR_WRONG_PASSPHRASE, "this is not the vault's passphrase");
}

static void digest_of(uint8_t out[static VAULT_DIGEST_SIZE], const uint8_t *file, size_t len)
{
	crypto_generichash(out, VAULT_DIGEST_SIZE, file, len, NULL, 0);
}

enum status vault_inspect(const uint8_t *file, size_t len, struct err *e)
{
	const size_t least = VAULT_AT_BODY + VAULT_TAG_SIZE + 1 + VAULT_DIGEST_SIZE;
	uint8_t digest[VAULT_DIGEST_SIZE];
	uint32_t passes, memory_kib;

	if (len > LIMIT_VAULT)
		return err_set(e, ERR_DAMAGED, "the vault file is %zu bytes long, at most %zu", len,
			       LIMIT_VAULT);
	if (len < least)
		return err_set(e, ERR_DAMAGED, "the vault file is cut short, to %zu bytes" RESTORE,
			       len);
	digest_of(digest, file, len - VAULT_DIGEST_SIZE);
	if (memcmp(digest, file + len - VAULT_DIGEST_SIZE, VAULT_DIGEST_SIZE) != 0 ||
	    memcmp(file, magic, sizeof(magic)) != 0)
		return err_set(e, ERR_DAMAGED, "the vault file is damaged" RESTORE);
	if (file[VAULT_AT_VERSION] != VERSION || file[VAULT_AT_KDF] != KDF_ARGON2ID)
		return err_set(e, ERR_VERSION, "the vault was written by a newer byline (%u, %u)",
			       file[VAULT_AT_VERSION], file[VAULT_AT_KDF]);
	passes = be32_load(file + VAULT_AT_PASSES);
	memory_kib = be32_load(file + VAULT_AT_MEMORY);
	if (passes < PASSES || memory_kib < MEMORY_KIB)
		return err_set(e, ERR_LIMIT,
			       "the vault's passphrase is protected too weakly (%u passes, %u KiB)",
			       passes, memory_kib);
	if (passes > PASSES_MAX || memory_kib > MEMORY_MAX_KIB)
		return err_set(e, ERR_LIMIT, "opening the vault would take %u passes over %u KiB",
			       passes, memory_kib);
	return STATUS_OK;
}

enum status vault_cost(uint32_t *passes, uint32_t *memory_kib, const uint8_t *file, size_t len,
		       struct err *e)
{
	enum status s = vault_inspect(file, len, e);

	if (s == STATUS_OK) {
		*passes = be32_load(file + VAULT_AT_PASSES);
		*memory_kib = be32_load(file + VAULT_AT_MEMORY);
	}
	return s;
}

/* Decrypts the body of an inspected file with `data_key`. */
static enum status open_body(struct secret **body, const uint8_t *file, size_t len,
			     const struct secret *data_key, struct err *e)
{
	size_t cipher_len = len - VAULT_AT_BODY - VAULT_DIGEST_SIZE;
	enum status s = secret_new(body, cipher_len - VAULT_TAG_SIZE, e);

	if (s != STATUS_OK)
		return s;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    secret_bytes(*body), NULL, NULL, file + VAULT_AT_BODY, cipher_len, file,
		    VAULT_AT_BODY, file + VAULT_HEADER_SIZE, secret_view(data_key)) == 0)
		return STATUS_OK;
	secret_free(*body);
	*body = NULL;
	return err_set(e, ERR_DAMAGED, "the vault's contents are not what its key sealed");
}

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
	s = unwrap(&v->data_key, v->header, passphrase_key, e);
	if (s == STATUS_OK)
		s = open_body(&body, file, len, v->data_key, e);
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
	enum status s = vault_inspect(file, len, e);

	*out = NULL;
	if (s == STATUS_OK)
		s = derive_for(&key, file, passphrase, e);
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
	v->n = 1;
	s = secret_copy(&v->entropy, secret_view(entropy), secret_len(entropy), e);
	if (s == STATUS_OK)
		s = vault_wrap(v, salt, 1, passphrase_key, e);
	if (s != STATUS_OK) {
		vault_free(v);
		return s;
	}
	*out = v;
	return STATUS_OK;
}

enum status vault_create(struct vault **out, struct buf *file, const struct secret *entropy,
			 const struct secret *passphrase, struct err *e)
{
	uint8_t salt[VAULT_SALT_SIZE];
	struct secret *key = NULL;
	enum status s;

	*out = NULL;
	random_fill(salt, sizeof(salt));
	s = derive(&key, salt, PASSES, MEMORY_KIB, passphrase, e);
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
	uint8_t head[VAULT_AT_BODY], digest[VAULT_DIGEST_SIZE];
	struct secret *body = NULL;
	size_t start = file->len, cipher_len;
	uint8_t *cipher;
	enum status s = vault_body_write(&body, v, e);

	if (s != STATUS_OK)
		return s;
	memcpy(head, v->header, VAULT_HEADER_SIZE);
	random_fill(head + VAULT_HEADER_SIZE, VAULT_NONCE_SIZE);
	buf_add(file, head, sizeof(head));
	cipher_len = secret_len(body) + VAULT_TAG_SIZE;
	cipher = buf_reserve(file, cipher_len);
	if (cipher != NULL) {
		crypto_aead_xchacha20poly1305_ietf_encrypt(
			cipher, NULL, secret_view(body), secret_len(body), head, sizeof(head), NULL,
			head + VAULT_HEADER_SIZE, secret_view(v->data_key));
		buf_grew(file, cipher_len);
		digest_of(digest, file->data + start, file->len - start);
		buf_add(file, digest, sizeof(digest));
	}
	secret_free(body);
	s = buf_status(file);
	return s == STATUS_OK ? s : err_set(e, s, "the vault file: %s", status_phrase(s));
}

enum status vault_check(const struct vault *v, const uint8_t *file, size_t len, struct err *e)
{
	struct secret *found = NULL, *expected = NULL;
	enum status s = vault_inspect(file, len, e);

	if (s != STATUS_OK)
		return s;
	if (memcmp(file, v->header, VAULT_HEADER_SIZE) != 0)
		return err_set(e, ERR_CHANGED, "the file holds another vault or an older one");
	s = open_body(&found, file, len, v->data_key, e);
	if (s == STATUS_OK)
		s = vault_body_write(&expected, v, e);
	if (s == STATUS_OK &&
	    (secret_len(found) != secret_len(expected) ||
	     sodium_memcmp(secret_view(found), secret_view(expected), secret_len(found)) != 0))
		s = err_set(e, ERR_CHANGED, "the file holds other accounts");
	secret_free(found);
	secret_free(expected);
	return s;
}

enum status vault_check_passphrase(const struct vault *v, const struct secret *passphrase,
				   struct err *e)
{
	struct secret *key = NULL, *data_key = NULL;
	enum status s = derive_for(&key, v->header, passphrase, e);

	if (s == STATUS_OK)
		s = unwrap(&data_key, v->header, key, e);
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

enum status vault_rekey(struct vault *v, const struct secret *passphrase, struct err *e)
{
	uint8_t salt[VAULT_SALT_SIZE];
	struct secret *key = NULL;
	enum status s;

	random_fill(salt, sizeof(salt));
	s = derive(&key, salt, PASSES, MEMORY_KIB, passphrase, e);
	if (s == STATUS_OK)
		s = vault_wrap(v, salt, vault_generation(v) + 1, key, e);
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
