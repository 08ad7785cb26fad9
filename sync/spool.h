/*
 * The spool: the sealed file of each upload that has not arrived yet, with its row in the cache.
 * A dataset is sealed once; every attempt to send it continues with the same file.
 */
#ifndef SYNC_SPOOL_H
#define SYNC_SPOOL_H

#include "app/app.h"
#include "cache/datasets.h"
#include "cache/uploads.h"
#include "client/datanet.h"

/* One sealed file. Close `fd` (-1: none is open) when done. */
struct spool {
	struct app *app;
	struct cache_upload row;
	int fd;
};

/*
 * Opens the sealed file of an upload that was begun earlier, and locks it for as long as `fd` is
 * open.
 * In:      `intake_id`  the key that the datanet has now
 * Returns: STATUS_OK, ERR_NOT_FOUND when there is none, it is not whole, or it was sealed for
 *          another key; make_spool() replaces it then. ERR_BUSY while another byline uploads it.
 */
MUST_CHECK enum status open_spool(struct spool *s, const struct hash *uid,
				  const struct hash *intake_id, struct err *e);

/*
 * Checks the records against the root and the limits that the datanet names in `info`, seals them
 * into a new file, locked as by open_spool(), and stores its row. Reports progress to `task`. The
 * vault must be unlocked.
 * Returns: STATUS_OK, ERR_LIMIT, ERR_LOCKED, ERR_CHANGED, ERR_CANCELLED, or why the file cannot be
 *          written; no file is left then. ERR_BUSY while another byline uploads the dataset.
 */
MUST_CHECK enum status make_spool(struct spool *s, struct task *task,
				  const struct cache_dataset *dataset,
				  const struct datanet_info *info, struct err *e);

/*
 * Deletes the sealed file at `path` when no upload needs it (cache_uploads_wanted()) and no byline
 * has it open. A file that is a minute old at most stays: it may not be locked yet.
 */
void drop_spool(struct app *app, const struct hash *uid, const char *path);

/* Stores the row as it is now: where the file goes, and how much of it the datanet has. */
MUST_CHECK enum status store_spool(struct spool *s, struct err *e);

#endif
