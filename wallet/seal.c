/*
 * Sealing, in reading order: the header with the stream key (begin), chunks (push), the last chunk
 * and the hash (finish).
 *
 * Invariant: `memory` is NULL after the last chunk and after every failure, so that nothing can be
 * sealed with a stream whose end was written or whose file is incomplete.
 */
#include "wallet/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "chain/keccak.h"

#define CONTEXT_SIZE (32 + 20 + 32)

static const char magic[8] = {'B', 'Y', 'L', 'S', 'E', 'A', 'L', '\n'};

/* The private part: the stream key and plain content, in guarded memory. */
struct inside {
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t chunk[SEAL_CHUNK_SIZE];
};

struct seal {
	struct secret *memory; /* holds `inside`; NULL once finished or failed */
	struct inside *inside;
	size_t used; /* bytes waiting in inside->chunk */
	uint8_t context[CONTEXT_SIZE];
	uint8_t cipher[SEAL_CHUNK_SIZE + SEAL_CHUNK_EXTRA];
	struct keccak keccak; /* over all bytes that the sink took */
	uint64_t size;
	seal_sink *sink;
	void *sink_user;
};

_Static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == SEAL_CHUNK_EXTRA, "format");
_Static_assert(sizeof(magic) + 1 + KECCAK_SIZE + crypto_box_SEALBYTES +
			       crypto_secretstream_xchacha20poly1305_KEYBYTES +
			       crypto_secretstream_xchacha20poly1305_HEADERBYTES ==
		       SEAL_HEADER_SIZE,
	       "format");

static void forget(struct seal *s)
{
	secret_free(s->memory);
	s->memory = NULL;
	s->inside = NULL;
	s->used = 0;
}

/* Hands bytes to the sink, and counts and hashes them. A failure of the sink ends the sealing. */
static enum status emit(struct seal *s, const void *data, size_t len, struct err *e)
{
	enum status st = s->sink(s->sink_user, data, len, e);

	if (st != STATUS_OK) {
		forget(s);
		return st;
	}
	keccak_update(&s->keccak, data, len);
	s->size += len;
	return STATUS_OK;
}

static enum status emit_chunk(struct seal *s, uint8_t tag, struct err *e)
{
	unsigned long long len = 0;

	crypto_secretstream_xchacha20poly1305_push(&s->inside->stream, s->cipher, &len,
						   s->inside->chunk, s->used, s->context,
						   sizeof(s->context), tag);
	s->used = 0;
	return emit(s, s->cipher, (size_t)len, e);
}

/* Draws the stream key, and writes the header that holds it, encrypted to the intake key. */
static enum status begin(struct seal *s, const uint8_t intake_key[static 32], struct err *e)
{
	uint8_t head[SEAL_HEADER_SIZE], *at = head;
	struct secret *key = NULL;
	enum status st = secret_new(&key, crypto_secretstream_xchacha20poly1305_KEYBYTES, e);

	if (st != STATUS_OK)
		return st;
	crypto_secretstream_xchacha20poly1305_keygen(secret_bytes(key));
	memcpy(at, magic, sizeof(magic));
	at += sizeof(magic);
	*at++ = SEAL_VERSION;
	keccak256(at, intake_key, 32);
	at += KECCAK_SIZE;
	if (crypto_box_seal(at, secret_view(key), secret_len(key), intake_key) != 0)
		st = err_set(e, ERR_RANGE,
			     "the datanet's intake key is one that anybody can read with (not a "
			     "usable X25519 key); nothing was sealed, ask the datanet");
	at += crypto_box_SEALBYTES + secret_len(key);
	if (st == STATUS_OK)
		crypto_secretstream_xchacha20poly1305_init_push(&s->inside->stream, at,
								secret_view(key));
	secret_free(key);
	return st == STATUS_OK ? emit(s, head, sizeof(head), e) : st;
}

enum status seal_begin(struct seal **out, const uint8_t intake_key[static 32],
		       const struct seal_context *context, seal_sink *sink, void *sink_user,
		       struct err *e)
{
	struct seal *s = calloc(1, sizeof(*s));
	enum status st;

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	st = secret_new(&s->memory, sizeof(*s->inside), e);
	if (st == STATUS_OK) {
		s->inside = (struct inside *)(void *)secret_bytes(s->memory);
		s->sink = sink;
		s->sink_user = sink_user;
		be64_store(s->context + 24, context->chain_id);
		memcpy(s->context + 32, context->eas.bytes, 20);
		memcpy(s->context + 52, context->dataset.bytes, 32);
		keccak_init(&s->keccak);
		st = begin(s, intake_key, e);
	}
	if (st != STATUS_OK) {
		seal_free(s);
		return st;
	}
	*out = s;
	return STATUS_OK;
}

enum status seal_push(struct seal *s, const void *data, size_t len, struct err *e)
{
	const uint8_t *at = data;
	enum status st = STATUS_OK;

	if (s->inside == NULL)
		return err_set(e, ERR_USAGE,
			       "the sealed file is already finished, or failed before");
	while (st == STATUS_OK && len > 0) {
		size_t room = SEAL_CHUNK_SIZE - s->used, n = len < room ? len : room;

		memcpy(s->inside->chunk + s->used, at, n);
		s->used += n;
		at += n;
		len -= n;
		/* A full chunk waits for more content, because the last one takes the final tag. */
		if (s->used == SEAL_CHUNK_SIZE && len > 0)
			st = emit_chunk(s, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE, e);
	}
	return st;
}

enum status seal_finish(struct seal *s, struct hash *file, uint64_t *size, struct err *e)
{
	enum status st;

	if (s->inside == NULL)
		return err_set(e, ERR_USAGE,
			       "the sealed file is already finished, or failed before");
	st = emit_chunk(s, crypto_secretstream_xchacha20poly1305_TAG_FINAL, e);
	forget(s);
	if (st != STATUS_OK)
		return st;
	keccak_final(&s->keccak, file->bytes);
	*size = s->size;
	return STATUS_OK;
}

enum status seal_key_id(struct hash *out, const uint8_t header[static SEAL_HEADER_SIZE])
{
	if (memcmp(header, magic, sizeof(magic)) != 0)
		return ERR_PARSE;
	if (header[sizeof(magic)] != SEAL_VERSION)
		return ERR_VERSION;
	memcpy(out->bytes, header + sizeof(magic) + 1, sizeof(out->bytes));
	return STATUS_OK;
}

enum status seal_size(uint64_t *out, uint64_t content)
{
	uint64_t chunks = content == 0 ? 1 : (content - 1) / SEAL_CHUNK_SIZE + 1;

	if (__builtin_add_overflow(content, chunks * SEAL_CHUNK_EXTRA + SEAL_HEADER_SIZE, out))
		return ERR_RANGE;
	return STATUS_OK;
}

void seal_free(struct seal *s)
{
	if (s == NULL)
		return;
	forget(s);
	free(s);
}
