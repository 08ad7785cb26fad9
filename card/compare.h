/* Compares a card with what byline itself knows of the card's network. */
#ifndef CARD_COMPARE_H
#define CARD_COMPARE_H

#include "card/answers.h"
#include "chain/profile.h"

/*
 * Compares the contracts of a verified card and the places where they keep their values with the
 * profile of its network: chain, attestation service, distributor, token, their code and slots. A
 * card that has been compared cannot show a word of another place, or of an invented contract.
 *
 * Without a profile these pins are the word of the card's maker, and the publisher's signature says
 * only which addresses the contracts have.
 * Returns: STATUS_OK, ERR_MISMATCH with what differs in the message.
 */
MUST_CHECK enum status compare_card(const struct card *card, const struct card_answers *answers,
				    const struct profile *profile, struct err *e);

#endif
