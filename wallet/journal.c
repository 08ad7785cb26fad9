/*
 * In reading order: the index of approved nonces, reading on, finding, appending.
 *
 * The index is a list in the order of the file, searched from its end. 10^5 approvals take 8 MB and
 * a search of a tenth of a millisecond, which a person's confirmation hides.
 */
#include "wallet/journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "wallet/journal_scan.h"

/* An approved nonce, and the line that has it. */
struct journal_nonce {
	uint64_t chain_id, nonce;
	struct address account;
	struct hash digest;
	off_t at;
	uint32_t len;
};

struct journal {
	struct journal_scan scan;
	struct journal_nonce *nonces; /* in the order of the file */
	size_t n, room;
};

static bool takes_nonce(const struct journal_entry *entry)
{
	return entry->outcome == JOURNAL_APPROVED && entry->has_nonce;
}

static enum status make_room(struct journal *j, struct err *e)
{
	size_t room = j->room > 0 ? 2 * j->room : 64;
	struct journal_nonce *larger;

	if (j->n < j->room)
		return STATUS_OK;
	larger = realloc(j->nonces, room * sizeof(*larger));
	if (larger == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	j->nonces = larger;
	j->room = room;
	return STATUS_OK;
}

/* Notes the nonce of a line that begins at `scan->at`. There is room for it. */
static void note_nonce(struct journal *j, const struct journal_entry *entry, size_t len)
{
	j->nonces[j->n++] = (struct journal_nonce){.chain_id = entry->chain_id,
						   .nonce = entry->nonce,
						   .account = entry->account,
						   .digest = entry->digest,
						   .at = j->scan.at,
						   .len = (uint32_t)len};
}

static enum status note_line(void *context, const struct journal_scan *scan,
			     const struct journal_line *line, size_t len, struct err *e)
{
	struct journal *j = context;
	enum status s = STATUS_OK;

	(void)scan;
	if (!takes_nonce(&line->entry))
		return STATUS_OK;
	s = make_room(j, e);
	if (s == STATUS_OK)
		note_nonce(j, &line->entry, len);
	return s;
}

enum status journal_new(struct journal **out, int fd, struct err *e)
{
	struct journal *j = calloc(1, sizeof(*j));
	enum status s;

	*out = NULL;
	if (j == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = journal_scan_init(&j->scan, fd, e);
	if (s == STATUS_OK)
		s = journal_scan_lock(fd, false, e);
	if (s == STATUS_OK) {
		s = journal_scan_on(&j->scan, note_line, j, e);
		journal_scan_unlock(fd);
	}
	if (s == STATUS_OK)
		*out = j;
	else
		journal_free(j);
	return s;
}

void journal_free(struct journal *j)
{
	if (j == NULL)
		return;
	journal_scan_release(&j->scan);
	free(j->nonces);
	free(j);
}

/* Whether `of` is an earlier approval of the entry's nonce, for other bytes than the entry's. */
static bool is_of_nonce(const struct journal_nonce *of, const struct journal_entry *entry)
{
	return of->nonce == entry->nonce && of->chain_id == entry->chain_id &&
	       address_equal(&of->account, &entry->account) &&
	       !hash_equal(&of->digest, &entry->digest);
}

/* Out: the last approval of the entry's nonce, or NULL. Returns: how many there are */
static size_t count_nonce(const struct journal *j, const struct journal_nonce **last,
			  const struct journal_entry *entry)
{
	size_t n = 0;

	*last = NULL;
	for (size_t i = entry->has_nonce ? j->n : 0; i > 0; i--)
		if (is_of_nonce(&j->nonces[i - 1], entry)) {
			*last = n == 0 ? &j->nonces[i - 1] : *last;
			n++;
		}
	return n;
}

enum status journal_find_nonce(struct journal *j, size_t *n, struct journal_entry *latest,
			       const struct journal_entry *entry, struct err *e)
{
	const struct journal_nonce *last = NULL;
	struct journal_line line;
	enum status s = journal_scan_lock(j->scan.fd, false, e);

	*n = 0;
	if (s != STATUS_OK)
		return s;
	s = journal_scan_on(&j->scan, note_line, j, e);
	if (s == STATUS_OK)
		*n = count_nonce(j, &last, entry);
	if (last != NULL) {
		s = journal_scan_again(&line, j->scan.fd, last->at, last->len, e);
		if (s == STATUS_OK)
			*latest = line.entry;
	}
	journal_scan_unlock(j->scan.fd);
	return s;
}

/* Writes a record with one call. Less than all of it is a failure, and stays as a cut record. */
static enum status write_once(int fd, const struct buf *record, struct err *e)
{
	ssize_t n = write(fd, record->data, record->len);

	if (n < 0)
		return err_set_errno(e, errno,
				     "the signer's journal cannot be written, so that nothing was "
				     "signed");
	if ((size_t)n != record->len)
		return err_set(e, ERR_NO_SPACE,
			       "the signer's journal took %zd of %zu bytes, so that nothing was "
			       "signed: the disk is full, make room",
			       n, record->len);
	if (fdatasync(fd) != 0)
		return err_set_errno(e, errno,
				     "the disk did not keep the signer's journal, so that nothing "
				     "was signed");
	return STATUS_OK;
}

/* The whole file was read and is locked. */
static enum status append_locked(struct journal *j, const struct journal_entry *entry,
				 struct err *e)
{
	struct journal_scan *scan = &j->scan;
	size_t torn = scan->torn;
	struct buf record;
	struct hash hash;
	enum status s;

	if (torn + LIMIT_JOURNAL_RECORD > LIMIT_JOURNAL_LINE)
		return err_set(e, ERR_LIMIT,
			       "the signer's journal ends in %zu bytes of records that were cut; "
			       "move it away, and byline begins another",
			       torn);
	buf_init(&record, LIMIT_JOURNAL_RECORD);
	s = journal_line_write(&record, &hash, entry, &scan->hash, scan->room, torn, e);
	/* Nothing can fail between the write and the index. */
	if (s == STATUS_OK)
		s = make_room(j, e);
	if (s == STATUS_OK)
		s = write_once(scan->fd, &record, e);
	if (s == STATUS_OK) {
		if (takes_nonce(entry))
			note_nonce(j, entry, torn + record.len);
		scan->last = scan->at;
		scan->at += (off_t)(torn + record.len);
		scan->hash = hash;
		scan->lines++;
		scan->cuts += torn > 0;
		scan->torn = 0;
	}
	buf_release(&record);
	return s;
}

enum status journal_append(struct journal *j, const struct journal_entry *entry, size_t earlier,
			   struct err *e)
{
	const struct journal_nonce *last;
	enum status s = journal_scan_lock(j->scan.fd, true, e);

	if (s != STATUS_OK)
		return s;
	s = journal_scan_on(&j->scan, note_line, j, e);
	if (s == STATUS_OK && takes_nonce(entry) && count_nonce(j, &last, entry) != earlier)
		s = err_set(e, ERR_CHANGED,
			    "another byline has just signed with nonce %llu; nothing was signed, "
			    "look at it again: byline log --signer",
			    (unsigned long long)entry->nonce);
	if (s == STATUS_OK)
		s = append_locked(j, entry, e);
	journal_scan_unlock(j->scan.fd);
	return s;
}
