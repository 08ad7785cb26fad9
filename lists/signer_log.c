/*
 * The journal is written oldest first, and may be long: the newest decisions are kept in a ring,
 * which is turned into the order of the list at the end.
 */
#include "lists/signer_log.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wallet/journal_file.h"
#include "wallet/journal_scan.h"

_Static_assert(sizeof(((struct signer_decision *)0)->text) == JOURNAL_TEXT_SIZE &&
		       sizeof(((struct signer_decision *)0)->reason) == JOURNAL_TEXT_SIZE,
	       "a decision has room for the texts of a line");

struct ring {
	struct signer_decision *rows;
	size_t room, limit;
	size_t n; /* that were put in, also those that others took the place of */
	const struct column_span *span;
};

/* A line always has a time, so that no row of unknown time is among them. */
static bool is_wanted(const struct column_span *span, int64_t time)
{
	return time >= span->from && (span->until == 0 || time < span->until);
}

/* The place for the next row: a new one until there are `limit`, then that of the oldest. */
static struct signer_decision *next_place(struct ring *r)
{
	size_t room = r->room > 0 ? 2 * r->room : 64;
	struct signer_decision *larger;

	if (r->n >= r->limit)
		return &r->rows[r->n++ % r->limit];
	if (r->n == r->room) {
		room = room < r->limit ? room : r->limit;
		larger = realloc(r->rows, room * sizeof(*larger));
		if (larger == NULL)
			return NULL;
		r->rows = larger;
		r->room = room;
	}
	return &r->rows[r->n++];
}

static enum status keep_decision(void *context, const struct journal_scan *scan,
				 const struct journal_line *line, size_t len, struct err *e)
{
	const struct journal_entry *entry = &line->entry;
	struct ring *r = context;
	struct signer_decision *d;

	(void)len;
	if (r->limit == 0 || !is_wanted(r->span, entry->time))
		return STATUS_OK;
	d = next_place(r);
	if (d == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	*d = (struct signer_decision){.line = scan->lines + 1,
				      .time = entry->time,
				      .outcome = journal_line_outcome(entry->outcome),
				      .kind = journal_line_kind(entry->kind),
				      .consent = journal_line_consent(entry->consent),
				      .account = entry->account,
				      .chain_id = entry->chain_id,
				      .has_nonce = entry->has_nonce,
				      .nonce = entry->nonce,
				      .digest = entry->digest,
				      .transaction = entry->transaction,
				      .after_cut = line->torn > 0};
	memcpy(d->text, entry->text, sizeof(d->text));
	memcpy(d->reason, entry->reason, sizeof(d->reason));
	return STATUS_OK;
}

/* Makes the list of the ring, newest first. */
static enum status turn_ring(struct signer_log *out, const struct ring *r, struct err *e)
{
	size_t n = r->n < r->limit ? r->n : r->limit;

	out->rows = calloc(n + 1, sizeof(*out->rows));
	if (out->rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n; i++)
		out->rows[i] = r->rows[(r->n - 1 - i) % r->limit];
	out->n = n;
	return STATUS_OK;
}

static enum status read_decisions(struct signer_log *out, struct ring *r, int fd, struct err *e)
{
	struct journal_scan scan;
	enum status s = journal_scan_init(&scan, fd, e), turned;

	if (s == STATUS_OK)
		s = journal_scan_lock(fd, false, e);
	if (s == STATUS_OK) {
		s = journal_scan_on(&scan, keep_decision, r, e);
		journal_scan_unlock(fd);
	}
	out->lines = scan.lines;
	out->cuts = scan.cuts + (scan.torn > 0);
	journal_scan_release(&scan);
	/* The rows before a failure are wanted too, and its reason is the first one. */
	turned = turn_ring(out, r, s == STATUS_OK ? e : NULL);
	return s == STATUS_OK ? turned : s;
}

enum status load_signer_log(struct signer_log *out, const char *path, size_t limit,
			    const struct column_span *span, struct err *e)
{
	struct ring r = {.limit = limit, .span = span};
	int fd = -1;
	enum status s;

	*out = (struct signer_log){0};
	s = journal_file_open_to_read(&fd, path, e);
	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	out->there = true;
	s = read_decisions(out, &r, fd, e);
	close(fd);
	free(r.rows);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", path);
}

void release_signer_log(struct signer_log *log)
{
	free(log->rows);
	*log = (struct signer_log){0};
}
