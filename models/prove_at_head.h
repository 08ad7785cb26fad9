/* The proofs of a card from nodes that prove only their newest block. */
#ifndef MODELS_PROVE_AT_HEAD_H
#define MODELS_PROVE_AT_HEAD_H

#include "app/session_private.h"
#include "models/card_proofs.h"

/*
 * Proves a card as prove_card() does, at a block that is a node's newest one while its proofs are
 * asked for, and waits until the nodes agree on that block, which is then the session's and the
 * card's.
 * Returns: STATUS_OK; ERR_NOT_PROVEN when the chain moves faster than the proofs come;
 *          ERR_NOT_AGREED when the block was replaced, or is not agreed on in the time that a
 *          command waits.
 */
MUST_CHECK enum status prove_at_head(struct app *app, struct task *task, struct session *session,
				     struct card *card, const struct card_uids *uids,
				     struct err *e);

#endif
