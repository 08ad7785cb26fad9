/* One reading of a file, over all its passes. */
#ifndef DROP_RUN_H
#define DROP_RUN_H

#include "drop/drop.h"
#include "drop/gather.h"
#include "drop/intake.h"

struct run {
	const struct drop_request *request;
	struct source source;
	struct roster accounts;
	struct intake intake;
	struct gather gather;
};

/* Opens the file. run_release() frees, also after a failure. Returns what source_open() does. */
MUST_CHECK enum status run_open(struct run *r, const struct drop_request *request, struct err *e);

/* Reads the file from its beginning into `gather`. Returns what drop_read() does. */
MUST_CHECK enum status run_gather(struct run *r, struct err *e);

/* Reads the file once more; `each` gets `user`. With `own` only the user's proofs are read. */
MUST_CHECK enum status run_pass(struct run *r, bool own, intake_each *each, void *user,
				struct err *e);

/* "line" or "claim": how messages name the claims of this file. */
const char *run_unit(const struct run *r);

/* Closes the file and frees. */
void run_release(struct run *r);

#endif
