/*
 * A person's consent to what is to be signed. The signer shows it and reads the confirmation;
 * byline only says what there is to show. For act/ alone.
 */
#ifndef ACT_AGREE_H
#define ACT_AGREE_H

#include "act/act.h"
#include "app/app.h"
#include "wallet/door_consent.h"

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
