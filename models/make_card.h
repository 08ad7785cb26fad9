/* Makes the card of a model: fetches the evidence from the datanet and the chain, and folds it. */
#ifndef MODELS_MAKE_CARD_H
#define MODELS_MAKE_CARD_H

#include "app/app.h"
#include "models/check_card.h"

/*
 * Makes the card of the model `name` of the network's datanet, at the agreed block: NULL for the
 * current one, a version number, or the beginning of an artifact's hash. The card is verified as
 * anybody will verify it; its block is confirmed when the nodes agreed on it.
 * In:      `figures`  also fetches each version's artifact, for its own figures
 * Out:     `out`      released with release_checked_card() on success
 * Returns: STATUS_OK; ERR_NOT_FOUND for a model that the datanet does not list; ERR_UNSUPPORTED
 *          when the profile does not pin where attestations are stored; failures of
 *          session_anchor() and of the datanet; as verify_card() when what the datanet publishes
 *          is contradictory.
 */
MUST_CHECK enum status make_card(struct app *app, struct task *task, struct checked_card *out,
				 const char *name, bool figures, struct err *e);

/* Writes the card to the file `path`. Returns: STATUS_OK, as write_card() and file_write(). */
MUST_CHECK enum status export_card(struct checked_card *c, const char *path, struct err *e);

#endif
