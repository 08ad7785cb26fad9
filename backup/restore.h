/*
 * Brings back what a backup holds, into an empty folder or into one that has some of it already.
 * Only what is absent is added; nothing is overwritten.
 */
#ifndef BACKUP_RESTORE_H
#define BACKUP_RESTORE_H

#include "app/app.h"
#include "backup/report.h"

/*
 * Finds out whether restoring `path` takes the vault's passphrase: the backup has a vault.
 * Returns: STATUS_OK; as read_document() for a file that is none.
 */
MUST_CHECK enum status restore_wants_passphrase(bool *out, const char *path, struct err *e);

/*
 * Restores the backup at `path`.
 *
 * Everything is checked before the first write: the file's digest, every row, every profile and
 * manifest, that the passphrase opens the vault, and that a vault here has the same seed. Rows of
 * the cache are one transaction; the vault's file comes last, so that nothing can be signed before
 * the nonces that are taken are known. A restore that was interrupted is completed by the next one.
 *
 * In:      opens   the signer can ask for the passphrase of the vault here, else of that in the
 *                  backup. If it cannot, the vault is put in place unopened, and sealed profiles
 *                  are left out, both of which is noted
 * Out:     report  released with report_release() in any case
 * Returns: STATUS_OK; ERR_DAMAGED, ERR_VERSION, ERR_USAGE, ERR_PARSE as read_document();
 *          ERR_REFUSED for a vault of another seed and with --read-only; ERR_LOCKED when only the
 *          passphrase could tell; ERR_WRONG_PASSPHRASE; ERR_NO_SPACE, ERR_IO, …
 *          Nothing was written unless it is one of the last two.
 */
MUST_CHECK enum status restore_backup(struct app *app, struct backup_report *report,
				      const char *path, bool opens, struct err *e);

#endif
