/* Puts the answer of an audit into words. */
#ifndef AUDIT_VERDICT_TEXT_H
#define AUDIT_VERDICT_TEXT_H

#include "audit/verdict.h"

/* Fills `parts`, `n_parts` and `text` of a verdict whose other members are set. */
void verdict_text_write(struct audit_verdict *v);

#endif
