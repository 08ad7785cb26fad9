/*
 * In reading order: kinds of characters; a text in Unicode made simple (write_simple()); the words
 * of a simple text (collect()).
 *
 * Invariant: collect() goes the same way through memory whatever it reads, so that neither the
 * letters nor the places of words can be told from its time. A phrase in ASCII is read by it alone.
 * In one that is not, each character is looked up in Unicode's tables, where it is an index.
 */
#include "wallet/bip39_typed.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mask.h"
#include "base/nfkd.h"

/* Kinds of characters, as they matter to the words around them. */
enum typed {
	TYPED_LETTER = 1, /* belongs to a word, as does all that is none of the others */
	TYPED_DIGIT = 2,
	TYPED_BREAK = 4,
	TYPED_UNSEEN = 8,
};

static unsigned kind_of_ascii(unsigned c)
{
	unsigned digit = mask_within(c, '0', '9');
	unsigned letter =
		mask_within(c, 'a', 'z') | mask_within(c, 'A', 'Z') | mask_within(c, 0x80, 0xff);

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
static unsigned kind_at(size_t *len, const uint8_t *at, size_t left)
{
	utf8proc_int32_t point = -1;
	utf8proc_ssize_t n = 1;

	*len = 1;
	if (*at >= 0x80)
		n = utf8proc_iterate(at, (utf8proc_ssize_t)left, &point);
	if (*at < 0x80 || n < 1)
		return kind_of_ascii(*at);
	*len = (size_t)n;
	return kind_of_point(point);
}

/*
 * Writes the text with a space in place of each character that separates words, and without those
 * that nobody sees. Returns its length, which is at most that of the text. `out` may be the text.
 */
static size_t write_simple(uint8_t *out, const uint8_t *at, size_t left)
{
	size_t n = 0, len;

	for (; left > 0; at += len, left -= len) {
		unsigned kind = kind_at(&len, at, left);

		if (kind == TYPED_BREAK)
			out[n++] = ' ';
		/* Digits of other scripts are marked as digits for collect(). */
		else if (kind == TYPED_DIGIT)
			out[n++] = len == 1 ? *at : '0';
		else if (kind == TYPED_LETTER)
			for (size_t i = 0; i < len; i++)
				out[n++] = at[i];
	}
	return n;
}

/* Words while they are collected: letter i of a word is byte i % 8 of its number i / 8. */
struct collected {
	uint32_t n, len; /* whole words, and letters of the one that has begun */
	uint32_t within; /* all ones when one has begun */
	struct {
		uint64_t letters[2];
		uint32_t len;
	} words[BIP39_TYPED_WORDS];
};

/* Adds a letter to the word that has begun, where the mask is all ones. */
static void put_letter(struct collected *c, uint32_t mask, uint32_t letter)
{
	uint64_t fits = mask & mask_within(c->len, 0, BIP39_TYPED_LETTERS - 1);
	uint64_t at = (uint64_t)letter << (c->len % 8 * 8);
	uint64_t second = 0 - (uint64_t)(c->len / 8 & 1);

	fits |= fits << 32;
	for (uint32_t w = 0; w < BIP39_TYPED_WORDS; w++) {
		uint64_t here = fits & mask_zero((uint64_t)w ^ c->n);

		c->words[w].letters[0] |= at & here & ~second;
		c->words[w].letters[1] |= at & here & second;
		c->words[w].len += here & 1;
	}
	c->len += fits & 1;
}

/* Takes one character. Digits count within a word only. */
static void take_character(struct collected *c, uint8_t character)
{
	uint32_t kind = kind_of_ascii(character);
	uint32_t breaks = mask_equal(kind, TYPED_BREAK);
	uint32_t stays = ~breaks & (c->within | ~mask_equal(kind, TYPED_DIGIT));

	put_letter(c, stays, character | (mask_within(character, 'A', 'Z') & 0x20));
	c->n += breaks & c->within & 1;
	c->len &= ~breaks;
	c->within = (c->within | stays) & ~breaks;
}

/* Puts the words into `t`, which is zero. */
static enum status collect(struct bip39_typed *t, const uint8_t *text, size_t len, struct err *e)
{
	struct secret *memory = NULL;
	enum status s = secret_new(&memory, sizeof(struct collected), e);
	struct collected *c;

	if (s != STATUS_OK)
		return s;
	c = (struct collected *)(void *)secret_bytes(memory);
	for (size_t i = 0; i < len; i++)
		take_character(c, text[i]);
	t->n = c->n + (c->within & 1);
	for (size_t w = 0; w < BIP39_TYPED_WORDS; w++) {
		t->words[w].len = (uint8_t)c->words[w].len;
		for (size_t i = 0; i < BIP39_TYPED_LETTERS; i++)
			t->words[w].letters[i] = (char)(c->words[w].letters[i / 8] >> (i % 8 * 8));
	}
	secret_free(memory);
	return STATUS_OK;
}

enum status bip39_typed_words(struct secret **typed, const struct secret *phrase, struct err *e)
{
	const bool ascii = nfkd_is_ascii(phrase);
	const uint8_t *text = secret_view(phrase);
	size_t len = secret_len(phrase);
	struct secret *normal = NULL;
	enum status s = STATUS_OK;

	*typed = NULL;
	if (!ascii)
		s = nfkd_secret(&normal, phrase, e);
	if (s == STATUS_OK && normal != NULL) {
		text = secret_view(normal);
		len = write_simple(secret_bytes(normal), text, secret_len(normal));
	}
	if (s == STATUS_OK)
		s = secret_new(typed, sizeof(struct bip39_typed), e);
	if (s == STATUS_OK)
		s = collect((struct bip39_typed *)(void *)secret_bytes(*typed), text, len, e);
	if (s != STATUS_OK) {
		secret_free(*typed);
		*typed = NULL;
	}
	secret_free(normal);
	return s;
}
