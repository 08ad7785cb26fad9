/*
 * BIP-39: entropy as a phrase of English words, and the seed that a phrase gives.
 *
 * Phrases and entropy stand in guarded memory only. Copies on the stack are wiped before a function
 * returns. No message quotes a word that somebody typed, because messages may end in a log.
 */
#ifndef WALLET_BIP39_H
#define WALLET_BIP39_H

#include <stdbool.h>

#include "base/secret.h"
#include "wallet/bip39_words.h"

#define BIP39_SEED_SIZE	 64
#define BIP39_PHRASE_MAX 215 /* 24 words of 8 letters and 23 spaces */

/* Describes a wrong phrase to the person who typed it. Never write it to a log. */
struct bip39_fault {
	unsigned words; /* how many words the phrase has */
	unsigned word;	/* place of the first word that is not in the list, from 1; 0: all are */
	char nearest[BIP39_WORD_SIZE]; /* the listed word that is most like it; "": none is near */
};

/* Bytes of entropy in a phrase of 12, 15, 18, 21 or 24 words: 16 to 32. 0 for other numbers. */
size_t bip39_entropy_size(unsigned words);

/*
 * Writes entropy of 16, 20, 24, 28 or 32 bytes as a phrase, its words separated by one space.
 * Returns: STATUS_OK, ERR_RANGE for another length, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status bip39_phrase(struct secret **phrase, const struct secret *entropy,
				    struct err *e);

/*
 * Reads the entropy from a phrase of 12, 15, 18, 21 or 24 words, as people write them down
 * (wallet/bip39_typed.h). The first four letters of a word are as good as all of them.
 * Out:     fault  (or NULL) is filled in when the result is ERR_PARSE
 * Returns: STATUS_OK; ERR_PARSE for another number of words, a word that is not in the list, or a
 *          wrong checksum; ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status bip39_entropy(struct secret **entropy, struct bip39_fault *fault,
				     const struct secret *phrase, struct err *e);

/*
 * Derives the seed of BIP39_SEED_SIZE bytes: PBKDF2-HMAC-SHA512, 2048 rounds, salt "mnemonic" ‖
 * password.
 * In:      phrase    in Unicode's form NFKD, as bip39_phrase() makes it
 *          password  the optional one of BIP-39, brought into NFKD here; NULL for the empty one
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status bip39_seed(struct secret **seed, const struct secret *phrase,
				  const struct secret *password, struct err *e);

#endif
