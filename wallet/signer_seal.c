/*
 * The key of sealed parts never leaves the signer: it is derived for one request and wiped after
 * it.
 */
#include "wallet/signer_seal.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/door_seal.h"
#include "wallet/signer_wire.h"
#include "wallet/slip21.h"

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE   crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NONCE_SIZE + TAG_SIZE == SEALED_EXTRA, "format");
_Static_assert(SLIP21_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");

/* The two fields that both requests have. */
struct seal_request {
	const uint8_t *context, *data;
	size_t context_len, len;
};

/* Takes the fields, and derives the key of sealed parts, which the caller frees. */
static enum status begin(struct signer_call *c, struct seal_request *in, struct secret **key)
{
	static const char *const labels[] = {"byline", "backup"};
	enum status s = signer_wire_take_bytes(&c->in, &in->context, &in->context_len);

	*key = NULL;
	if (s == STATUS_OK)
		s = signer_wire_take_bytes(&c->in, &in->data, &in->len);
	if (s != STATUS_OK || cursor_left(&c->in) > 0)
		return signer_call_malformed(c);
	s = signer_call_require_open(c);
	if (s != STATUS_OK)
		return s;
	return slip21_key(key, secret_view(c->signer->seed), secret_len(c->signer->seed), labels,
			  ARRAY_SIZE(labels), c->e);
}

enum status signer_seal(struct signer_call *c)
{
	struct secret *key = NULL;
	struct seal_request in = {0};
	unsigned long long sealed = 0;
	uint8_t *at;
	enum status s = begin(c, &in, &key);

	if (s != STATUS_OK)
		return s;
	signer_wire_add_be32(c->out, (uint32_t)(in.len + SEALED_EXTRA));
	at = buf_reserve(c->out, in.len + SEALED_EXTRA);
	if (at != NULL) {
		randombytes_buf(at, NONCE_SIZE);
		crypto_aead_xchacha20poly1305_ietf_encrypt(at + NONCE_SIZE, &sealed, in.data,
							   in.len, in.context, in.context_len, NULL,
							   at, secret_view(key));
		buf_grew(c->out, in.len + SEALED_EXTRA);
	}
	secret_free(key);
	return STATUS_OK;
}

enum status signer_seal_open(struct signer_call *c)
{
	struct secret *key = NULL;
	struct seal_request in = {0};
	unsigned long long len = 0;
	uint8_t *at;
	enum status s = begin(c, &in, &key);

	if (s == STATUS_OK && in.len < SEALED_EXTRA)
		s = err_set(c->e, ERR_DAMAGED, "a sealed part is too short");
	if (s != STATUS_OK) {
		secret_free(key);
		return s;
	}
	signer_wire_add_be32(c->out, (uint32_t)(in.len - SEALED_EXTRA));
	at = buf_reserve(c->out, in.len - SEALED_EXTRA + 1);
	if (at != NULL && crypto_aead_xchacha20poly1305_ietf_decrypt(
				  at, &len, NULL, in.data + NONCE_SIZE, in.len - NONCE_SIZE,
				  in.context, in.context_len, in.data, secret_view(key)) == 0)
		buf_grew(c->out, (size_t)len);
	else if (at != NULL)
		s = err_set(c->e, ERR_MISMATCH,
			    "a sealed part does not open: it is of another vault, or was changed");
	secret_free(key);
	return s;
}
