/*
 * Reads a journal from its descriptor, and verifies that each line has the hash of the one before.
 * For journal*.c, and for whoever lists the entries. Calls pread() and flock() alone, so that the
 * confined signer may.
 *
 * The bytes behind the last LF are no line: a record that was cut while it was written, by a crash
 * or a full disk. Nothing was signed for it. The next record stands behind it in the same line, and
 * counts its bytes.
 */
#ifndef WALLET_JOURNAL_SCAN_H
#define WALLET_JOURNAL_SCAN_H

#include <sys/types.h>

#include "wallet/journal_line.h"

/* How far a journal was read. All zero but the descriptor: nothing of it. */
struct journal_scan {
	int fd;	    /* belongs to the caller */
	off_t at;   /* bytes that were verified: whole lines */
	off_t last; /* where the last of them begins */
	size_t lines;
	size_t cuts;	  /* how many of them have cut records in front */
	struct hash hash; /* that of the last line */
	size_t torn;	  /* bytes behind the last line when it was read: a cut record */
	uint8_t *room;	  /* LIMIT_JOURNAL_LINE bytes; the cut record stands at its beginning */
};

/*
 * Takes one line, which begins at `scan->at` and has `len` bytes with its LF. A failure ends the
 * reading in front of that line.
 */
typedef enum status journal_visit(void *context, const struct journal_scan *scan,
				  const struct journal_line *line, size_t len, struct err *e);

/* Reads nothing yet. Release with journal_scan_release(). ERR_MEMORY. */
MUST_CHECK enum status journal_scan_init(struct journal_scan *out, int fd, struct err *e);
void journal_scan_release(struct journal_scan *scan);

/*
 * Goes on to the end of the file, after a look whether the last line that was read is still there.
 * Takes no lock: the caller has it (journal_scan_lock()), else a line that is just being written
 * counts as cut.
 * In:      `visit`  gets each line in turn; NULL: none
 * Returns: STATUS_OK; ERR_DAMAGED and ERR_VERSION with the line's number and what to do; ERR_LIMIT
 *          above LIMIT_JOURNAL; ERR_IO; ERR_MEMORY; what `visit` returned. The lines before a
 *          failure are read.
 */
MUST_CHECK enum status journal_scan_on(struct journal_scan *scan, journal_visit *visit,
				       void *context, struct err *e);

/*
 * Reads one line again. In: the place where it begins, and its bytes with the LF.
 * Returns: STATUS_OK, ERR_DAMAGED, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status journal_scan_again(struct journal_line *out, int fd, off_t at, size_t len,
					  struct err *e);

/*
 * Waits for the lock of the file (flock()) and takes it: to write, which excludes all others, or to
 * read. Closing the descriptor, and the end of the process, give it back too. ERR_IO.
 */
MUST_CHECK enum status journal_scan_lock(int fd, bool to_write, struct err *e);
void journal_scan_unlock(int fd);

#endif
