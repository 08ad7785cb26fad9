/*
 * Fields are taken from a whole record; dataset/reader_csv.c has found where it ends. A value is
 * copied only when quotes inside it are doubled, which is rare.
 */
#include "dataset/csv.h"

#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"

/* Takes a quoted field; the cursor stands on its opening quote. */
static enum status quoted(struct cursor *c, const uint8_t **value, size_t *len, struct buf *scratch)
{
	const uint8_t *first = c->at + 1, *at = first;
	size_t kept = scratch->len, size;
	bool doubled = false;

	for (;;) {
		const uint8_t *quote = at < c->end ? memchr(at, '"', (size_t)(c->end - at)) : NULL;

		if (quote == NULL)
			return ERR_PARSE;
		if (quote + 1 == c->end || quote[1] != '"') {
			size = (size_t)(quote - at);
			c->at = quote + 1;
			break;
		}
		doubled = true;
		buf_add(scratch, at, (size_t)(quote + 1 - at));
		at = quote + 2;
	}
	*value = first;
	*len = size;
	if (!doubled)
		return STATUS_OK;
	buf_add(scratch, at, size);
	if (buf_status(scratch) != STATUS_OK)
		return buf_status(scratch);
	*value = scratch->data + kept;
	*len = scratch->len - kept;
	return STATUS_OK;
}

enum status csv_next(struct cursor *c, const uint8_t **value, size_t *len, bool *more,
		     struct buf *scratch)
{
	enum status s = STATUS_OK;

	*value = c->at;
	*len = 0;
	if (c->at < c->end && *c->at == '"') {
		s = quoted(c, value, len, scratch);
	} else if (c->at < c->end) {
		const uint8_t *comma = memchr(c->at, ',', cursor_left(c));

		*len = comma != NULL ? (size_t)(comma - c->at) : cursor_left(c);
		c->at += *len;
	}
	*more = s == STATUS_OK && c->at < c->end;
	if (*more && *c->at++ != ',')
		return ERR_PARSE;
	return s;
}

enum status csv_column(size_t *out, const void *header, size_t len, const char *name)
{
	struct cursor c = cursor_of(header, len);
	struct buf scratch;
	enum status s = STATUS_OK;
	bool more = true, found = false;

	buf_init(&scratch, len);
	for (size_t i = 0; more; i++) {
		const uint8_t *value;
		size_t size;

		s = csv_next(&c, &value, &size, &more, &scratch);
		if (s != STATUS_OK)
			break;
		if (size != strlen(name) || memcmp(value, name, size) != 0)
			continue;
		if (found) {
			s = ERR_EXISTS;
			break;
		}
		found = true;
		*out = i;
	}
	buf_release(&scratch);
	if (s != STATUS_OK)
		return s;
	return found ? STATUS_OK : ERR_NOT_FOUND;
}
