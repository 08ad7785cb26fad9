/*
 * Records chosen out of a source: one of them whole, or some of them as a file of their own. The
 * file has the bytes that the reader gives, so that a commitment to it is one to these records.
 */
#ifndef DATASET_EXCERPT_H
#define DATASET_EXCERPT_H

#include "base/buf.h"
#include "dataset/reader.h"

/* A source, and how it was when records were chosen from it. */
struct excerpt_source {
	const char *path;
	enum reader_kind kind;
	const struct reader_source *as; /* ERR_CHANGED when it is another by now; NULL: any */
};

/* Notes how a source is now. Returns: STATUS_OK, as reader_open(). */
MUST_CHECK enum status excerpt_look(struct reader_source *out, const char *path,
				    enum reader_kind kind, struct err *e);

/*
 * Reads record number `index`, from 0.
 * Out:     `record`  its bytes; of a folder the content of its file or piece
 *          `text`    its text as a model reads it, "" when it has none
 *          `label`   likewise. The caller has made all three with room for LIMIT_RECORD.
 * Returns: STATUS_OK, ERR_NOT_FOUND with the number of records, ERR_CHANGED, ERR_CANCELLED, a
 *          failure of the reader.
 */
MUST_CHECK enum status excerpt_record(struct buf *record, struct buf *text, struct buf *label,
				      const struct excerpt_source *source, uint64_t index,
				      reader_watch *watch, void *user, struct err *e);

/*
 * Writes `n` records, whose numbers ascend, into the file `path` of mode 0600: lines or a csv with
 * the header of the source. The text is held in memory, LIMIT_EXCERPT at most.
 * Returns: STATUS_OK; ERR_EXISTS unless `replace`; ERR_UNSUPPORTED for a folder, whose records are
 *          files that anybody can copy; ERR_USAGE for a name that would be read as another kind, or
 *          for the source itself; ERR_NOT_FOUND, ERR_CHANGED, ERR_LIMIT, ERR_CANCELLED, a failure
 *          of the reader or of file_write().
 */
MUST_CHECK enum status excerpt_write(const char *path, const struct excerpt_source *source,
				     const uint64_t *chosen, size_t n, bool replace,
				     reader_watch *watch, void *user, struct err *e);

#endif
