/*
 * The signer's journal: what was approved and what was refused, kept before a signature leaves, and
 * the nonces that were signed for. The file is docs/formats.md's "Signer's journal"; a line is that
 * of wallet/journal_line.h.
 *
 * A journal works on a descriptor that is open already (wallet/journal_file.h), and makes the
 * system calls pread64, write, fdatasync and flock alone. So a confined signer can add lines, and
 * neither change nor take away what is there. Several processes may use one file, each by a
 * descriptor that it opened itself: a lock (flock) belongs to an opening of the file, and is shared
 * by the descriptors that were copied from it.
 *
 * Invariants: a line is written whole, by one write() under the exclusive lock, after everything
 * before it was verified. A damaged journal takes no line and answers nothing. A write that failed
 * or was cut leaves no line, only a piece that the next record counts (wallet/journal_scan.h).
 */
#ifndef WALLET_JOURNAL_H
#define WALLET_JOURNAL_H

#include "wallet/journal_line.h"

struct journal;

/*
 * Reads and verifies the journal from its first line to its last, and notes the approved nonces.
 * In:      fd  open for reading and appending (O_RDWR | O_APPEND); it stays the caller's, and open
 *              until journal_free()
 * Returns: STATUS_OK, also for an empty file; ERR_DAMAGED with the number of the line; ERR_VERSION
 *          for a line of a newer byline; ERR_LIMIT above LIMIT_JOURNAL; ERR_IO; ERR_MEMORY. No
 *          journal is made then.
 */
MUST_CHECK enum status journal_new(struct journal **out, int fd, struct err *e);

/* NULL is allowed. Does not close the descriptor. */
void journal_free(struct journal *j);

/*
 * Finds what was approved before with the account, chain and nonce of `entry` and another digest.
 * First reads what other processes appended.
 * Out:     n       how many approvals there are; 0 for an entry without nonce
 *          latest  the last of them; untouched when there is none
 * Returns: STATUS_OK; as journal_new().
 */
MUST_CHECK enum status journal_find_nonce(struct journal *j, size_t *n,
					  struct journal_entry *latest,
					  const struct journal_entry *entry, struct err *e);

/*
 * Appends `entry` (journal_line_write() says what it has to be) and waits until the disk has it. A
 * signature may leave only after that.
 * In:      earlier  as many approvals of its nonce as journal_find_nonce() counted and the person
 *                   was told of; 0 for an entry that is no approval with a nonce
 * Returns: STATUS_OK; ERR_CHANGED when another process approved its nonce since then, and nothing
 *          was written; ERR_USAGE for an entry that contradicts itself; ERR_NO_SPACE, ERR_IO;
 *          otherwise as journal_new(). After a failure nothing may be signed; the line may be in
 *          the file only where the disk failed after the whole line was written.
 */
MUST_CHECK enum status journal_append(struct journal *j, const struct journal_entry *entry,
				      size_t earlier, struct err *e);

#endif
