/*
 * Fields of the messages. Taking a field moves the cursor only when the whole field is there, so a
 * length that is too large for the message is ERR_PARSE and nothing is read.
 */
#include "wallet/signer_wire.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"

void signer_wire_add_be32(struct buf *out, uint32_t v)
{
	uint8_t bytes[4];

	be32_store(bytes, v);
	buf_add(out, bytes, sizeof(bytes));
}

void signer_wire_add_bytes(struct buf *out, const void *data, size_t len)
{
	/* A length of 4 bytes cannot tell more. No message of the signer comes near. */
	if (len > UINT32_MAX)
		out->failed = ERR_LIMIT;
	signer_wire_add_be32(out, (uint32_t)len);
	buf_add(out, data, len);
}

enum status signer_wire_take_bytes(struct cursor *c, const uint8_t **data, size_t *len)
{
	struct cursor at = *c;
	uint32_t n = 0;
	enum status s = cursor_be32(&at, &n);

	if (s == STATUS_OK)
		s = cursor_take(&at, data, n);
	if (s != STATUS_OK)
		return s;
	*len = n;
	*c = at;
	return STATUS_OK;
}

enum status signer_wire_take_fixed(struct cursor *c, void *out, size_t len)
{
	const uint8_t *data;
	enum status s = cursor_take(c, &data, len);

	if (s == STATUS_OK)
		memcpy(out, data, len);
	return s;
}

enum status signer_wire_take_secret(struct cursor *c, struct secret **out, struct err *e)
{
	const uint8_t *data;
	size_t len;
	enum status s = signer_wire_take_bytes(c, &data, &len);

	*out = NULL;
	if (s != STATUS_OK || len == 0)
		return s;
	return secret_copy(out, data, len, e);
}

enum status signer_wire_guarded(struct buf *out, struct secret **memory, size_t cap, struct err *e)
{
	enum status s = secret_new(memory, cap + 1, e);

	/* The buffer has all the memory that its ceiling allows, so it never asks for more. */
	if (s == STATUS_OK)
		*out = (struct buf){.data = secret_bytes(*memory), .cap = cap + 1, .limit = cap};
	return s;
}
