/* Sentences on how a due is known, and on the part of it that nobody can redo. */
#ifndef LISTS_DESCRIBE_DUE_H
#define LISTS_DESCRIBE_DUE_H

#include "app/snapshot_dues.h"

/*
 * "the leaf and its proof fold to …": what the figures rest on, by the payer's kind and by whether
 * the leaf's root is in force. Static.
 */
const char *describe_due_proof(const struct snapshot_due *due);

/* Says how far byline redoes the payer's sums. Static. */
const char *describe_due_audit(const struct snapshot_due *due);

#endif
