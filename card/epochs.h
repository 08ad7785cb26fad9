/* The epochs that a card's datanet settled. For verify.c. */
#ifndef CARD_EPOCHS_H
#define CARD_EPOCHS_H

#include "card/fold.h"

/*
 * Folds the chain of statements, reads their documents and redoes their sums.
 * Returns: as verify_card().
 */
MUST_CHECK enum status fold_epochs(struct fold *f, struct err *e);

#endif
