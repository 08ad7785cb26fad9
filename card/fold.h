/* The folding of a card under way, for the files that do a part of it each. */
#ifndef CARD_FOLD_H
#define CARD_FOLD_H

#include "card/answers.h"
#include "chain/attestation.h"

struct fold {
	struct card *card;
	struct card_answers *out;
	struct hash state_root;
	struct hash eas_root; /* storage root of the attestation service */
	bool *text_used;      /* for each text of the card */
	bool *absent_used;
};

/* Notes what nobody has stated. */
void fold_note_gap(struct fold *f, enum card_gap gap);

/*
 * Reads attestation `uid` from the words of the card.
 * Returns: STATUS_OK; ERR_NOT_FOUND when the card proves that there is none; ERR_PROOF_MISMATCH
 *          when the card has not all nodes; ERR_PARSE, ERR_LIMIT, ERR_MISMATCH when the words make
 *          none.
 */
MUST_CHECK enum status fold_attestation(struct attestation *out, const struct fold *f,
					const struct hash *uid);

/*
 * Finds the text with an attested hash.
 * Out:     text  NULL when the card says that nobody gave it
 * Returns: STATUS_OK, ERR_MISMATCH when the card has neither the text nor its absence.
 */
MUST_CHECK enum status fold_text(const struct card_text **text, struct fold *f,
				 const struct hash *hash, const char *what, struct err *e);

/* Folds the account at `address`, which must exist. */
MUST_CHECK enum status fold_account(struct account *out, const struct fold *f,
				    const struct address *address, const char *what, struct err *e);

#endif
