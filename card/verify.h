/*
 * Folds a card to its block and its publisher, and answers the four questions from it. Pure:
 * compare.h compares what byline knows of the network, and the caller asks whether the chain has
 * the block.
 */
#ifndef CARD_VERIFY_H
#define CARD_VERIFY_H

#include "card/answers.h"

/* Recovers the signer of `digest` from r ‖ s ‖ v, as recover_address_bytes() of wallet/. */
struct card_recovery {
	enum status (*recover)(struct address *out, const struct hash *digest,
			       const uint8_t signature[static DESCRIPTION_SIGNATURE_SIZE]);
};

/*
 * Verifies the whole card.
 *
 * The header must have the block's hash. Accounts and storage words must fold to its state root by
 * the nodes of the card. The description must be signed by its datanet, the publisher. Each version
 * of the model and each statement must be attested by the publisher for good, and must name the one
 * before it. Every text must have an attested hash. Nothing may be in the card that no proof needs,
 * so that a card has no room for what nobody checked.
 *
 * Faults of the datanet are answers: a wrong amount, datasets that nobody committed, a manifest
 * that nobody gave. Faults of the card are refused.
 * Out:     answers, released by the caller with release_card_answers() on success; on failure there
 *          is nothing to release. They point into `card`.
 * Returns: STATUS_OK; ERR_PROOF_MISMATCH, ERR_SIGNATURE, ERR_MISMATCH, ERR_PARSE, ERR_RANGE,
 *          ERR_LIMIT, ERR_MEMORY, with the first thing that is wrong in the message.
 */
MUST_CHECK enum status verify_card(struct card_answers *answers, struct card *card,
				   const struct card_recovery *recovery, struct err *e);

/*
 * How a fact that folds to the card's block is known: offline the card alone says so, and when k
 * nodes have confirmed the block's hash, it is proven.
 */
enum trust judge_card_trust(bool block_confirmed);

#endif
