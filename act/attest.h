/* Attesting a committed dataset, and withdrawing the attestation. */
#ifndef ACT_ATTEST_H
#define ACT_ATTEST_H

#include "act/act.h"
#include "app/app.h"

/*
 * The attestation of a committed dataset, to review, sign and send.
 * In: `replaces` the uid of the version it replaces; NULL: as told when it was committed to. It
 *     must be a commitment, by the same account, to the same datanet, and not be revoked: otherwise
 *     the datanet would not count it.
 * Returns: STATUS_OK; ERR_MISMATCH, ERR_NOT_FOUND, ERR_CHANGED of the replaced one; ERR_EXISTS.
 */
MUST_CHECK enum status prepare_attest(struct app *app, struct task *task, struct act **out,
				      const struct hash *root, const struct hash *replaces,
				      struct err *e);

/* The revocation of an attested dataset. */
MUST_CHECK enum status prepare_revoke(struct app *app, struct task *task, struct act **out,
				      const struct hash *uid, struct err *e);

#endif
