/*
 * In reading order: saving, reading, bringing back.
 *
 * Invariant: no byte that is in a journal here is changed or taken away. Lines are only added, and
 * only where the bytes here are the beginning of the backup's.
 */
#include "backup/saved_journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/state.h"
#include "base/file.h"
#include "base/hex.h"
#include "wallet/journal_file.h"
#include "wallet/journal_scan.h"

/* --- saving --- */

/*
 * Reads the journal behind `fd`, which the caller has locked.
 * Out:     `text`, the bytes of its sound lines; `torn`, those of a cut record behind them
 * Returns: STATUS_OK, also for a damaged journal, with `damage` then; ERR_IO, ERR_LIMIT, ERR_MEMORY
 */
static enum status read_sound_lines(struct buf *text, size_t *torn, struct err *damage, int fd,
				    const char *path, struct err *e)
{
	struct journal_scan scan;
	enum status s = journal_scan_init(&scan, fd, e);

	if (s == STATUS_OK)
		s = journal_scan_on(&scan, NULL, NULL, damage);
	if (s == ERR_DAMAGED || s == ERR_VERSION)
		s = STATUS_OK;
	else if (s != STATUS_OK)
		s = err_set(e, s, "%s: %s", path, damage->text);
	if (s == STATUS_OK)
		s = file_read(text, path, e);
	if (s == STATUS_OK)
		text->len = (size_t)scan.at;
	*torn = scan.torn;
	journal_scan_release(&scan);
	return s;
}

static void add_lines(struct json *content, struct backup_report *report, const struct buf *text)
{
	struct json *lines = json_new_array();
	const uint8_t *at = text->data, *end;

	while ((end = memchr(at, '\n', text->len - (size_t)(at - text->data))) != NULL) {
		json_add_hex(lines, NULL, at, (size_t)(end - at));
		report->parts[BACKUP_DECISIONS].added++;
		at = end + 1;
	}
	json_add(content, "decisions", lines);
}

enum status save_journal(const struct app *app, struct json *content, struct backup_report *report,
			 struct err *e)
{
	const char *path = app->shared->paths.journal;
	struct err damage = {0};
	struct buf text;
	size_t torn;
	int fd = -1;
	enum status s = journal_file_open_to_read(&fd, path, e);

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	buf_init(&text, LIMIT_BACKUP / 4);
	s = journal_scan_lock(fd, false, e);
	if (s == STATUS_OK)
		s = read_sound_lines(&text, &torn, &damage, fd, path, e);
	close(fd);
	if (s == STATUS_OK && text.len > 0)
		add_lines(content, report, &text);
	if (s == STATUS_OK && damage.code != STATUS_OK)
		report_note(report, "the rest of %s, which has to be kept: %s", path, damage.text);
	buf_release(&text);
	return s;
}

/* --- reading --- */

static enum status read_line(struct buf *text, struct hash *before, const struct json *line,
			     struct err *e)
{
	uint8_t bytes[LIMIT_JOURNAL_LINE];
	struct journal_line read;
	const char *hex = json_text(line);
	size_t len;
	enum status s;

	if (hex == NULL || hex_parse_var(bytes, &len, sizeof(bytes), hex, strlen(hex)) != STATUS_OK)
		return err_set(e, ERR_PARSE, "a line of \"decisions\" is no bytes");
	s = journal_line_read(&read, bytes, len, e);
	if (s == ERR_DAMAGED)
		return err_set(e, ERR_PARSE, "a line of \"decisions\" is damaged");
	if (s != STATUS_OK)
		return s;
	if (!hash_equal(&read.before, before) || memchr(bytes, '\n', len) != NULL)
		return err_set(e, ERR_PARSE, "the lines of \"decisions\" are no chain");
	*before = read.hash;
	buf_add(text, bytes, len);
	buf_add_byte(text, '\n');
	return buf_status(text);
}

enum status read_saved_journal(struct buf *text, const struct json *content, struct err *e)
{
	const struct json *lines = NULL;
	struct hash before = {{0}};
	enum status s = STATUS_OK;

	if (json_get(content, "decisions") != NULL)
		s = json_get_array(&lines, content, "decisions", e);
	for (const struct json *line = json_first(lines); line != NULL && s == STATUS_OK;
	     line = json_next(line))
		s = read_line(text, &before, line, e);
	return s;
}

/* --- bringing back --- */

static size_t count_lines(const uint8_t *data, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += data[i] == '\n';
	return n;
}

/* The journal here went on in another way, or is damaged: neither of the two may be lost. */
static enum status write_beside(struct backup_report *report, const char *path,
				const struct buf *text, struct err *e)
{
	char *beside = NULL;
	enum status s;

	if (asprintf(&beside, "%s.backup", path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = file_write_new(beside, text->data, text->len, e);
	if (s == ERR_EXISTS)
		s = STATUS_OK;
	if (s == STATUS_OK) {
		report->parts[BACKUP_DECISIONS].left_out += count_lines(text->data, text->len);
		report_note(report,
			    "%s has other lines than the backup's journal and stays as it is; the "
			    "backup's is beside it, as %s, and the signer does not read that",
			    path, beside);
	}
	free(beside);
	return s;
}

/* Adds the lines of `text` behind its first `len` bytes, which are those that are here. */
static enum status add_missing(int fd, struct backup_report *report, const struct buf *text,
			       size_t len, struct err *e)
{
	if (text->len > len &&
	    (file_write_all(fd, text->data + len, text->len - len) != STATUS_OK ||
	     fdatasync(fd) != 0))
		return err_set_errno(e, errno, "cannot add to the signer's journal");
	report->parts[BACKUP_DECISIONS].there += count_lines(text->data, len);
	report->parts[BACKUP_DECISIONS].added += count_lines(text->data + len, text->len - len);
	return STATUS_OK;
}

static enum status merge_locked(int fd, const char *path, struct backup_report *report,
				const struct buf *text, struct err *e)
{
	struct err damage = {0};
	struct buf here;
	size_t torn, common;
	enum status s;

	buf_init(&here, LIMIT_JOURNAL);
	s = read_sound_lines(&here, &torn, &damage, fd, path, e);
	if (s == STATUS_OK) {
		common = here.len < text->len ? here.len : text->len;
		if (common > 0 && memcmp(here.data, text->data, common) != 0)
			s = write_beside(report, path, text, e);
		else if (here.len < text->len && (torn > 0 || damage.code != STATUS_OK))
			s = write_beside(report, path, text, e);
		else
			s = add_missing(fd, report, text, common, e);
	}
	buf_release(&here);
	return s;
}

enum status write_saved_journal(const struct app *app, struct backup_report *report,
				const struct buf *text, struct err *e)
{
	const char *path = app->shared->paths.journal;
	int fd = -1;
	enum status s;

	if (text->len == 0)
		return STATUS_OK;
	s = journal_file_open(&fd, path, e);
	if (s == STATUS_OK)
		s = journal_scan_lock(fd, true, e);
	if (s == STATUS_OK)
		s = merge_locked(fd, path, report, text, e);
	if (fd >= 0)
		close(fd);
	return s;
}
