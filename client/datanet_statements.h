/* An account's leaves epoch by epoch: a page of GET /v1/accounts/{address}/statements. */
#ifndef CLIENT_DATANET_STATEMENTS_H
#define CLIENT_DATANET_STATEMENTS_H

#include <stdbool.h>

#include "base/err.h"
#include "chain/statement_score.h"

struct datanet_epoch {
	uint64_t epoch;
	struct hash statement;	    /* UID of the attestation */
	uint64_t leaf_count;	    /* lines of the whole document; gives the length of a proof */
	struct score_proof *leaves; /* the account's own; the proofs are not folded yet */
	size_t n_leaves;
};

/* Zero-initialise it; free it with datanet_statements_release(). */
struct datanet_statements {
	struct datanet_epoch *epochs; /* ascending */
	size_t n;
	uint64_t next; /* the value for `after` that gives the next page */
	bool more;     /* there is a next page */
};
void datanet_statements_release(struct datanet_statements *s);

/*
 * Reads the page of epochs above `after`. Errors are those of client/datanet.h. On error there is
 * nothing to release.
 */
MUST_CHECK enum status datanet_statements_read(struct datanet_statements *out, const void *data,
					       size_t len, const struct address *account,
					       uint64_t after, struct err *e);

#endif
