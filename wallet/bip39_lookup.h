/*
 * The word list as a table that does not tell where it was read: each use reads all of it. For
 * bip39.c.
 */
#ifndef WALLET_BIP39_LOOKUP_H
#define WALLET_BIP39_LOOKUP_H

#include <stdint.h>

#include "wallet/bip39_typed.h"
#include "wallet/bip39_words.h"

/* Above every place in the list. */
#define BIP39_NOWHERE UINT32_MAX

/*
 * Returns the place of a typed word in the list, or BIP39_NOWHERE. The first four letters alone are
 * enough: BIP-39 chose its words so that no two begin with the same four.
 */
uint32_t bip39_lookup_place(const struct bip39_typed_word *word);

/* Writes the word at `place` (below BIP39_LIST), with zeros behind it. Returns its letters. */
uint32_t bip39_lookup_word(char out[static BIP39_WORD_SIZE], uint32_t place);

#endif
