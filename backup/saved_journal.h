/* The signer's journal (docs/formats.md), line by line. */
#ifndef BACKUP_SAVED_JOURNAL_H
#define BACKUP_SAVED_JOURNAL_H

#include "app/app.h"
#include "backup/report.h"
#include "base/buf.h"

/*
 * Adds the lines that are sound to `content`, as "decisions". What stands behind a damaged line is
 * left out, with a note that names it: the file has to be kept.
 * Returns: STATUS_OK, also without a journal; ERR_PERMISSION, ERR_LIMIT, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status save_journal(const struct app *app, struct json *content,
				    struct backup_report *report, struct err *e);

/*
 * Reads and verifies the lines of a backup.
 * Out:     `text`, their bytes as a journal has them; empty when the backup has none
 * Returns: STATUS_OK, ERR_PARSE for lines that are no chain, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status read_saved_journal(struct buf *text, const struct json *content,
					  struct err *e);

/*
 * Brings those lines back. A journal here that they continue gets the lines that it lacks; one that
 * has them all stays. Where it went on in another way, it stays too, and the backup's is written
 * beside it as FILE.backup, with a note.
 * Returns: STATUS_OK; as of file_write_new() and journal_file_open().
 */
MUST_CHECK enum status write_saved_journal(const struct app *app, struct backup_report *report,
					   const struct buf *text, struct err *e);

#endif
