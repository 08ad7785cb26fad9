/* All leaves of one epoch: the reply to GET /v1/statements/{epoch}. */
#ifndef CLIENT_DATANET_DOCUMENT_H
#define CLIENT_DATANET_DOCUMENT_H

#include "base/err.h"
#include "chain/statement_score.h"

/* Zero-initialise it; free it with datanet_document_release(). */
struct datanet_document {
	struct score *scores; /* in the order of the lines, as statement_audit() takes them */
	size_t n;
	struct hash hash; /* keccak256 of the reply; it must be the attested `document` */
};
void datanet_document_release(struct datanet_document *doc);

/* Reads the reply. Errors are those of client/datanet.h. On error there is nothing to release. */
MUST_CHECK enum status datanet_document_read(struct datanet_document *out, const void *data,
					     size_t len, struct err *e);

#endif
