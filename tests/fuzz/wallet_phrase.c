/*
 * Phrases as somebody typed them: an accepted one is written as a phrase that is read as the same
 * entropy, and a refused one has its reason and a place within it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "wallet/bip39.h"
#include "wallet/bip39_typed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void start(void)
{
	static bool started;

	if (!started &&
	    (secret_start(NULL) != STATUS_OK || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0))
		abort();
	started = true;
}

/* Letters are in lower case with zeros behind them, and no word is empty. */
static void check_words(const struct secret *typed)
{
	const struct bip39_typed *t = (const struct bip39_typed *)(const void *)secret_view(typed);

	for (uint32_t i = 0; i < BIP39_TYPED_WORDS; i++) {
		const struct bip39_typed_word *w = &t->words[i];

		if ((w->len > 0) != (i < t->n) || w->len > BIP39_TYPED_LETTERS)
			abort();
		for (uint32_t k = 0; k < BIP39_TYPED_LETTERS; k++) {
			if ((w->letters[k] != '\0') != (k < w->len) ||
			    (w->letters[k] >= 'A' && w->letters[k] <= 'Z') || w->letters[k] == ' ')
				abort();
		}
	}
}

static void check_again(const struct secret *entropy)
{
	struct secret *phrase = NULL, *again = NULL;

	if (bip39_phrase(&phrase, entropy, NULL) != STATUS_OK ||
	    bip39_entropy(&again, NULL, phrase, NULL) != STATUS_OK ||
	    secret_len(again) != secret_len(entropy) ||
	    memcmp(secret_view(again), secret_view(entropy), secret_len(again)) != 0)
		abort();
	secret_free(phrase);
	secret_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct secret *text = NULL, *typed = NULL, *entropy = NULL;
	struct bip39_fault f;
	struct err e = {0};
	enum status s;

	start();
	if (size == 0 || size > 512)
		return 0;
	if (secret_copy(&text, data, size, NULL) != STATUS_OK ||
	    bip39_typed_words(&typed, text, NULL) != STATUS_OK)
		abort();
	check_words(typed);
	s = bip39_entropy(&entropy, &f, text, &e);
	if ((s == STATUS_OK) != (entropy != NULL) || (s == STATUS_OK) != (e.text[0] == '\0') ||
	    f.word > f.words || (f.nearest[0] != '\0' && f.word == 0))
		abort();
	if (s == STATUS_OK)
		check_again(entropy);
	secret_free(text);
	secret_free(typed);
	secret_free(entropy);
	return 0;
}
