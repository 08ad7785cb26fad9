/*
 * What a person agrees to before it is signed. The signer shows it and reads the confirmation;
 * byline only says what there is to show.
 */
#ifndef ACT_AGREE_H
#define ACT_AGREE_H

#include "act/act.h"
#include "app/app.h"
#include "wallet/door_consent.h"

/*
 * Lets a digest be signed without a question (--expect), before the vault is opened.
 * In:      words  typed beside it where it gives power away; NULL: none
 * Returns: as door_expect().
 */
MUST_CHECK enum status expect_digest(struct app *app, const struct hash *digest, const char *words,
				     struct err *e);

/*
 * Asks for an act and all those behind it that are not signed yet.
 * Returns: STATUS_OK, ERR_REFUSED when it was not confirmed; as accept_profile() and
 *          door_consider().
 */
MUST_CHECK enum status agree_to_acts(struct app *app, const struct act *first, struct err *e);

/* Asks for the claim of a bundle, whose file has these bytes. Returns: as above. */
MUST_CHECK enum status agree_to_claim(struct app *app, const struct act *act,
				      const struct buf *bundle, struct err *e);

/* Asks for one other thing. Returns: as above. */
MUST_CHECK enum status agree_to_text(struct app *app, const struct door_intent *intent,
				     struct err *e);

#endif
