/* Royalties: prepare a claim, carry it to an offline machine and back, follow it, cancel it. */
#ifndef APP_CLAIM_H
#define APP_CLAIM_H

#include "app/act.h"
#include "app/app.h"

/*
 * Prepares the claim of everything claimable by the shown account from `distributor` (NULL: the
 * profile's first): proves root, claimed slot, pending root and funds at one block, folds the
 * datanet's proof, reserves the nonce, estimates gas.
 * In: `payer` NULL: the account itself pays the gas.
 * Returns: STATUS_OK; ERR_NOT_FOUND when nothing is claimable; ERR_EXISTS when a claim of all of it
 *          is on its way; ERR_FUNDS when the distributor is underfunded or the payer has no gas;
 *          ERR_PROOF_MISMATCH, ERR_NOT_AGREED, ERR_NOT_PROVEN, ERR_MISMATCH for another contract
 *          than the pinned one.
 */
MUST_CHECK enum status prepare_claim(struct app *app, struct task *task, struct act **out,
				     const struct address *distributor, const struct address *payer,
				     struct err *e);

/* Writes the act's bundle for the offline machine; never overwrites a file. */
MUST_CHECK enum status export_claim(struct app *app, struct act *act, const char *path,
				    struct err *e);

/*
 * Reads a bundle file on the signing machine, without any network: decodes the transaction itself,
 * checks every field against it and against the own profile.
 * Out: an act to review; nothing is reserved. ERR_MISMATCH, ERR_PROOF_MISMATCH, ERR_PARSE,
 *      ERR_EXPIRED.
 */
MUST_CHECK enum status open_claim(struct app *app, struct act **out, const char *path,
				  struct err *e);

/*
 * Signs an opened claim and writes "byline-signed/1" to `path`. What gas may cost and who pays out
 * is the own profile's to say, so that without one nothing is signed.
 * Returns: STATUS_OK, ERR_NOT_FOUND without a network, ERR_LOCKED, ERR_REFUSED over the fee cap or
 *          from a distributor that is not pinned, ERR_MISMATCH, ERR_EXISTS, ERR_CHANGED.
 */
MUST_CHECK enum status sign_claim(struct app *app, struct act *act, const struct hash *expect,
				  const char *path, struct err *e);

/*
 * Reads a signed bundle on the online machine and finds the claim it belongs to.
 * Out: a signed act ready for send_act(). ERR_NOT_FOUND when it was not prepared here, ERR_MISMATCH
 *      when it is not what was prepared, ERR_SIGNATURE.
 */
MUST_CHECK enum status import_signed_claim(struct app *app, struct act **out, const char *path,
					   struct err *e);

/* Opens a bundle file of either kind: open_claim() or import_signed_claim(). */
MUST_CHECK enum status open_bundle(struct app *app, struct act **out, const char *path,
				   struct err *e);

/*
 * Signs an opened claim into a file beside its own, with ".signed" behind the name.
 * In/Out: where the claim was prepared here, `*act` becomes the one that can be sent.
 * Returns: as sign_claim().
 */
MUST_CHECK enum status sign_opened_claim(struct app *app, struct act **act, struct err *e);

/* Spends the nonce of a prepared, signed or sent claim with a transaction to oneself. */
MUST_CHECK enum status prepare_cancel(struct app *app, struct task *task, struct act **out,
				      uint64_t claim, struct err *e);

#endif
