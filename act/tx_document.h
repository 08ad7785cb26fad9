/* The JSON documents that carry a transaction: written as a whole, read strictly. */
#ifndef ACT_TX_DOCUMENT_H
#define ACT_TX_DOCUMENT_H

#include "base/json.h"

/* The word "format" of the two documents, as act/tx_file.h describes them. */
#define TX_DOCUMENT_UNSIGNED "byline-tx/1"
#define TX_DOCUMENT_SIGNED   "byline-signed-tx/1"

struct buf;

/* Writes `take_doc` to a new file and frees it. Returns: STATUS_OK, ERR_EXISTS, ERR_NO_SPACE, … */
MUST_CHECK enum status tx_document_write(const char *path, struct json *take_doc, struct err *e);

/*
 * Reads a document whose "format" is `format` and that has no members but `members` (NULL-ended).
 * The caller frees it, also after a failure. ERR_PARSE, ERR_NOT_FOUND, ERR_LIMIT.
 */
MUST_CHECK enum status tx_document_read(struct json **out, const char *path, const char *format,
					const char *const *members, struct err *e);

/* Appends the bytes of the member "transaction". ERR_PARSE, ERR_LIMIT. */
MUST_CHECK enum status tx_document_bytes(struct buf *out, const struct json *doc, struct err *e);

#endif
