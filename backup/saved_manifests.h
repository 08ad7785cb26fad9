/*
 * Manifests of datasets, with their nonces and blinds. The rest of a dataset's folder is made again
 * from the records (app/rebuild_dataset.h), which are too large for a backup.
 */
#ifndef BACKUP_SAVED_MANIFESTS_H
#define BACKUP_SAVED_MANIFESTS_H

#include "app/app.h"
#include "backup/report.h"
#include "backup/staged.h"

/* Adds manifests to `content`, and notes which files and folders to keep beside the backup. */
MUST_CHECK enum status save_manifests(struct app *app, struct json *content,
				      struct backup_report *report, struct err *e);

/*
 * Checks the manifests in `content`, and puts in line those of datasets that have no folder here.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY.
 */
MUST_CHECK enum status stage_manifests(struct staged *st, const struct app *app,
				       struct backup_report *report, const struct json *content,
				       struct err *e);

#endif
