/*
 * Each function goes once over the fields of a format. Taking a field moves the cursor only when
 * the whole field is there, so a length that is too large for the message is ERR_PARSE and nothing
 * is read.
 */
#include "wallet/wire.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* The bytes of a field that always has the same number of them; 0 for the others. */
static size_t fixed_size(enum wire_type type)
{
	switch (type) {
	case WIRE_BYTE: return 1;
	case WIRE_U32: return 4;
	case WIRE_U64: return 8;
	case WIRE_U256:
	case WIRE_HASH: return 32;
	case WIRE_ADDRESS: return 20;
	case WIRE_SIGNATURE: return sizeof(struct wire_signature);
	case WIRE_BYTES:
	case WIRE_SECRET: break;
	}
	return 0;
}

bool wire_has_secret(const struct wire_format *format)
{
	for (size_t i = 0; i < format->n; i++)
		if (format->fields[i].type == WIRE_SECRET)
			return true;
	return false;
}

/* The bytes of a field of any length. */
static struct wire_bytes bytes_of(enum wire_type type, const void *member)
{
	const struct secret *secret;

	if (type == WIRE_BYTES)
		return *(const struct wire_bytes *)member;
	secret = *(struct secret *const *)member;
	return secret == NULL ? (struct wire_bytes){.data = NULL}
			      : (struct wire_bytes){.data = secret_view(secret),
						    .len = secret_len(secret)};
}

/* Appends one field; bytes that another process will read are never more than it is told. */
static void write_field(struct buf *out, enum wire_type type, const void *member)
{
	struct wire_bytes bytes;
	uint8_t word[32];

	switch (type) {
	case WIRE_U32: be32_store(word, *(const uint32_t *)member); break;
	case WIRE_U64: be64_store(word, *(const uint64_t *)member); break;
	case WIRE_U256: u256_to_be(word, member); break;
	case WIRE_BYTE:
	case WIRE_HASH:
	case WIRE_ADDRESS:
	case WIRE_SIGNATURE: buf_add(out, member, fixed_size(type)); return;
	case WIRE_BYTES:
	case WIRE_SECRET:
		bytes = bytes_of(type, member);
		/* A length of 4 bytes cannot tell more. No message comes near. */
		if (bytes.len > UINT32_MAX)
			out->failed = ERR_LIMIT;
		be32_store(word, (uint32_t)bytes.len);
		buf_add(out, word, 4);
		buf_add(out, bytes.data, bytes.len);
		return;
	}
	buf_add(out, word, fixed_size(type));
}

void wire_write(struct buf *out, const struct wire_format *format, const void *message)
{
	for (size_t i = 0; i < format->n; i++)
		write_field(out, format->fields[i].type,
			    (const uint8_t *)message + format->fields[i].offset);
}

/* The bytes stay where they are, in the message. */
static enum status take_bytes(struct cursor *c, struct wire_bytes *out)
{
	struct cursor at = *c;
	uint32_t len = 0;
	enum status s = cursor_be32(&at, &len);

	if (s == STATUS_OK)
		s = cursor_take(&at, &out->data, len);
	if (s != STATUS_OK)
		return s;
	out->len = len;
	*c = at;
	return STATUS_OK;
}

/* The copy is the caller's. An empty field is no secret. */
static enum status take_secret(struct cursor *c, struct secret **out, struct err *e)
{
	struct wire_bytes bytes;
	enum status s = take_bytes(c, &bytes);

	if (s != STATUS_OK || bytes.len == 0)
		return s;
	return secret_copy(out, bytes.data, bytes.len, e);
}

/* Takes one field into its member, which was zero. */
static enum status read_field(void *member, enum wire_type type, struct cursor *c, struct err *e)
{
	const uint8_t *data;
	enum status s;

	switch (type) {
	case WIRE_U32: return cursor_be32(c, member);
	case WIRE_U64: return cursor_be64(c, member);
	case WIRE_BYTES: return take_bytes(c, member);
	case WIRE_SECRET: return take_secret(c, member, e);
	case WIRE_U256:
		s = cursor_take(c, &data, 32);
		if (s == STATUS_OK)
			*(struct u256 *)member = u256_from_be(data);
		return s;
	case WIRE_BYTE:
	case WIRE_HASH:
	case WIRE_ADDRESS:
	case WIRE_SIGNATURE:
		s = cursor_take(c, &data, fixed_size(type));
		if (s == STATUS_OK)
			memcpy(member, data, fixed_size(type));
		return s;
	}
	return ERR_PARSE;
}

enum status wire_read(void *message, const struct wire_format *format, struct cursor *c,
		      struct err *e)
{
	enum status s = STATUS_OK;

	memset(message, 0, format->size);
	for (size_t i = 0; i < format->n && s == STATUS_OK; i++)
		s = read_field((uint8_t *)message + format->fields[i].offset,
			       format->fields[i].type, c, e);
	return s;
}

void wire_release(void *message, const struct wire_format *format)
{
	for (size_t i = 0; i < format->n; i++) {
		struct secret **member =
			(struct secret **)((uint8_t *)message + format->fields[i].offset);

		if (format->fields[i].type != WIRE_SECRET)
			continue;
		secret_free(*member);
		*member = NULL;
	}
}

enum status wire_guarded(struct buf *out, struct secret **memory, size_t cap, struct err *e)
{
	enum status s = secret_new(memory, cap + 1, e);

	/* The buffer has all the memory that its ceiling allows, so it never asks for more. */
	if (s == STATUS_OK)
		*out = (struct buf){.data = secret_bytes(*memory), .cap = cap + 1, .limit = cap};
	return s;
}
