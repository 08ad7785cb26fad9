/*
 * Each function compares its need with the bytes that are left before it reads one. A length in a
 * document from elsewhere can therefore never lead past the document's end.
 */
#include "base/cursor.h"

#include <string.h>

#include "base/be.h"

enum status cursor_take(struct cursor *c, const uint8_t **out, size_t len)
{
	if (cursor_left(c) < len)
		return ERR_PARSE;
	*out = c->at;
	c->at += len;
	return STATUS_OK;
}

enum status cursor_u8(struct cursor *c, uint8_t *out)
{
	if (cursor_left(c) < 1)
		return ERR_PARSE;
	*out = *c->at++;
	return STATUS_OK;
}

enum status cursor_be32(struct cursor *c, uint32_t *out)
{
	if (cursor_left(c) < 4)
		return ERR_PARSE;
	*out = be32_load(c->at);
	c->at += 4;
	return STATUS_OK;
}

enum status cursor_be64(struct cursor *c, uint64_t *out)
{
	if (cursor_left(c) < 8)
		return ERR_PARSE;
	*out = be64_load(c->at);
	c->at += 8;
	return STATUS_OK;
}

enum status cursor_literal(struct cursor *c, const char *text)
{
	size_t len = strlen(text);

	if (cursor_left(c) < len || memcmp(c->at, text, len) != 0)
		return ERR_PARSE;
	c->at += len;
	return STATUS_OK;
}
