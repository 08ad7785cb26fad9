/* Royalties: prepare a claim, and write its bundle for the offline machine. */
#ifndef ACT_CLAIM_H
#define ACT_CLAIM_H

#include "act/act.h"
#include "app/app.h"

/*
 * Prepares the claim of everything claimable by `account` (NULL: the shown one) from `distributor`
 * (NULL: the first that pays for the app's datanet): proves root, claimed slot, pending root and
 * funds at one block, folds the datanet's proof, chooses the nonce, estimates gas. Nothing is kept
 * of it yet.
 * In: `payer` NULL: the account itself pays the gas.
 * Returns: STATUS_OK; ERR_NOT_FOUND when nothing is claimable; ERR_EXISTS when a claim of all of it
 *          is on its way; ERR_FUNDS when the distributor is underfunded or the payer has no gas;
 *          ERR_PROOF_MISMATCH, ERR_NOT_AGREED, ERR_NOT_PROVEN, ERR_MISMATCH for another contract
 *          than the pinned one.
 */
MUST_CHECK enum status prepare_claim(struct app *app, struct task *task, struct act **out,
				     const struct address *account,
				     const struct address *distributor, const struct address *payer,
				     struct err *e);

/*
 * Writes the act's bundle for the offline machine; never overwrites a file. The act becomes a draft
 * of the ledger. Returns: STATUS_OK, ERR_EXISTS, ERR_CHANGED as ledger_record_export(), …
 */
MUST_CHECK enum status export_claim(struct app *app, struct act *act, const char *path,
				    struct err *e);

#endif
