/* config.ini and keys.ini, as they are. */
#ifndef BACKUP_SAVED_CONFIGURATION_H
#define BACKUP_SAVED_CONFIGURATION_H

#include "app/app.h"
#include "backup/report.h"
#include "backup/staged.h"

/* Adds the files that are there to `content`. */
MUST_CHECK enum status save_configuration(const struct app *app, struct json *content,
					  struct backup_report *report, struct err *e);

/* Puts those in line that are absent here. STATUS_OK, ERR_PARSE, ERR_MEMORY. */
MUST_CHECK enum status stage_configuration(struct staged *st, const struct app *app,
					   struct backup_report *report, const struct json *content,
					   struct err *e);

#endif
