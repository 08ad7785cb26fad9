/*
 * A walk over the members of one JSON object.
 *
 * lookup_members() calls json_scan() before it looks for anything, then take_member() for each
 * member; take_string() and skip_value() move over what is not wanted, decode() resolves escapes.
 * Invariant: the bytes are well-formed JSON, so the walk needs no checks of its own; the quotes and
 * brackets that close a value bound it.
 */
#include "dataset/lookup.h"

#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/hex.h"
#include "base/json_scan.h"

static void skip_space(struct cursor *c)
{
	while (c->at < c->end &&
	       (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r'))
		c->at++;
}

/*
 * Moves from an opening quote past the closing one. Out: the bytes between, and whether there are
 * escapes among them.
 */
static void take_string(struct cursor *c, const uint8_t **raw, size_t *len, bool *escapes)
{
	*raw = ++c->at;
	*escapes = false;
	while (c->at < c->end && *c->at != '"') {
		if (*c->at == '\\') {
			*escapes = true;
			c->at++;
		}
		c->at++;
	}
	*len = (size_t)(c->at - *raw);
	c->at++;
}

/* Moves over any value: to the comma or bracket that follows it at its own level. */
static void skip_value(struct cursor *c)
{
	size_t depth = 0, len;
	const uint8_t *raw;
	bool escapes;

	while (c->at < c->end) {
		switch (*c->at) {
		case '"': take_string(c, &raw, &len, &escapes); continue;
		case '{':
		case '[': depth++; break;
		case '}':
		case ']':
			if (depth == 0)
				return;
			depth--;
			break;
		case ',':
			if (depth == 0)
				return;
			break;
		}
		c->at++;
	}
}

static uint32_t four_digits(const uint8_t *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v = v << 4 | (uint32_t)hex_digit((char)p[i]);
	return v;
}

static uint8_t *put_utf8(uint8_t *out, uint32_t c)
{
	if (c < 0x80) {
		*out++ = (uint8_t)c;
	} else if (c < 0x800) {
		*out++ = (uint8_t)(0xc0 | c >> 6);
		*out++ = (uint8_t)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*out++ = (uint8_t)(0xe0 | c >> 12);
		*out++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		*out++ = (uint8_t)(0x80 | (c & 0x3f));
	} else {
		*out++ = (uint8_t)(0xf0 | c >> 18);
		*out++ = (uint8_t)(0x80 | (c >> 12 & 0x3f));
		*out++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		*out++ = (uint8_t)(0x80 | (c & 0x3f));
	}
	return out;
}

/* Decodes escapes. The result is never longer than `raw`. Returns its end. */
static uint8_t *decode(uint8_t *out, const uint8_t *raw, size_t len)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const uint8_t *end = raw + len;

	while (raw < end) {
		const char *found;
		uint32_t c;

		if (*raw != '\\') {
			*out++ = *raw++;
			continue;
		}
		raw += 2;
		found = strchr(from, raw[-1]);
		if (raw[-1] != 'u') {
			*out++ = found != NULL ? (uint8_t)to[found - from] : raw[-1];
			continue;
		}
		c = four_digits(raw);
		raw += 4;
		if (c >= 0xd800 && c < 0xdc00) {
			c = 0x10000 + ((c - 0xd800) << 10) + (four_digits(raw + 2) - 0xdc00);
			raw += 6;
		}
		out = put_utf8(out, c);
	}
	return out;
}

/*
 * Gives a string without escapes: its own bytes, or decoded bytes after the contents of `scratch`.
 */
static void plain(const uint8_t **text, size_t *len, bool escapes, struct buf *scratch)
{
	uint8_t *out;

	if (!escapes)
		return;
	out = scratch->data + scratch->len;
	*len = (size_t)(decode(out, *text, *len) - out);
	scratch->len += *len;
	*text = out;
}

static struct lookup *matching(struct lookup *wanted, size_t n, const uint8_t *name, size_t len)
{
	for (size_t i = 0; i < n; i++) {
		if (strlen(wanted[i].name) == len && memcmp(wanted[i].name, name, len) == 0)
			return &wanted[i];
	}
	return NULL;
}

/* Callers ask for two members, text and label. */
#define MOST_WANTED 8

/* Takes one name, its value, and the comma after it; the cursor stands on the name's quote. */
static enum status take_member(struct cursor *c, struct lookup *wanted, size_t n,
			       bool seen[static MOST_WANTED], struct buf *scratch)
{
	const uint8_t *text;
	size_t len;
	bool escapes;
	struct lookup *w;

	take_string(c, &text, &len, &escapes);
	plain(&text, &len, escapes, scratch);
	w = matching(wanted, n, text, len);
	skip_space(c);
	c->at++; /* past the colon */
	skip_space(c);
	if (w != NULL && seen[w - wanted])
		return ERR_PARSE;
	if (w != NULL)
		seen[w - wanted] = true;
	if (w != NULL && *c->at == '"') {
		take_string(c, &text, &len, &escapes);
		plain(&text, &len, escapes, scratch);
		w->value = text;
		w->len = len;
	} else {
		skip_value(c);
	}
	skip_space(c);
	if (*c->at == ',')
		c->at++;
	skip_space(c);
	return STATUS_OK;
}

enum status lookup_members(struct lookup *wanted, size_t n, const void *data, size_t len,
			   struct buf *scratch)
{
	struct cursor c = cursor_of(data, len);
	bool seen[MOST_WANTED] = {false};
	enum status s = json_scan(data, len, NULL);

	if (n > MOST_WANTED)
		return ERR_USAGE;
	for (size_t i = 0; i < n; i++)
		wanted[i].value = NULL;
	if (s != STATUS_OK)
		return s;
	skip_space(&c);
	if (cursor_literal(&c, "{") != STATUS_OK)
		return ERR_PARSE;
	buf_clear(scratch);
	/*
	 * Room for all decoded values at once: the buffer must not move while values point into it.
	 */
	if (buf_reserve(scratch, len) == NULL)
		return buf_status(scratch);
	skip_space(&c);
	while (s == STATUS_OK && *c.at != '}')
		s = take_member(&c, wanted, n, seen, scratch);
	return s;
}
