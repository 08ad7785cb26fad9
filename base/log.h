/*
 * The log file: one line for each event, cleaned of control characters and without secrets. Only
 * the rooms of use cases write to it.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

struct log;

/*
 * Opens `path` for appending, with mode 0600. A file of 4 MiB is first renamed to `path`.1. A NULL
 * path gives a NULL log, which drops all lines.
 * Returns: STATUS_OK, ERR_IO, ERR_PERMISSION, ERR_MEMORY.
 */
MUST_CHECK enum status log_open(struct log **out, const char *path, struct err *e);
void log_close(struct log *log);

/*
 * Appends "TIME AREA: MESSAGE". Text from elsewhere in the message is cleaned once more. A NULL log
 * drops the line.
 */
void log_line(struct log *log, const char *area, const char *format, ...) PRINTF(3, 4);

#endif
