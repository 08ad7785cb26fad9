/*
 * Answers whether an account is paid in full. The audit, the balance and the screens all show this
 * one answer. Pure: the rows of the cache are arguments.
 */
#ifndef AUDIT_VERDICT_H
#define AUDIT_VERDICT_H

#include "audit/entitlement.h"
#include "audit/soundness.h"

/*
 * Judges each epoch and the account as a whole.
 * Out:     `out`  released with audit_verdict_release()
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status reach_verdict(struct audit_verdict *out, const struct audited_rows *rows,
				     struct err *e);

/* Frees the epochs. A zeroed verdict may be released too. */
void audit_verdict_release(struct audit_verdict *v);

#endif
