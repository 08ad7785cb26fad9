/* Whether records are texts of words, or numbers that a model can score all the same. */
#ifndef MODELS_WORDLESS_H
#define MODELS_WORDLESS_H

#include <stdbool.h>
#include <stddef.h>

struct wordless {
	size_t texts, words; /* records with a text, and those of them with a letter in it */
};

/* Counts a record with a text, at the beginning of which a word would stand. */
void wordless_count(struct wordless *w, const char *text, size_t len);

/*
 * Whether so few of the texts have letters that they are none. One in ten has them in a file of
 * words, be it of amounts and dates besides. Without any text: false.
 */
bool wordless_all(const struct wordless *w);

#endif
