/* The phrase and what is made of it stand in guarded memory alone. */
#include "wallet/signer_phrase.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/random.h"
#include "wallet/ask_page.h"

#define ROW	    4
#define DRILL_WORDS 4

/* The widest row has four times a number and a word. */
#define PAGE_SIZE (1 * KIB)

static const char head[] = "RECOVERY PHRASE\n\nWhoever has it has everything. Write it on paper "
			   "with the numbers,\nand show it to nobody.\n\n";
static const char tail[] = "\nPress Enter when it is written down; then it is gone from the "
			   "screen. ";

/* The `place`-th word of a phrase, from 0. Out: its length */
static const char *word_at(const struct secret *phrase, unsigned place, size_t *len)
{
	const char *at = (const char *)secret_view(phrase), *end = at + secret_len(phrase);
	const char *blank;

	while (place-- > 0) {
		blank = memchr(at, ' ', (size_t)(end - at));
		at = blank != NULL ? blank + 1 : end;
	}
	blank = memchr(at, ' ', (size_t)(end - at));
	*len = (size_t)((blank != NULL ? blank : end) - at);
	return at;
}

/* Writes the page: numbered words, four in a row. */
static void write_page(struct buf *page, const struct secret *phrase, unsigned words)
{
	static const char blanks[] = "          ";

	buf_add_str(page, head);
	for (unsigned i = 0; i < words; i++) {
		size_t len;
		const char *word = word_at(phrase, i, &len);

		buf_addf(page, "  %2u ", i + 1);
		buf_add(page, word, len);
		if (i % ROW == ROW - 1 || i + 1 == words)
			buf_add_byte(page, '\n');
		else
			buf_add(page, blanks, sizeof(blanks) - 1 - len);
	}
	buf_add_str(page, tail);
}

enum status signer_phrase_show(const struct asker *person, const struct secret *entropy,
			       struct err *e)
{
	struct secret *phrase = NULL, *memory = NULL, *text = NULL;
	struct buf page;
	enum status s = bip39_phrase(&phrase, entropy, e);

	if (s == STATUS_OK)
		s = wire_guarded(&page, &memory, PAGE_SIZE, e);
	if (s == STATUS_OK) {
		write_page(&page, phrase, (unsigned)(secret_len(entropy) / 4 * 3));
		s = secret_copy(&text, page.data, page.len, e);
	}
	if (s == STATUS_OK)
		s = ask_page_secret(person, text, e);
	secret_free(text);
	secret_free(memory);
	secret_free(phrase);
	return s;
}

/* Four different places, in ascending order. */
static void choose_places(unsigned out[static DRILL_WORDS], unsigned words)
{
	unsigned left = DRILL_WORDS, n = 0;

	for (unsigned i = 0; i < words && left > 0; i++) {
		if (random_below(words - i) >= left)
			continue;
		out[n++] = i;
		left--;
	}
}

/* The word as it was written down: all of it, or its first four letters. */
static bool is_word(const struct secret *typed, const char *word, size_t len)
{
	const size_t n = secret_len(typed);

	return (n == len || (n == BIP39_SHORT && n < len)) &&
	       memcmp(secret_view(typed), word, n) == 0;
}

static enum status ask_word(struct signer_call *c, const struct secret *phrase, unsigned place)
{
	struct asker person = c->signer->ask;
	struct secret *typed = NULL;
	char question[32];
	size_t len;
	const char *word = word_at(phrase, place, &len);
	enum status s;

	/* Nobody can write down beforehand for which words a drill will ask. */
	person.lines = -1;
	snprintf(question, sizeof(question), "Word %u: ", place + 1);
	s = ask_secret(&person, &typed, question, c->e);
	if (s == STATUS_OK && !is_word(typed, word, len))
		s = err_set(c->e, ERR_MISMATCH,
			    "word %u of the phrase is another one; compare your paper with: byline "
			    "backup --show-phrase",
			    place + 1);
	secret_free(typed);
	return s;
}

enum status signer_phrase_drill(struct signer_call *c, const struct secret *entropy)
{
	unsigned places[DRILL_WORDS];
	struct secret *phrase = NULL;
	enum status s = bip39_phrase(&phrase, entropy, c->e);

	choose_places(places, (unsigned)(secret_len(entropy) / 4 * 3));
	if (s == STATUS_OK)
		ask_tell(&c->signer->ask,
			 "Take the paper with the recovery phrase. What you type is not shown.");
	for (unsigned i = 0; i < DRILL_WORDS && s == STATUS_OK; i++)
		s = ask_word(c, phrase, places[i]);
	secret_free(phrase);
	return s;
}
