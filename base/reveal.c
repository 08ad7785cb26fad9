/*
 * Text made visible, character by character.
 *
 * reveal_text() walks over the characters; add_one() decides by is_plain() whether a character
 * stands for itself or is named. Invariant: the output tells the input exactly, since every
 * character is there either as it is or by its number, and "<U+" never stands for itself.
 */
#include "base/reveal.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Combining marks that one letter may carry: Vietnamese and Hebrew with points need two. */
#define MARKS_MAX 2

struct revealing {
	struct buf *out;
	bool ascii;
	bool composed;	/* the whole text is in NFC, so that its marks are where they belong */
	bool at_start;	/* no character of the line was written yet */
	unsigned marks; /* on the letter before */
	size_t blanks;	/* U+0020 that are not written yet */
};

static bool is_mark(utf8proc_category_t c)
{
	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME || c == UTF8PROC_CATEGORY_MC;
}

/* Reads the character at `at`. Returns its bytes; a byte that is no text counts as U+FFFD. */
static size_t take(utf8proc_int32_t *c, const uint8_t *at, size_t len)
{
	utf8proc_ssize_t got = utf8proc_iterate(at, (utf8proc_ssize_t)len, c);

	if (got > 0)
		return (size_t)got;
	*c = 0xFFFD;
	return 1;
}

bool reveal_is_text(const void *data, size_t len)
{
	const uint8_t *at = data;

	while (len > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t got = utf8proc_iterate(at, (utf8proc_ssize_t)len, &c);
		utf8proc_category_t category;

		if (got <= 0)
			return false;
		category = utf8proc_category(c);
		if (category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CS ||
		    (category == UTF8PROC_CATEGORY_CC && c != '\t' && c != '\n' && c != '\r'))
			return false;
		at += got;
		len -= (size_t)got;
	}
	return true;
}

/* Whether NFC would write other characters for `len` bytes of text. */
static bool is_composed(const uint8_t *data, size_t len)
{
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t n =
		utf8proc_map(data, (utf8proc_ssize_t)len, &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	bool same = n == (utf8proc_ssize_t)len && (len == 0 || memcmp(nfc, data, len) == 0);

	free(nfc);
	return same;
}

/* Letters, digits, symbols and punctuation have ink; the other categories have none. */
static bool has_ink(utf8proc_category_t c)
{
	return c != UTF8PROC_CATEGORY_CN && c != UTF8PROC_CATEGORY_CC &&
	       c != UTF8PROC_CATEGORY_CF && c != UTF8PROC_CATEGORY_CS &&
	       c != UTF8PROC_CATEGORY_CO && c != UTF8PROC_CATEGORY_ZS &&
	       c != UTF8PROC_CATEGORY_ZL && c != UTF8PROC_CATEGORY_ZP;
}

static bool is_plain(const struct revealing *r, utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	utf8proc_uint8_t bytes[4];

	if (c >= 0x21 && c <= 0x7E)
		return true;
	/* U+2800 is Braille without a dot: a symbol by its category, and empty. */
	if (r->ascii || utf8proc_get_property(c)->ignorable || c == 0x2800 || !has_ink(category))
		return false;
	if (is_mark(category))
		return r->composed && !r->at_start && r->marks < MARKS_MAX;
	return r->composed || is_composed(bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static void name(struct revealing *r, utf8proc_int32_t c, size_t times)
{
	if (times == 1)
		buf_addf(r->out, "<U+%04X>", (unsigned)c);
	else
		buf_addf(r->out, "<U+%04X x %zu>", (unsigned)c, times);
}

/* Writes the blanks before the next character, or before a line end, where none can be seen. */
static void end_blanks(struct revealing *r, bool at_end)
{
	if (r->blanks == 1 && !r->at_start && !at_end)
		buf_add_byte(r->out, ' ');
	else if (r->blanks > 0)
		name(r, ' ', r->blanks);
	if (r->blanks > 0) {
		r->at_start = false;
		r->marks = 0;
	}
	r->blanks = 0;
}

static void add_one(struct revealing *r, utf8proc_int32_t c, const uint8_t *at, size_t len,
		    bool before_name)
{
	bool mark = is_mark(utf8proc_category(c));
	/* A mark would sit on the blank before it, where it looks like another character. */
	bool lone = mark && r->blanks > 0;

	end_blanks(r, false);
	if (lone || before_name || !is_plain(r, c))
		name(r, c, 1);
	else if (c == 0xFFFD)
		buf_add_str(r->out, "\xEF\xBF\xBD");
	else
		buf_add(r->out, at, len);
	r->marks = mark ? r->marks + 1 : 0;
	r->at_start = false;
}

void reveal_text(struct buf *out, const void *data, size_t len, bool ascii)
{
	const uint8_t *at = data;
	struct revealing r = {
		.out = out, .ascii = ascii, .composed = is_composed(data, len), .at_start = true};

	while (len > 0) {
		utf8proc_int32_t c;
		size_t n = take(&c, at, len);

		if (c == '\n') {
			end_blanks(&r, true);
			buf_add_byte(out, '\n');
			r.at_start = true;
			r.marks = 0;
		} else if (c == ' ') {
			r.blanks++;
		} else {
			add_one(&r, c, at, n, c == '<' && len >= 3 && at[1] == 'U' && at[2] == '+');
		}
		at += n;
		len -= n;
	}
	end_blanks(&r, true);
}
