/* Everything that a backup of an app would hold, as one document. */
#ifndef BACKUP_COLLECT_H
#define BACKUP_COLLECT_H

#include "app/app.h"
#include "backup/report.h"

/*
 * Collects the content. The cache is read with a handle of its own, because that goes from network
 * to network, which the app's handle must not. A list that cannot be read whole fails it: a backup
 * that looks complete and is not would be worse than none.
 * Out:     content  freed with json_free()
 *          report   counts are `added`
 */
MUST_CHECK enum status collect_content(struct app *app, struct json **content,
				       struct backup_report *report, struct err *e);

#endif
