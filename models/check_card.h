/* Checks the file of a card that somebody handed over, offline or by asking nodes for its block. */
#ifndef MODELS_CHECK_CARD_H
#define MODELS_CHECK_CARD_H

#include "app/app.h"
#include "card/answers.h"
#include "chain/value.h"

/* A card that holds. Zero-initialise it; release it with release_checked_card(). */
struct checked_card {
	struct card card;
	struct card_answers answers;
	bool has_profile;	 /* the pins were compared with a profile of this chain */
	char network[32];	 /* the profile's name; "" without one */
	char datanet[48];	 /* the publisher's name in the profile; "" where it pins another */
	struct value_unit token; /* the unit of amounts; the symbol is "" without a profile */
	bool confirmed;		 /* k nodes have the block */
	enum status asked;	 /* STATUS_OK when confirmed; else why nobody confirmed it */
	struct err unasked;	 /* the same in words */
};
void release_checked_card(struct checked_card *c);

/* Notes what a profile calls network, publisher and token of the card. */
void note_card_profile(struct checked_card *c, const struct profile *p);

/*
 * Reads and verifies the card in `path`, and compares it with each profile of its chain. Where a
 * network of that chain is followed, its nodes are asked for the block: the card holds
 * then only if the nodes agree on that block.
 * Returns: STATUS_OK, whether the block was confirmed or not; ERR_MISMATCH when the nodes agree on
 *          another block; as read_card(), verify_card(), compare_card(), file_read().
 */
MUST_CHECK enum status check_card(struct app *app, struct task *task, struct checked_card *out,
				  const char *path, struct err *e);

#endif
