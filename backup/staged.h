/*
 * Files of a backup that are checked first and written later, once everything else was checked. A
 * file that is there already stays as it is.
 */
#ifndef BACKUP_STAGED_H
#define BACKUP_STAGED_H

#include "backup/report.h"
#include "base/buf.h"

#define STAGED_FILES 4096 /* more than anybody has datasets and profiles */

struct staged_file {
	char *path;
	struct buf text;
};

struct staged {
	struct staged_file files[STAGED_FILES];
	size_t n;
};

/*
 * Puts a copy of `len` bytes in line for `path`, unless that is there. One that differs is noted.
 * Counts it under `part`. ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status stage_file(struct staged *st, struct backup_report *report,
				  enum backup_part part, const char *path, const void *data,
				  size_t len, struct err *e);

/* Writes each file, whole or not at all. One that came into being meanwhile stays as it is. */
MUST_CHECK enum status write_staged(const struct staged *st, struct err *e);

/* Frees the copies. */
void release_staged(struct staged *st);

#endif
