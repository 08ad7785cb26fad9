/*
 * Saves what no network can give back: own transactions, accounts and labels, datasets, profiles,
 * configuration, history, and the vault's file, all in one file.
 */
#ifndef BACKUP_SAVE_H
#define BACKUP_SAVE_H

#include "app/app.h"
#include "backup/report.h"

/*
 * Whether a backup would be complete only with an open vault: a node's address has a key, which is
 * saved sealed or not at all.
 */
bool save_wants_vault(const struct app *app);

/*
 * Writes "byline-backup/2" of every network to the new file `path`, with mode 0600. The vault is in
 * it as it is on disk, encrypted.
 * Out:     report  what is in it, and notes of what is not; release with report_release() in any
 *                  case
 * Returns: STATUS_OK, ERR_EXISTS, ERR_NO_SPACE, ERR_LIMIT, a failure of reading; nothing is written
 *          then.
 */
MUST_CHECK enum status write_backup(struct app *app, struct backup_report *report, const char *path,
				    struct err *e);

#endif
