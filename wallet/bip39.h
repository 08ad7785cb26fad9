/*
 * BIP-39: entropy as a phrase of English words, and the seed that a phrase gives.
 * Phrases and entropy are kept in guarded memory only, and what a function needs of them on the
 * stack is wiped; no message quotes a word that was typed.
 */
#ifndef WALLET_BIP39_H
#define WALLET_BIP39_H

#include <stdbool.h>

#include "base/secret.h"
#include "wallet/bip39_words.h"

#define BIP39_SEED_SIZE	 64
#define BIP39_PHRASE_MAX 215 /* 24 words of 8 letters and 23 spaces */

/* What is wrong with a phrase, for the person who typed it; never for a log. */
struct bip39_fault {
	unsigned words; /* how many there were */
	unsigned word;	/* the first one not in the list, counted from 1; 0 = all are */
	char nearest[BIP39_WORD_SIZE]; /* the listed word most like it; "" = none is */
};

/* `words` (12, 15, 18, 21 or 24) as bytes of entropy: 16 to 32; 0 for any other number. */
size_t bip39_entropy_size(unsigned words);

/*
 * The phrase of 16, 20, 24, 28 or 32 bytes, words separated by one space. ERR_RANGE for other
 * lengths.
 */
MUST_CHECK enum status bip39_phrase(struct secret **phrase, const struct secret *entropy,
				    struct err *e);

/*
 * The entropy of a phrase of 12, 15, 18, 21 or 24 words. White space around and between the words
 * and the case of letters do not matter.
 * Out: `fault` (or NULL) is filled in when the result is ERR_PARSE.
 * Returns: STATUS_OK, ERR_PARSE (number of words, unknown word, checksum).
 */
MUST_CHECK enum status bip39_entropy(struct secret **entropy, struct bip39_fault *fault,
				     const struct secret *phrase, struct err *e);

/*
 * The 64-byte seed: PBKDF2-HMAC-SHA512, 2048 rounds, salt "mnemonic" ‖ password.
 *
 * In: phrase and password as they are hashed, so in NFKD, which any ASCII text is. byline's own
 *     vaults have the empty password (NULL, 0).
 */
MUST_CHECK enum status bip39_seed(struct secret **seed, const struct secret *phrase,
				  const void *password, size_t password_len, struct err *e);

#endif
