/* All leaves of one epoch: the document whose hash the statement of the epoch attests. */
#ifndef CHAIN_STATEMENT_DOCUMENT_H
#define CHAIN_STATEMENT_DOCUMENT_H

#include "base/err.h"
#include "chain/statement_score.h"

/* Zero-initialise it; free it with statement_document_release(). */
struct statement_document {
	struct score *scores; /* in the order of the lines, as statement_audit() takes them */
	size_t n;
	struct hash hash; /* keccak256 of the bytes read; it must be the attested `document` */
};
void statement_document_release(struct statement_document *doc);

/*
 * Reads a document of one line of canonical JSON for each leaf. On error there is nothing to
 * release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status statement_document_read(struct statement_document *out, const void *data,
					       size_t len, struct err *e);

#endif
