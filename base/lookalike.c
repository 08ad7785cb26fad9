/*
 * fold() makes of a name the characters that count, as they look; lookalike_names() compares two of
 * them. lookalike_within() does so with each word of a text (is_of_word() says where one ends), and
 * with what follows on digits at its front.
 */
#include "base/lookalike.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Longer names than any token has are compared by their fronts. */
#define MOST 128

/* Characters and those that each is written as, in order; after the folding of case. */
static const struct {
	const char *from, *to;
} alike[] = {
	/* Digits and Latin: 1, i, j without its dot and l are one stroke, 0 and o one ring. */
	{"0", "o"},
	{"1", "l"},
	{"i", "l"},
	{"ı", "l"},
	{"ɩ", "l"},
	{"ǀ", "l"},
	{"5", "s"},
	{"8", "b"},
	{"2", "z"},
	{"ƽ", "s"},
	{"ȷ", "j"},
	{"ɑ", "a"},
	{"ɡ", "g"},
	{"ꞑ", "n"},
	/* Greek, whose capitals look Latin where its small letters do not. */
	{"α", "a"},
	{"β", "b"},
	{"ε", "e"},
	{"ζ", "z"},
	{"η", "h"},
	{"ι", "l"},
	{"κ", "k"},
	{"μ", "m"},
	{"ν", "n"},
	{"ο", "o"},
	{"ρ", "p"},
	{"σ", "o"},
	{"τ", "t"},
	{"υ", "y"},
	{"χ", "x"},
	{"ϲ", "c"},
	{"ϳ", "j"},
	{"γ", "y"},
	{"ω", "w"},
	/* Cyrillic */
	{"а", "a"},
	{"в", "b"},
	{"с", "c"},
	{"ԁ", "d"},
	{"е", "e"},
	{"ғ", "f"},
	{"һ", "h"},
	{"н", "h"},
	{"і", "l"},
	{"ї", "l"},
	{"ј", "j"},
	{"к", "k"},
	{"ӏ", "l"},
	{"м", "m"},
	{"о", "o"},
	{"р", "p"},
	{"ԛ", "q"},
	{"ѕ", "s"},
	{"т", "t"},
	{"ѵ", "v"},
	{"ԝ", "w"},
	{"х", "x"},
	{"у", "y"},
	{"ү", "y"},
	{"з", "3"},
	{"б", "6"},
	{"г", "r"},
	{"п", "n"},
	/* Armenian */
	{"օ", "o"},
	{"ո", "n"},
	{"ս", "u"},
	{"հ", "h"},
	{"ց", "g"},
	{"զ", "q"},
	{"լ", "l"},
	/* Cherokee, whose letters fold to capitals */
	{"Ꭰ", "d"},
	{"Ꭱ", "r"},
	{"Ꭲ", "t"},
	{"Ꭼ", "e"},
	{"Ꮃ", "w"},
	{"Ꮇ", "m"},
	{"Ꮋ", "h"},
	{"Ꮐ", "g"},
	{"Ꮓ", "z"},
	{"Ꮪ", "s"},
	{"Ꮯ", "c"},
	{"Ꮲ", "p"},
	{"Ꮶ", "k"},
	{"Ꮤ", "w"},
};

static utf8proc_int32_t first_of(const char *text)
{
	utf8proc_int32_t c = 0;

	(void)utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
	return c;
}

static utf8proc_int32_t written_as(utf8proc_int32_t c)
{
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++)
		if (first_of(alike[i].from) == c)
			return first_of(alike[i].to);
	return c;
}

/* Unicode's names of these categories begin with L and N. */
static bool is_letter_or_digit(utf8proc_int32_t c)
{
	const char *category = utf8proc_category_string(c);

	return category[0] == 'L' || category[0] == 'N';
}

/* Writes the characters that count, as they look. Returns: how many; 0 for what is no UTF-8. */
static size_t fold(utf8proc_int32_t out[static MOST], const char *name)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len = utf8proc_map(
		(const utf8proc_uint8_t *)name, (utf8proc_ssize_t)strlen(name), &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
			UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
	size_t n = 0;

	for (utf8proc_ssize_t at = 0; at < len && n < MOST;) {
		utf8proc_int32_t c = 0;
		utf8proc_ssize_t got = utf8proc_iterate(folded + at, len - at, &c);

		if (got <= 0)
			break;
		if (is_letter_or_digit(c))
			out[n++] = written_as(c);
		at += got;
	}
	free(folded);
	return n;
}

bool lookalike_names(const char *a, const char *b)
{
	utf8proc_int32_t one[MOST], other[MOST];
	size_t n = fold(one, a);

	return n > 0 && n == fold(other, b) && memcmp(one, other, n * sizeof(*one)) == 0;
}

/* A sign that stands within names, or in place of a character that text_clean() took out. */
static bool is_of_word(utf8proc_int32_t c)
{
	const char *category = utf8proc_category_string(c);

	return is_letter_or_digit(c) || category[0] == 'M' || category[0] == 'C' || c == 0xfffd ||
	       (c < 0x80 && strchr("._-+$'", (int)c) != NULL);
}

/* Whether the word, or what follows on digits at its front, looks like the name. */
static bool is_like_word(const char *word, const char *name)
{
	bool same = lookalike_names(word, name);

	while (!same && ((*word >= '0' && *word <= '9') || *word == '.'))
		same = lookalike_names(++word, name);
	return same;
}

bool lookalike_within(const char *text, const char *name)
{
	char word[MOST] = "";
	size_t n = 0;

	if (lookalike_names(text, name))
		return true;
	for (utf8proc_ssize_t got; *text != '\0'; text += got) {
		utf8proc_int32_t c = 0;

		got = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
		if (got <= 0)
			return false;
		if (is_of_word(c) && n + (size_t)got < sizeof(word)) {
			memcpy(word + n, text, (size_t)got);
			n += (size_t)got;
			word[n] = '\0';
			continue;
		}
		if (is_like_word(word, name))
			return true;
		n = 0;
		word[0] = '\0';
	}
	return is_like_word(word, name);
}
