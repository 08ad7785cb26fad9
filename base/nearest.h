/* The word of a list that a mistyped one was meant to be. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/* The longest word that is compared. Names of options, commands, licences are shorter. */
#define NEAREST_WORD 64

/*
 * Finds the word most like `word`: the same in another case, one that begins with it, or one that
 * becomes it when at most a third of its letters are left out, added, replaced or swapped with a
 * neighbour (the optimal string alignment distance).
 * Returns: the place of the first of the nearest, or `n` when none is near.
 */
size_t nearest_word(const char *const *words, size_t n, const char *word);

#endif
