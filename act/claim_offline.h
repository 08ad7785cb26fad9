/* A claim on the machine that signs it without a network, and its way back. */
#ifndef ACT_CLAIM_OFFLINE_H
#define ACT_CLAIM_OFFLINE_H

#include "act/act.h"
#include "app/app.h"

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

#endif
