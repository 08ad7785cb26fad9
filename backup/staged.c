/* Every file is small and is held in memory until all of the backup was checked. */
#include "backup/staged.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* Whether the file at `path` has exactly these bytes. */
static bool has_bytes(const char *path, const void *data, size_t len)
{
	struct buf now;
	bool same;

	buf_init(&now, LIMIT_SMALL_FILE);
	same = file_read(&now, path, NULL) == STATUS_OK && now.len == len &&
	       (len == 0 || memcmp(now.data, data, len) == 0);
	buf_release(&now);
	return same;
}

/* A file that is here was made by its owner, or by an earlier restore, and stays. */
enum status stage_file(struct staged *st, struct backup_report *report, enum backup_part part,
		       const char *path, const void *data, size_t len, struct err *e)
{
	struct staged_file *f = &st->files[st->n];

	if (access(path, F_OK) == 0) {
		report->parts[part].there++;
		if (!has_bytes(path, data, len))
			report_note(report,
				    "%s differs from the one in the backup and stays as "
				    "it is",
				    path);
		return STATUS_OK;
	}
	if (st->n == STAGED_FILES)
		return err_set(e, ERR_LIMIT, "the backup has more than %d files", STAGED_FILES);
	*f = (struct staged_file){.path = strdup(path)};
	buf_init(&f->text, LIMIT_SMALL_FILE);
	buf_add(&f->text, data, len);
	st->n++;
	if (f->path == NULL || buf_status(&f->text) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	report->parts[part].added++;
	return STATUS_OK;
}

enum status write_staged(const struct staged *st, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < st->n && s == STATUS_OK; i++) {
		const struct staged_file *f = &st->files[i];

		s = file_write_new(f->path, f->text.data, f->text.len, e);
		/* Another process wrote it meanwhile; it counts as one that was there. */
		if (s == ERR_EXISTS)
			s = STATUS_OK;
	}
	return s;
}

void release_staged(struct staged *st)
{
	for (size_t i = 0; i < st->n; i++) {
		free(st->files[i].path);
		buf_release(&st->files[i].text);
	}
	st->n = 0;
}
