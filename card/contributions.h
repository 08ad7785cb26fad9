/* The datasets of a card's model. For verify.c. */
#ifndef CARD_CONTRIBUTIONS_H
#define CARD_CONTRIBUTIONS_H

#include "card/fold.h"

/*
 * Folds the commitment of every dataset that a training manifest of any version names.
 * Returns: as verify_card().
 */
MUST_CHECK enum status fold_contributions(struct fold *f, struct err *e);

/* The dataset with this uid, or NULL. */
struct card_dataset *find_card_dataset(const struct card_answers *a, const struct hash *uid);

#endif
