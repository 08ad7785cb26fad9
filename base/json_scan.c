/*
 * The grammar of RFC 8259, one function per rule.
 *
 * A function that takes a rule's text moves the cursor past it and returns true; after false the
 * cursor's place is where the text went wrong, and the message names it. Only scan_value() and
 * scan_members() call each other, no deeper than LIMIT_JSON_DEPTH.
 */
#include "base/json_scan.h"

#include <string.h>

#include "base/cursor.h"
#include "base/hex.h"
#include "base/text.h"

static void skip_space(struct cursor *c)
{
	while (c->at < c->end &&
	       (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r'))
		c->at++;
}

static bool take(struct cursor *c, char wanted)
{
	if (c->at == c->end || *c->at != (uint8_t)wanted)
		return false;
	c->at++;
	return true;
}

static bool scan_digits(struct cursor *c)
{
	const uint8_t *first = c->at;

	while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
		c->at++;
	return c->at > first;
}

/* An integer without leading zeros, then optionally a fraction and an exponent. */
static bool scan_number(struct cursor *c)
{
	take(c, '-');
	if (!take(c, '0') && !scan_digits(c))
		return false;
	if (take(c, '.') && !scan_digits(c))
		return false;
	if (take(c, 'e') || take(c, 'E')) {
		if (!take(c, '+'))
			take(c, '-');
		return scan_digits(c);
	}
	return true;
}

static bool scan_unit(struct cursor *c, unsigned *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		int d = c->at < c->end ? hex_digit((char)*c->at) : -1;

		if (d < 0)
			return false;
		*unit = *unit << 4 | (unsigned)d;
		c->at++;
	}
	return true;
}

/*
 * Takes the rest of an escape; the cursor stands after the backslash. A surrogate needs its other
 * half, and U+0000 is refused because C strings end there.
 */
static bool scan_escape(struct cursor *c)
{
	unsigned unit;

	if (c->at == c->end)
		return false;
	if (!take(c, 'u')) {
		bool known = memchr("\"\\/bfnrt", *c->at, 8) != NULL;

		c->at += known;
		return known;
	}
	if (!scan_unit(c, &unit) || unit == 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
		return false;
	if (unit < 0xD800 || unit > 0xDBFF)
		return true;
	return take(c, '\\') && take(c, 'u') && scan_unit(c, &unit) && unit >= 0xDC00 &&
	       unit <= 0xDFFF;
}

static bool scan_string(struct cursor *c)
{
	if (!take(c, '"'))
		return false;
	while (c->at < c->end) {
		uint8_t b = *c->at;

		if (b < 0x20)
			return false;
		c->at++;
		if (b == '"')
			return true;
		if (b == '\\' && !scan_escape(c))
			return false;
	}
	return false;
}

static enum status scan_value(struct cursor *c, size_t *values, int depth);

/* The inside of an array, or of an object when `end` is the closing brace. */
static enum status scan_members(struct cursor *c, size_t *values, char end, int depth)
{
	enum status s;

	if (depth > LIMIT_JSON_DEPTH)
		return ERR_TOO_DEEP;
	skip_space(c);
	if (take(c, end))
		return STATUS_OK;
	for (;;) {
		if (end == '}') {
			skip_space(c);
			if (!scan_string(c))
				return ERR_PARSE;
			skip_space(c);
			if (!take(c, ':'))
				return ERR_PARSE;
		}
		s = scan_value(c, values, depth);
		if (s != STATUS_OK)
			return s;
		if (take(c, end))
			return STATUS_OK;
		if (!take(c, ','))
			return ERR_PARSE;
	}
}

static bool scan_word(struct cursor *c)
{
	return cursor_literal(c, "true") == STATUS_OK || cursor_literal(c, "false") == STATUS_OK ||
	       cursor_literal(c, "null") == STATUS_OK;
}

/* Takes one value with the white space around it, and counts it and all within it. */
static enum status scan_value(struct cursor *c, size_t *values, int depth)
{
	enum status s = STATUS_OK;

	++*values;
	skip_space(c);
	if (c->at == c->end)
		return ERR_PARSE;
	if (take(c, '{'))
		s = scan_members(c, values, '}', depth + 1);
	else if (take(c, '['))
		s = scan_members(c, values, ']', depth + 1);
	else if (*c->at == '"')
		s = scan_string(c) ? STATUS_OK : ERR_PARSE;
	else if (!scan_word(c) && !scan_number(c))
		s = ERR_PARSE;
	skip_space(c);
	return s;
}

enum status json_scan(const void *data, size_t len, struct err *e)
{
	size_t values;

	return json_scan_count(&values, data, len, e);
}

enum status json_scan_count(size_t *values, const void *data, size_t len, struct err *e)
{
	struct cursor c = cursor_of(data, len);
	enum status s;

	*values = 0;
	if (!text_is_utf8(data, len))
		return err_set(e, ERR_PARSE, "JSON: the text is not UTF-8");
	s = scan_value(&c, values, 0);
	if (s == STATUS_OK && c.at != c.end)
		s = ERR_PARSE;
	if (s != STATUS_OK)
		return err_set(e, s, "JSON: %s at byte %zu",
			       s == ERR_TOO_DEEP ? "nested too deep" : "not valid",
			       (size_t)(c.at - (const uint8_t *)data));
	return STATUS_OK;
}
