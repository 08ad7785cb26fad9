/*
 * The places of words and what kind of characters stand between them decide branches here, since
 * the length of the result depends on them. Which letter stands where decides none: a phrase in
 * ASCII never reaches Unicode's tables, in which a character would be an index.
 */
#include "wallet/bip39_typed.h"

#include <string.h>
#include <utf8proc.h>

#include "base/nfkd.h"

/* Kinds of characters, as they matter to the words around them. */
enum typed {
	TYPED_LETTER = 1, /* belongs to a word, as does all that is none of the others */
	TYPED_DIGIT = 2,
	TYPED_BREAK = 4,
	TYPED_UNSEEN = 8,
};

/* All ones where lo <= c <= hi, without a branch. */
static unsigned in_range(unsigned c, unsigned lo, unsigned hi)
{
	return 0u - (((c - lo) | (hi - c)) >> (sizeof(unsigned) * 8 - 1) ^ 1u);
}

static unsigned kind_of_ascii(unsigned c)
{
	unsigned digit = in_range(c, '0', '9');
	unsigned letter = in_range(c, 'a', 'z') | in_range(c, 'A', 'Z') | in_range(c, 0x80, 0xff);

	return (digit & TYPED_DIGIT) | (letter & TYPED_LETTER) | (~(digit | letter) & TYPED_BREAK);
}

static unsigned kind_of_point(utf8proc_int32_t point)
{
	/* UAX #44: categories of punctuation begin with P, those of white space with Z. */
	const char *category = utf8proc_category_string(point);

	/* U+200B is a space without width; the other characters of Cf join or order letters. */
	if (strcmp(category, "Cf") == 0)
		return point == 0x200b ? TYPED_BREAK : TYPED_UNSEEN;
	if (strcmp(category, "Nd") == 0)
		return TYPED_DIGIT;
	return category[0] == 'P' || category[0] == 'Z' || strcmp(category, "Cc") == 0
		       ? TYPED_BREAK
		       : TYPED_LETTER;
}

/* Returns the kind of the character at `at`, and its number of bytes. */
static unsigned kind_at(size_t *len, const uint8_t *at, size_t left, bool ascii)
{
	utf8proc_int32_t point = -1;
	utf8proc_ssize_t n = 1;

	*len = 1;
	if (ascii)
		return kind_of_ascii(*at);
	if (*at >= 0x80)
		n = utf8proc_iterate(at, (utf8proc_ssize_t)left, &point);
	if (*at < 0x80 || n < 1)
		return kind_of_ascii(*at);
	*len = (size_t)n;
	return kind_of_point(point);
}

static bool is_ascii(const struct secret *text)
{
	uint8_t all = 0;

	for (size_t i = 0; i < secret_len(text); i++)
		all |= secret_view(text)[i];
	return all < 0x80;
}

/* Writes the words into `out`, which has room for the text and one byte. Returns their length. */
static size_t write_words(uint8_t *out, const struct secret *text, bool ascii)
{
	const uint8_t *at = secret_view(text);
	size_t left = secret_len(text), n = 0, len;
	bool within = false; /* a word has begun */

	for (; left > 0; at += len, left -= len) {
		unsigned kind = kind_at(&len, at, left, ascii);

		if (kind == TYPED_UNSEEN || (kind == TYPED_DIGIT && !within))
			continue;
		if (kind == TYPED_BREAK) {
			if (within)
				out[n++] = ' ';
			within = false;
			continue;
		}
		within = true;
		for (size_t i = 0; i < len; i++)
			out[n++] = (uint8_t)(at[i] | (in_range(at[i], 'A', 'Z') & 0x20));
	}
	out[n++] = ' ';
	return n;
}

enum status bip39_typed_words(struct secret **words, size_t *len, const struct secret *phrase,
			      struct err *e)
{
	bool ascii = is_ascii(phrase);
	struct secret *normal = NULL;
	enum status s = STATUS_OK;

	*words = NULL;
	if (!ascii)
		s = nfkd_secret(&normal, phrase, e);
	if (s == STATUS_OK && normal != NULL)
		phrase = normal;
	if (s == STATUS_OK)
		s = secret_new(words, secret_len(phrase) + 1, e);
	if (s == STATUS_OK)
		*len = write_words(secret_bytes(*words), phrase, ascii);
	secret_free(normal);
	return s;
}
