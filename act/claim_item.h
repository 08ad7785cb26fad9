/*
 * The things that a payer owes, read and judged before they are claimed together: what
 * act/claim.c prepares, and act/claim_review.c shows.
 */
#ifndef ACT_CLAIM_ITEM_H
#define ACT_CLAIM_ITEM_H

#include "act/claim.h"
#include "act/payer_reading.h"
#include "client/datanet.h"

/* The longest text of an amount that a review shows. */
#define CLAIM_AMOUNT_SHOWN 60

/* How a token is shown. */
struct claim_token {
	struct address address;
	const struct profile_token *pinned; /* NULL: not in the profile */
	char symbol[16];		    /* "units" where nobody tells one */
	unsigned decimals;
};

/* One entitlement, with all that was read of it. */
struct claim_item {
	struct entitlement entitlement;
	struct payer_reading reading;
	struct payer_finding finding;
	struct claim_token token;
	struct tokens amount;	/* the sum that it pays if those under way succeed */
	struct u256 on_its_way; /* earlier claims bring so much of it */
	struct tokens funds;	/* the payer holds so much of this token */
	enum trust funds_trust;
	struct read_at funds_at; /* their own block, where nodes prove only their newest */
	enum status refusal;	 /* STATUS_OK: it is claimed */
	bool later;		 /* a claim of its own, after this one, would pay it */
	char why[320];		 /* why it is not */
};

/* A claim while it is prepared. */
struct claim_items {
	struct app *app;
	struct session *session;
	const struct claim_choice *choice;
	const struct profile_distributor *payer;
	struct address account, sender;
	struct datanet_claim told; /* a URD's: the claim that the datanet offers */
	struct claim_item *items;
	size_t n;
	size_t unasked; /* lines left out, in tokens that nobody asked for */
};

/*
 * Reads words and funds of all items at the session's agreed block. A proof_reading of `struct
 * claim_items` (app/proof_wait.h): ERR_PENDING when something has to wait.
 */
MUST_CHECK enum status read_claim_items(struct session *session, void *items, struct err *e);

/*
 * Judges all items, and keeps those that are paid together by one claim, in their order; behind
 * them stand the others, with the reason. Of several leaves of one thing the best is kept.
 * Out:     n_claimed  at least 1
 * Returns: STATUS_OK, else the reason of the first one that was chosen: ERR_NOT_FOUND when nothing
 *          is claimable, ERR_EXISTS, ERR_FUNDS, ERR_PROOF_MISMATCH, ERR_NOT_AGREED, ERR_REFUSED.
 */
MUST_CHECK enum status judge_claim_items(struct claim_items *c, size_t *n_claimed, struct err *e);

/* Frees the items, and leaves none. */
void release_claim_items(struct claim_items *c);

#endif
