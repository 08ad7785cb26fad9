/* Contributors, and what was paid to them. For verify.c. */
#ifndef CARD_PAYOUTS_H
#define CARD_PAYOUTS_H

#include "card/fold.h"

/*
 * Adds up influence and amounts by dataset and by account, folds the distributor's words and its
 * funds, and compares its root with the one that follows from the sums. Datasets and epochs are
 * folded before.
 * Returns: as verify_card().
 */
MUST_CHECK enum status fold_payouts(struct fold *f, struct err *e);

#endif
