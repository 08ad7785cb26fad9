/*
 * The log file: one line an event, cleaned, without secrets. Only app/ writes to it.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

struct log;

/*
 * Opens `path` for appending (0600); at 4 MiB the old file becomes `path`.1. NULL path: drops all
 * lines.
 */
MUST_CHECK enum status log_open(struct log **out, const char *path, struct err *e);
void log_close(struct log *log);

/* Appends "time area: message". Remote text in it is cleaned here once more. NULL log: nothing. */
void log_line(struct log *log, const char *area, const char *format, ...) PRINTF(3, 4);

#endif
