/* Where the records of a committed dataset are: the file source.json of its folder. */
#ifndef DATASET_STORE_SOURCE_H
#define DATASET_STORE_SOURCE_H

#include "dataset/store.h"

struct buf;

/*
 * Appends the text of source.json.
 * In:      `path`    absolute, UTF-8
 *          `origin`  the source as it is now
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status store_source_text(struct buf *out, const struct address *attester,
					 const char *path, const struct reader_source *origin,
					 bool kept);

/* Whether the records can be read: they were kept, or their source is still there. */
bool store_source_is_there(const struct store *st);

/*
 * Names another source for the same records, which the caller compared with the leaves
 * (store_records_match()). The file is replaced as a whole.
 * Returns: STATUS_OK, ERR_PARSE for a path that is not UTF-8, ERR_NOT_FOUND, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status store_source_move(struct store *st, const char *path, struct err *e);

#endif
