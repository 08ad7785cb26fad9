/*
 * The drill: restores a backup into a private folder that is deleted afterwards, and compares what
 * came back with what is here now.
 */
#ifndef BACKUP_DRILL_H
#define BACKUP_DRILL_H

#include "app/app.h"
#include "backup/report.h"

/* One part of the backup. */
struct drill_row {
	uint64_t comes_back; /* as many are in the restored folder */
	uint64_t left_out;   /* as many are in the backup and cannot come back; there is a note */
	uint64_t here;	     /* as many are here now */
	uint64_t missing;    /* as many of those here would not come back as they are now */
};

struct drill {
	struct drill_row parts[BACKUP_PARTS];
	struct json *notes; /* array of sentences */
	bool vault_opened;  /* the passphrase opened the vault that came back */
};

/*
 * Restores the backup at `path` into a folder below the state folder, compares, and deletes it.
 * In:      opens  the signer can ask for the passphrase of the vault in the backup
 * Out:     out    released with release_drill() in any case
 * Returns: STATUS_OK, also when something would be missing; as restore_backup().
 */
MUST_CHECK enum status drill_backup(struct app *app, struct drill *out, const char *path,
				    bool opens, struct err *e);

/* Deletes the folders of drills whose process was killed. One that is under way is left alone. */
void remove_dead_drills(struct app *app);

/* Frees what drill_backup() made. */
void release_drill(struct drill *d);

#endif
