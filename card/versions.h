/* The versions of a card's model. For verify.c. */
#ifndef CARD_VERSIONS_H
#define CARD_VERSIONS_H

#include "card/fold.h"

/*
 * Folds the chain of versions from the card's artifact back to version 1, and reads their training
 * manifests and figures. An artifact that is not attested is a version by itself, without number.
 * Returns: as verify_card().
 */
MUST_CHECK enum status fold_versions(struct fold *f, struct err *e);

#endif
