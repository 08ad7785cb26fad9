/*
 * Canonical JSON (RFC 8785): the same document gives the same bytes everywhere, so that its hash
 * means something.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/json_write.h"

#include "base/buf.h"

static enum status write_value(struct buf *out, const struct json *value);

/*
 * Orders by UTF-16 code units (RFC 8785 section 3.2.3). That differs from the order of bytes only
 * between U+E000..U+FFFF and the supplementary planes, whose surrogates sort lower.
 */
static int compare_names(const char *a, const char *b)
{
	utf8proc_int32_t x, y;

	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	/* Both stop within a character when its first bytes are equal: back to its beginning. */
	while (((uint8_t)*a & 0xC0) == 0x80 && ((uint8_t)*b & 0xC0) == 0x80) {
		a--;
		b--;
	}
	if (*a == '\0' || *b == '\0')
		return (*a != '\0') - (*b != '\0');
	if (utf8proc_iterate((const uint8_t *)a, -1, &x) <= 0 ||
	    utf8proc_iterate((const uint8_t *)b, -1, &y) <= 0)
		return strcmp(a, b);
	if (x >= 0x10000 && y < 0x10000)
		return y >= 0xE000 ? -1 : 1;
	if (y >= 0x10000 && x < 0x10000)
		return x >= 0xE000 ? 1 : -1;
	return x < y ? -1 : x > y;
}

static int by_utf16(const void *a, const void *b)
{
	return compare_names(json_name(*(const struct json *const *)a),
			     json_name(*(const struct json *const *)b));
}

/* The bytes of the front of `text` that stand for themselves; most texts have no others. */
static size_t plain_bytes(const char *text)
{
	size_t n = 0;

	while ((uint8_t)text[n] >= 0x20 && text[n] != '"' && text[n] != '\\')
		n++;
	return n;
}

static void write_text(struct buf *out, const char *text)
{
	static const char shorts[] = {
		['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};

	buf_add_byte(out, '"');
	for (const char *p = text; *p != '\0'; p++) {
		size_t plain = plain_bytes(p);
		uint8_t c;

		buf_add(out, p, plain);
		p += plain;
		c = (uint8_t)*p;
		if (c == '\0')
			break;
		if (c == '"' || c == '\\') {
			buf_add_byte(out, '\\');
			buf_add_byte(out, c);
		} else if (c < sizeof(shorts) && shorts[c] != 0) {
			buf_add_byte(out, '\\');
			buf_add_byte(out, (uint8_t)shorts[c]);
		} else {
			buf_addf(out, "\\u%04x", c);
		}
	}
	buf_add_byte(out, '"');
}

static enum status write_object(struct buf *out, const struct json *object)
{
	size_t n = json_count(object), i = 0;
	const struct json **members = calloc(n + 1, sizeof(*members));
	enum status s = STATUS_OK;

	if (members == NULL)
		return ERR_MEMORY;
	for (const struct json *m = json_first(object); m != NULL; m = json_next(m))
		members[i++] = m;
	qsort(members, n, sizeof(*members), by_utf16);
	buf_add_byte(out, '{');
	for (i = 0; i < n && s == STATUS_OK; i++) {
		if (i > 0)
			buf_add_byte(out, ',');
		write_text(out, json_name(members[i]));
		buf_add_byte(out, ':');
		s = write_value(out, members[i]);
	}
	buf_add_byte(out, '}');
	free(members);
	return s;
}

static enum status write_array(struct buf *out, const struct json *array)
{
	enum status s = STATUS_OK;

	buf_add_byte(out, '[');
	for (const struct json *m = json_first(array); m != NULL && s == STATUS_OK;
	     m = json_next(m)) {
		if (m != json_first(array))
			buf_add_byte(out, ',');
		s = write_value(out, m);
	}
	buf_add_byte(out, ']');
	return s;
}

static enum status write_value(struct buf *out, const struct json *value)
{
	int64_t number;

	if (json_is_object(value))
		return write_object(out, value);
	if (json_is_array(value))
		return write_array(out, value);
	if (json_is_string(value))
		write_text(out, json_text(value));
	else if (json_is_bool(value))
		buf_add_str(out, json_truth(value) ? "true" : "false");
	else if (json_is_null(value))
		buf_add_str(out, "null");
	else if (json_digits(value) != NULL)
		buf_add_str(out, json_digits(value));
	else if (json_integer(&number, value) == STATUS_OK)
		buf_addf(out, "%lld", (long long)number);
	else
		return json_is_number(value) ? ERR_UNSUPPORTED : ERR_MEMORY;
	return buf_status(out);
}

enum status json_write(struct buf *out, const struct json *value)
{
	return value == NULL ? ERR_MEMORY : write_value(out, value);
}

enum status json_write_take(struct buf *out, struct json *take_value)
{
	enum status s = json_write(out, take_value);

	json_free(take_value);
	return s;
}

enum status json_write_same(struct json *take_value, const void *data, size_t len, struct err *e)
{
	struct buf again;
	enum status s;

	/* A form that is longer than `data` fails with ERR_LIMIT. It is just another text. */
	buf_init(&again, len);
	s = json_write(&again, take_value);
	if (s == ERR_LIMIT ||
	    (s == STATUS_OK && (again.len != len || memcmp(again.data, data, len) != 0)))
		s = err_set(e, ERR_PARSE,
			    "the text is not exactly as byline writes it: it was altered, or "
			    "another version made it");
	else if (s != STATUS_OK)
		s = err_set(e, s, "%s", status_phrase(s));
	json_free(take_value);
	/* A document may hold private bytes, such as a record and its salt. */
	buf_wipe(&again);
	return s;
}
