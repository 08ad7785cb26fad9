/*
 * Licences in a few words: what each asks of whoever uses the data or the weights. These are
 * reminders for a reader and no verdict on law; the text of the licence decides.
 */
#ifndef CARD_TERMS_H
#define CARD_TERMS_H

#include <stdbool.h>
#include <stddef.h>

/* Room for one identifier of an expression; the longest of the SPDX list has 36 characters. */
#define TERMS_ID_SIZE 64

/*
 * Says what the licence with SPDX identifier `id` asks: "credit the author and say what was
 * changed". Returns NULL for a licence that the table does not have, and words for own terms
 * (LicenseRef-…). Static.
 */
const char *terms_of(const char *id);

/*
 * Takes the next identifier out of an SPDX expression such as "MIT OR CC0-1.0".
 * In/Out: at   the rest of the expression; NULL when nothing is left
 * Out:    id   the identifier, cut to its size
 * Returns: whether there was one
 */
bool terms_next(char id[static TERMS_ID_SIZE], const char **at);

#endif
