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

/* The claim that is wanted. Everything is optional. */
struct claim_choice {
	const struct address *account;	   /* NULL: the shown one */
	const struct address *distributor; /* NULL: the first that pays for the app's datanet */
	const struct address *sender;	   /* pays the gas; NULL: the account itself */
	struct claim_part parts[LIMIT_CLAIM_PARTS];
	/* 0: all that the payer owes, one claim can hold, and somebody asked for */
	size_t n_parts;
	unsigned ahead; /* claims of the sender that are prepared with this one and go first */
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
