/* Names that a person takes for each other, such as OPEN, 0PEN and ОРЕN in Cyrillic letters. */
#ifndef BASE_LOOKALIKE_H
#define BASE_LOOKALIKE_H

#include <stdbool.h>

#include "base/attr.h"

/*
 * Whether a person may take one name for the other: they are the same once case, accents, styles
 * of letters (Unicode NFKC_Casefold) and everything but letters and digits are left out, and each
 * character that looks like another one is written as that one. A name of no letters and digits is
 * like none.
 *
 * The table of characters has those of Greek, Cyrillic, Armenian and Cherokee, the digits and the
 * Latin letters that stand for a Latin letter or a digit in Unicode's confusables.txt (UTS 39); it
 * is no whole copy of it. In: both in UTF-8
 */
bool lookalike_names(const char *a, const char *b) NONNULL(1, 2);

/*
 * Whether a text or one of its words looks like the name, also behind digits: beside an amount,
 * "9 ETH", "x, 5 OPEN" and "000OPEN" would be read as an amount of another token. Words end at
 * everything but letters, digits and the signs within names ("USDC.e"). In: both in UTF-8
 */
bool lookalike_within(const char *text, const char *name) NONNULL(1, 2);

#endif
