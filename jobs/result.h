/* Filling and emptying the result of a piece of work. */
#ifndef JOBS_RESULT_H
#define JOBS_RESULT_H

#include "jobs/work.h"

/* Frees what the result holds. A pointer whose content somebody took over is NULL by then. */
void release_result(struct work_result *r);

/* Frees claims that a result had. NULL is allowed. */
void free_brought_claims(struct brought_claims *b);

/*
 * Sets the line that says what was done. A use case that failed may set it too: the line is shown
 * only after success.
 */
void tell_result(struct work_result *r, const char *format, ...) PRINTF(2, 3);

/* As tell_result(): the audit's answer, whose parts may have amounts in them. */
void tell_audit(struct work_result *r, const struct audit_part *parts, size_t n);

#endif
