/* Filling and emptying the result of a piece of work. */
#ifndef JOBS_RESULT_H
#define JOBS_RESULT_H

#include "jobs/work.h"

/* Frees whatever a result that nobody took holds. */
void release_result(struct work_result *r);

/* Sets the line that tells the user what was done. */
void tell_result(struct work_result *r, const char *format, ...) PRINTF(2, 3);

#endif
