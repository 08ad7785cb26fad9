/*
 * Saves what no network can give back: own transactions, labels, datasets, and the vault's file.
 */
#ifndef APP_BACKUP_H
#define APP_BACKUP_H

#include "app/app.h"

struct backup_result {
	uint64_t accounts, networks, datasets, transactions, claims;
	bool has_vault; /* PATH.vault was written too */
};

/*
 * Writes "byline-backup/1" of every network to the new file `path`, and the vault as it is on disk,
 * still encrypted, to `path`.vault. Both have mode 0600. ERR_EXISTS, ERR_NO_SPACE, …
 */
MUST_CHECK enum status write_backup(struct app *app, struct backup_result *out, const char *path,
				    struct err *e);

#endif
