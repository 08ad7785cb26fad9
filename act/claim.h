/* Royalties: prepare a claim, and write its bundle for the offline machine. */
#ifndef ACT_CLAIM_H
#define ACT_CLAIM_H

#include "act/act.h"
#include "app/app.h"

/* One thing that a payer owes in one token, as its leaf or the payer's books name it. */
struct claim_part {
	struct address token;
	uint64_t index, series; /* as of struct entitlement */
	bool whole_token;	/* everything in the token, whatever its index and series */
};

/* Whether an entitlement is of the part. */
static inline bool claim_part_has(const struct claim_part *part, const struct entitlement *en)
{
	return address_equal(&part->token, &en->token) &&
	       (part->whole_token || (part->index == en->index && part->series == en->series));
}

/* The claim that is wanted. Everything is optional. */
struct claim_choice {
	const struct address *account;	   /* NULL: the shown one */
	const struct address *distributor; /* NULL: the first that pays for the app's datanet */
	const struct address *sender;	   /* pays the gas; NULL: the account itself */
	struct claim_part parts[LIMIT_CLAIM_PARTS];
	/* 0: everything that the payer owes and one claim can hold, but tokens nobody asked for */
	size_t n_parts;
	size_t unasked; /* lines in such tokens that `parts` leave out, which the review counts */
	unsigned ahead; /* claims of the sender that are prepared with this one and go first */
	/*
	 * Out, unless NULL: bit i is set when parts[i] would be paid, but by a claim of its own
	 * after this one. Whoever asks prepares that one, so that the review does not name the part
	 * as left out.
	 */
	uint32_t *later;
};

/*
 * Prepares a claim: proves the payer's words and funds at one block, judges by them what it pays
 * now, chooses the nonce, estimates gas. What one token lacks holds up no other one: it is left
 * out, and the review says why. Nothing is kept of it yet.
 * Returns: STATUS_OK; ERR_NOT_FOUND when nothing is claimable; ERR_EXISTS when a claim of all of it
 *          is on its way; ERR_FUNDS when the payer is underfunded or the sender has no gas;
 *          ERR_REFUSED while the payer does not pay (paused, not yet valid, disputed, expired);
 *          ERR_PROOF_MISMATCH, ERR_NOT_AGREED, ERR_NOT_PROVEN, ERR_MISMATCH for another contract
 *          than the pinned one.
 */
MUST_CHECK enum status prepare_claim(struct app *app, struct task *task, struct act **out,
				     const struct claim_choice *choice, struct err *e);

/*
 * Writes the act's bundle for the offline machine; never overwrites a file. The act becomes a draft
 * of the ledger. Returns: STATUS_OK, ERR_EXISTS, ERR_CHANGED as ledger_record_export(), …
 */
MUST_CHECK enum status export_claim(struct app *app, struct act *act, const char *path,
				    struct err *e);

#endif
