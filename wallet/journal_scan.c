/*
 * In reading order: bytes of the file, one line, the lines that are in memory, the whole.
 *
 * Invariant: `at` never stands within a line, and everything before it was verified.
 */
#include "wallet/journal_scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define REMEDY                                                                                   \
	"; nothing is signed meanwhile. Keep the file and move it away: byline begins another, " \
	"which does not know what was signed before"

enum status journal_scan_init(struct journal_scan *out, int fd, struct err *e)
{
	*out = (struct journal_scan){.fd = fd, .room = malloc(LIMIT_JOURNAL_LINE)};
	return out->room != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
}

void journal_scan_release(struct journal_scan *scan)
{
	free(scan->room);
	scan->room = NULL;
}

enum status journal_scan_lock(int fd, bool to_write, struct err *e)
{
	while (flock(fd, to_write ? LOCK_EX : LOCK_SH) != 0)
		if (errno != EINTR)
			return err_set_errno(e, errno, "the signer's journal cannot be locked");
	return STATUS_OK;
}

void journal_scan_unlock(int fd)
{
	flock(fd, LOCK_UN);
}

/* Reads up to `len` bytes at `at`; fewer at the end of the file alone. */
static enum status read_bytes(size_t *got, int fd, uint8_t *out, size_t len, off_t at,
			      struct err *e)
{
	for (*got = 0; *got < len;) {
		ssize_t n = pread(fd, out + *got, len - *got, at + (off_t)*got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(e, errno, "the signer's journal cannot be read");
		if (n == 0)
			break;
		*got += (size_t)n;
	}
	return STATUS_OK;
}

/* Says which line a failure is of, and what to do about it. */
static enum status blame_line(const struct journal_scan *scan, enum status s, struct err *e)
{
	struct err why = {.text = ""};

	if (e == NULL || s == ERR_MEMORY)
		return s;
	why = *e;
	return err_set(e, s, "line %zu of the signer's journal is %s: %s%s", scan->lines + 1,
		       s == ERR_VERSION ? "unknown" : "damaged", why.text,
		       s == ERR_VERSION ? "" : REMEDY);
}

/* Takes a line whose bytes are in memory, with its LF. */
static enum status take_line(struct journal_scan *scan, const uint8_t *data, size_t len,
			     journal_visit *visit, void *context, struct err *e)
{
	struct journal_line line;
	enum status s = journal_line_read(&line, data, len - 1, e);

	if (s == STATUS_OK && !hash_equal(&line.before, &scan->hash))
		s = err_set(e, ERR_DAMAGED,
			    "the line before it is another one than when it was "
			    "written");
	if (s != STATUS_OK)
		return blame_line(scan, s, e);
	if (visit != NULL)
		s = visit(context, scan, &line, len, e);
	if (s != STATUS_OK)
		return s;
	scan->hash = line.hash;
	scan->last = scan->at;
	scan->at += (off_t)len;
	scan->lines++;
	scan->cuts += line.torn > 0;
	return STATUS_OK;
}

/* Takes the whole lines among the first `held` bytes in memory. Out: how many bytes they had */
static enum status take_lines(struct journal_scan *scan, size_t *taken, size_t held,
			      journal_visit *visit, void *context, struct err *e)
{
	const uint8_t *end;
	enum status s = STATUS_OK;

	*taken = 0;
	while (s == STATUS_OK && (end = memchr(scan->room + *taken, '\n', held - *taken)) != NULL) {
		size_t len = (size_t)(end - (scan->room + *taken)) + 1;

		s = take_line(scan, scan->room + *taken, len, visit, context, e);
		*taken += len;
	}
	return s;
}

enum status journal_scan_again(struct journal_line *out, int fd, off_t at, size_t len,
			       struct err *e)
{
	uint8_t *data = malloc(len);
	size_t got = 0;
	enum status s = data != NULL ? read_bytes(&got, fd, data, len, at, e)
				     : err_set(e, ERR_MEMORY, "out of memory");

	if (s == STATUS_OK && (got < len || data[len - 1] != '\n'))
		s = err_set(e, ERR_DAMAGED, "it was cut");
	if (s == STATUS_OK)
		s = journal_line_read(out, data, len - 1, e);
	free(data);
	return s;
}

/* A file that was cut or altered while it was in use must not go on as if it were whole. */
static enum status check_last(struct journal_scan *scan, struct err *e)
{
	struct journal_line line;
	enum status s;

	if (scan->lines == 0)
		return STATUS_OK;
	s = journal_scan_again(&line, scan->fd, scan->last, (size_t)(scan->at - scan->last), e);
	if (s == STATUS_OK && !hash_equal(&line.hash, &scan->hash))
		s = err_set(e, ERR_DAMAGED, "it is another one than before");
	if (s == ERR_DAMAGED || s == ERR_VERSION)
		return err_set(e, ERR_DAMAGED,
			       "line %zu of the signer's journal was altered or cut off while "
			       "byline used it" REMEDY,
			       scan->lines);
	return s;
}

enum status journal_scan_on(struct journal_scan *scan, journal_visit *visit, void *context,
			    struct err *e)
{
	size_t got = 1, taken = 1;
	enum status s = check_last(scan, e);

	while (s == STATUS_OK && taken > 0 && got > 0) {
		s = read_bytes(&got, scan->fd, scan->room, LIMIT_JOURNAL_LINE, scan->at, e);
		if (s == STATUS_OK)
			s = take_lines(scan, &taken, got, visit, context, e);
		if (s == STATUS_OK && scan->at > (off_t)LIMIT_JOURNAL)
			s = err_set(e, ERR_LIMIT,
				    "the signer's journal has more than %zu MiB; move it away, and "
				    "byline begins another",
				    LIMIT_JOURNAL / MIB);
	}
	scan->torn = s == STATUS_OK ? got : 0;
	if (s == STATUS_OK && got == LIMIT_JOURNAL_LINE) {
		s = err_set(e, ERR_DAMAGED, "it has no end");
		s = blame_line(scan, s, e);
	}
	return s;
}
