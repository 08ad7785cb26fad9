/*
 * "byline-backup/1", the backup of byline 0.1. It has accounts, datasets, transactions and claims,
 * but neither the states of transactions nor events, profiles or settings.
 */
#ifndef BACKUP_OLD_DOCUMENT_H
#define BACKUP_OLD_DOCUMENT_H

#include "base/json.h"

/*
 * Makes the content of a backup of today's format from the document `old`. A transaction gets the
 * last state that its times show; the nodes tell the rest with the next sync.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY. The caller frees `out`.
 */
MUST_CHECK enum status read_old_document(struct json **out, const struct json *old, struct err *e);

#endif
