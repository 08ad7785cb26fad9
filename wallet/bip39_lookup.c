/* A word has at most eight letters: one number of 64 bits, which is compared at once. */
#include "wallet/bip39_lookup.h"

#include <string.h>

#include "base/mask.h"

#define LETTERS	    8
#define FIRST_SHORT 4 /* letters that tell one word of the list from all others */

_Static_assert(BIP39_WORD_SIZE == LETTERS + 1, "a word and its zero");

static uint64_t letters_of(const char *word)
{
	uint64_t v;

	memcpy(&v, word, sizeof(v));
	return v;
}

uint32_t bip39_lookup_place(const struct bip39_typed_word *word)
{
	static const char first[LETTERS] = {-1, -1, -1, -1};
	/* Four letters are compared with the first four of a word, others with all of it. */
	uint64_t compared = letters_of(first) | ~mask_zero((uint64_t)word->len ^ FIRST_SHORT);
	uint64_t typed = letters_of(word->letters);
	uint32_t found = BIP39_NOWHERE;

	for (uint32_t i = 0; i < BIP39_LIST; i++) {
		uint64_t differs = (typed ^ letters_of(bip39_words[i])) & compared;

		found = mask_choose((uint32_t)mask_zero(differs), i, found);
	}
	return found | ~mask_within(word->len, 0, LETTERS);
}

uint32_t bip39_lookup_word(char out[static BIP39_WORD_SIZE], uint32_t place)
{
	uint64_t word = 0;
	uint32_t len = 0;

	for (uint32_t i = 0; i < BIP39_LIST; i++)
		word |= letters_of(bip39_words[i]) & mask_zero((uint64_t)i ^ place);
	memcpy(out, &word, LETTERS);
	out[LETTERS] = '\0';
	for (size_t i = 0; i < LETTERS; i++)
		len += ~mask_equal((uint8_t)out[i], 0) & 1;
	return len;
}
