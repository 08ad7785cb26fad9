/* The English word list of BIP-39. */
#ifndef WALLET_BIP39_WORDS_H
#define WALLET_BIP39_WORDS_H

#define BIP39_LIST	2048
#define BIP39_WORD_SIZE 9 /* the longest word has 8 letters */
#define BIP39_SHORT	4 /* letters that tell one word of the list from all others */

/* The words of bip-0039/english.txt in their order, which is alphabetical. */
extern const char bip39_words[BIP39_LIST][BIP39_WORD_SIZE];

#endif
