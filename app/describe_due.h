/* What can be said of how a due is known, and of what nobody can redo. */
#ifndef APP_DESCRIBE_DUE_H
#define APP_DESCRIBE_DUE_H

#include "app/snapshot_dues.h"

/* "the leaf and its proof fold to …": what the figures rest on, by the payer's kind. Static. */
const char *describe_due_proof(const struct snapshot_due *due);

/* What byline redoes of the payer's sums, and what it cannot redo. Static. */
const char *describe_due_audit(const struct snapshot_due *due);

#endif
