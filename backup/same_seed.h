/* Whether a backup and the vault here are of one seed. */
#ifndef BACKUP_SAME_SEED_H
#define BACKUP_SAME_SEED_H

#include "app/app.h"
#include "backup/document.h"

/*
 * Opens the vault here, or else that of the backup, in the app's signer, and compares its accounts
 * with those that the backup lists. Writes nothing.
 * In:      opens  the signer can ask for the passphrase; else the vault stays locked
 * Returns: STATUS_OK, also when neither side has a vault; ERR_REFUSED for another seed, or when
 *          that cannot be told; ERR_DAMAGED when the backup lists accounts that its vault does not
 *          have; ERR_LOCKED when the passphrase is needed to tell; ERR_WRONG_PASSPHRASE.
 */
MUST_CHECK enum status open_same_seed(struct app *app, const struct backup_document *doc,
				      bool opens, struct err *e);

#endif
