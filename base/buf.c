/*
 * A buffer that doubles its memory until it reaches its ceiling.
 *
 * Every append goes through buf_reserve(): it alone looks at the ceiling, asks for memory and
 * records the first failure. After a failure it returns NULL, and so each later append does
 * nothing.
 */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"

void buf_init(struct buf *b, size_t limit)
{
	*b = (struct buf){.limit = limit < SIZE_MAX ? limit : SIZE_MAX - 1};
}

void buf_release(struct buf *b)
{
	if (b == NULL)
		return;
	free(b->data);
	buf_init(b, b->limit);
}

void buf_wipe(struct buf *b)
{
	if (b == NULL)
		return;
	if (b->data != NULL)
		explicit_bzero(b->data, b->cap);
	buf_release(b);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = STATUS_OK;
}

enum status buf_status(const struct buf *b)
{
	return b->failed;
}

/*
 * Copies by hand instead of calling realloc(), because the old block may hold private bytes and
 * must be wiped.
 */
static bool grow(struct buf *b, size_t need)
{
	size_t cap = b->cap < 64 ? 64 : b->cap;
	uint8_t *data;

	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : 2 * cap;
	if (cap > b->limit + 1)
		cap = b->limit + 1;
	data = malloc(cap);
	if (data == NULL) {
		b->failed = ERR_MEMORY;
		return false;
	}
	if (b->data != NULL) {
		memcpy(data, b->data, b->len);
		explicit_bzero(b->data, b->cap);
		free(b->data);
	}
	b->data = data;
	b->cap = cap;
	return true;
}

uint8_t *buf_reserve(struct buf *b, size_t len)
{
	if (b->failed != STATUS_OK)
		return NULL;
	if (len > b->limit || b->len > b->limit - len) {
		b->failed = ERR_LIMIT;
		return NULL;
	}
	/* One byte more than the contents, for the zero of buf_str(). */
	if (b->len + len + 1 > b->cap && !grow(b, b->len + len + 1))
		return NULL;
	return b->data + b->len;
}

void buf_grew(struct buf *b, size_t len)
{
	b->len += len;
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	uint8_t *p = buf_reserve(b, len);

	if (p == NULL)
		return;
	if (len > 0)
		memcpy(p, data, len);
	b->len += len;
}

void buf_add_byte(struct buf *b, uint8_t byte)
{
	buf_add(b, &byte, 1);
}

void buf_add_str(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_add_hex(struct buf *b, const uint8_t *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *p = len > b->limit / 2 ? NULL : buf_reserve(b, 2 * len);

	if (p == NULL) {
		if (b->failed == STATUS_OK)
			b->failed = ERR_LIMIT;
		return;
	}
	for (size_t i = 0; i < len; i++) {
		*p++ = (uint8_t)digits[data[i] >> 4];
		*p++ = (uint8_t)digits[data[i] & 15];
	}
	b->len += 2 * len;
}

void buf_add_be64(struct buf *b, uint64_t v)
{
	uint8_t bytes[8];

	be64_store(bytes, v);
	buf_add(b, bytes, sizeof(bytes));
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list ap, again;
	int len;
	uint8_t *p;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	/* vsnprintf() counts in an int and fails when the text is longer. */
	if (len < 0 && b->failed == STATUS_OK)
		b->failed = ERR_LIMIT;
	p = len < 0 ? NULL : buf_reserve(b, (size_t)len);
	if (p != NULL) {
		vsnprintf((char *)p, (size_t)len + 1, format, again);
		b->len += (size_t)len;
	}
	va_end(again);
}

const char *buf_str(struct buf *b)
{
	if (b->failed != STATUS_OK || buf_reserve(b, 0) == NULL)
		return "";
	b->data[b->len] = '\0';
	return (const char *)b->data;
}

uint8_t *buf_take(struct buf *b, size_t *len)
{
	uint8_t *data = b->data;

	if (len != NULL)
		*len = b->len;
	buf_init(b, b->limit);
	return data;
}
