/*
 * Phrases as people write them down: with any white space, commas and hyphens, numbers before the
 * words, capitals. For bip39*.c and tests.
 */
#ifndef WALLET_BIP39_TYPED_H
#define WALLET_BIP39_TYPED_H

#include "base/secret.h"

#define BIP39_TYPED_WORDS   24 /* in the longest phrase */
#define BIP39_TYPED_LETTERS 15 /* kept of a word: the longest in the list has 8 */

struct bip39_typed_word {
	uint8_t len;			   /* BIP39_TYPED_LETTERS: that many or more */
	char letters[BIP39_TYPED_LETTERS]; /* in lower case, with zeros behind them */
};

struct bip39_typed {
	uint32_t n; /* how many words there are; those behind the 24th are only counted */
	struct bip39_typed_word words[BIP39_TYPED_WORDS];
};

/*
 * Finds the words in what was typed. White space and punctuation of Unicode separate words; a
 * number on its own, or in front of a word, is left out; characters that nobody sees are too.
 * Everything else stays, so that a wrong word keeps its place. The text is brought into Unicode's
 * form NFKD first. The time it takes depends on the length of the text, and where some of it is not
 * ASCII, on the text itself.
 * Out:     typed  a struct bip39_typed in guarded memory, freed by the caller
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status bip39_typed_words(struct secret **typed, const struct secret *phrase,
					 struct err *e);

#endif
