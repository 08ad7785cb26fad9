/*
 * Phrases as people write them down: with any white space, commas and hyphens, numbers before the
 * words, capitals. For bip39.c and tests.
 */
#ifndef WALLET_BIP39_TYPED_H
#define WALLET_BIP39_TYPED_H

#include "base/secret.h"

/*
 * Copies what was typed as words in lower case, separated and ended by one space each. White space
 * and punctuation of Unicode separate words; a number on its own, or in front of a word, is left
 * out; characters that nobody sees are too. Everything else stays, so that a wrong word keeps its
 * place. The text is brought into Unicode's form NFKD first.
 * Out:     words  freed by the caller; one space when there is no word
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status bip39_typed_words(struct secret **words, size_t *len,
					 const struct secret *phrase, struct err *e);

#endif
