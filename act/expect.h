/* Digests that a script names beforehand (--expect). */
#ifndef ACT_EXPECT_H
#define ACT_EXPECT_H

#include "app/app.h"
#include "chain/hash.h"

/*
 * Lets a digest be signed without a question (--expect), before the vault is opened.
 * In:      words  typed beside it where it gives power away; NULL: none
 * Returns: as door_expect().
 */
MUST_CHECK enum status expect_digest(struct app *app, const struct hash *digest, const char *words,
				     struct err *e);

#endif
