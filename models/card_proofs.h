/* The proofs of a card that is being made. For make_card.c. */
#ifndef MODELS_CARD_PROOFS_H
#define MODELS_CARD_PROOFS_H

#include "app/session_private.h"
#include "card/evidence.h"

/* A list of uids that grows. */
struct card_uids {
	struct hash *items;
	size_t n, cap;
};

/* Adds a uid. ERR_MEMORY. */
MUST_CHECK enum status add_card_uid(struct card_uids *list, const struct hash *uid);

/* Takes the pins over from the profile of the network. */
void take_card_pins(struct card_pins *out, const struct profile *p);

/* Takes the description and its signature out of the reply. ERR_PARSE, ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status take_card_description(struct card *card, const struct json *reply,
					     struct err *e);

/*
 * Fetches the proofs of the attestations `uids`, of the distributor's words, of what each account
 * that the documents pay has claimed, and of the distributor's funds. The description and the texts
 * are in the card already.
 * Returns: STATUS_OK, as testimony_words() and testimony_attestations().
 */
MUST_CHECK enum status prove_card(struct session *session, struct card *card,
				  const struct card_uids *uids, struct err *e);

#endif
