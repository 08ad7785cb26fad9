/* The words of a sentence, for tests that compare them. */
#ifndef TESTS_LIB_WORDS_OF_H
#define TESTS_LIB_WORDS_OF_H

#include "chain/sentence.h"

/* The sentence with its amounts; valid until the next call. */
static inline const char *words_of(const struct sentence *s)
{
	const struct value_style whole = {.hide = false};
	static char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &whole);
	return text;
}

#endif
