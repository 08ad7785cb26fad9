#include "ur/frame.h"

#include <string.h>

#include "base/cursor.h"
#include "base/parse.h"
#include "ur/bytewords.h"

/* Typed texts and readers of codes leave these around a frame. */
static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Up to the next '/', which is taken too. ERR_PARSE when there is none. */
static enum status take_word(struct cursor *c, const char **word, size_t *len)
{
	const uint8_t *slash = memchr(c->at, '/', cursor_left(c));

	if (slash == NULL)
		return ERR_PARSE;
	*word = (const char *)c->at;
	*len = (size_t)(slash - c->at);
	c->at = slash + 1;
	return STATUS_OK;
}

/* The scheme may be in either case, as the rest: codes carry it in upper case. */
static enum status read_scheme(struct cursor *c)
{
	const uint8_t *at;
	enum status s = cursor_take(c, &at, 3);

	if (s != STATUS_OK)
		return s;
	return lower((char)at[0]) == 'u' && lower((char)at[1]) == 'r' && at[2] == ':' ? STATUS_OK
										      : ERR_PARSE;
}

/* Letters, digits and hyphens (BCR-2020-005, "Types"). */
static enum status read_type(struct frame *out, struct cursor *c)
{
	const char *word;
	size_t n;
	enum status s = take_word(c, &word, &n);

	if (s != STATUS_OK || n == 0 || n >= sizeof(out->type))
		return ERR_PARSE;
	for (size_t i = 0; i < n; i++) {
		const char l = lower(word[i]);

		if (!(l >= 'a' && l <= 'z') && !(l >= '0' && l <= '9') && l != '-')
			return ERR_PARSE;
		out->type[i] = l;
	}
	out->type[n] = '\0';
	return STATUS_OK;
}

/* No zero, no leading zero, and nothing that a part could not say. */
static enum status read_count(uint32_t *out, const char *text, size_t len)
{
	uint64_t v;
	enum status s = parse_u64(&v, text, len);

	if (s != STATUS_OK || v == 0 || v > UINT32_MAX)
		return ERR_PARSE;
	*out = (uint32_t)v;
	return STATUS_OK;
}

/* "NUMBER-COUNT" up to the next slash. */
static enum status read_numbers(struct frame *out, struct cursor *c)
{
	const char *word, *hyphen;
	size_t n, left;
	enum status s = take_word(c, &word, &n);

	if (s != STATUS_OK)
		return s;
	hyphen = memchr(word, '-', n);
	if (hyphen == NULL)
		return ERR_PARSE;
	left = (size_t)(hyphen - word);
	s = read_count(&out->number, word, left);
	return s == STATUS_OK ? read_count(&out->count, hyphen + 1, n - left - 1) : s;
}

/* A second slash tells a part from a whole message: letters have none. */
enum status frame_read(struct frame *out, const char *text, size_t len)
{
	struct cursor c;
	enum status s;

	if (len > FRAME_TEXT_MAX)
		return ERR_LIMIT;
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	for (; len > 0 && is_blank(*text); text++)
		len--;
	c = cursor_of(text, len);
	*out = (struct frame){.number = 0};
	s = read_scheme(&c);
	if (s == STATUS_OK)
		s = read_type(out, &c);
	if (s == STATUS_OK && memchr(c.at, '/', cursor_left(&c)) != NULL)
		s = read_numbers(out, &c);
	if (s != STATUS_OK)
		return s;
	out->letters = (const char *)c.at;
	out->len = cursor_left(&c);
	return out->len > 0 ? STATUS_OK : ERR_PARSE;
}

void frame_write(struct buf *out, const char *type, const void *data, size_t len)
{
	buf_addf(out, "ur:%s/", type);
	bytewords_write(out, data, len);
}

void frame_write_part(struct buf *out, const char *type, uint32_t number, uint32_t count,
		      const void *data, size_t len)
{
	buf_addf(out, "ur:%s/%u-%u/", type, number, count);
	bytewords_write(out, data, len);
}
