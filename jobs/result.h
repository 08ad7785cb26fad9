/* Filling and emptying the result of a piece of work. */
#ifndef JOBS_RESULT_H
#define JOBS_RESULT_H

#include "jobs/work.h"

/* Frees what the result holds. A pointer whose content somebody took over is NULL by then. */
void release_result(struct work_result *r);

/*
 * Sets the line that says what was done. A use case that failed may set it too: the line is shown
 * only after success.
 */
void tell_result(struct work_result *r, const char *format, ...) PRINTF(2, 3);

#endif
