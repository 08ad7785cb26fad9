/*
 * The key of sealed parts never leaves the signer: it is derived for one request and wiped after
 * it.
 */
#include "wallet/signer_seal.h"

#include <sodium.h>

#include "base/buf.h"
#include "wallet/door_seal.h"
#include "wallet/slip21.h"

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE   crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NONCE_SIZE + TAG_SIZE == SEALED_EXTRA, "format");
_Static_assert(SLIP21_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");

/* Derives the key of sealed parts, which the caller frees. */
static enum status derive_key_of_parts(struct signer_call *c, struct secret **key)
{
	static const char *const labels[] = {"backup"};
	enum status s = signer_call_require_open(c);

	return s == STATUS_OK ? keyring_key(c->signer->keys, key, labels, ARRAY_SIZE(labels), c->e)
			      : s;
}

enum status signer_seal(struct signer_call *c, const struct signer_part *in,
			struct signer_file *out)
{
	struct secret *key = NULL;
	unsigned long long sealed = 0;
	uint8_t *at;
	enum status s = derive_key_of_parts(c, &key);

	if (s != STATUS_OK)
		return s;
	at = buf_reserve(c->bytes, in->part.len + SEALED_EXTRA);
	if (at != NULL) {
		randombytes_buf(at, NONCE_SIZE);
		crypto_aead_xchacha20poly1305_ietf_encrypt(
			at + NONCE_SIZE, &sealed, in->part.data, in->part.len, in->context.data,
			in->context.len, NULL, at, secret_view(key));
		buf_grew(c->bytes, in->part.len + SEALED_EXTRA);
	}
	out->file = signer_call_bytes(c);
	secret_free(key);
	return STATUS_OK;
}

enum status signer_seal_open(struct signer_call *c, const struct signer_part *in,
			     struct signer_file *out)
{
	const uint8_t *data = in->part.data;
	struct secret *key = NULL;
	unsigned long long len = 0;
	uint8_t *at;
	enum status s = derive_key_of_parts(c, &key);

	if (s == STATUS_OK && in->part.len < SEALED_EXTRA)
		s = err_set(c->e, ERR_DAMAGED, "a sealed part is too short");
	if (s != STATUS_OK) {
		secret_free(key);
		return s;
	}
	at = buf_reserve(c->bytes, in->part.len - SEALED_EXTRA + 1);
	if (at != NULL && crypto_aead_xchacha20poly1305_ietf_decrypt(
				  at, &len, NULL, data + NONCE_SIZE, in->part.len - NONCE_SIZE,
				  in->context.data, in->context.len, data, secret_view(key)) == 0)
		buf_grew(c->bytes, (size_t)len);
	else if (at != NULL)
		s = err_set(c->e, ERR_MISMATCH,
			    "a sealed part does not open: it is of another vault, or was changed");
	out->file = signer_call_bytes(c);
	secret_free(key);
	return s;
}
