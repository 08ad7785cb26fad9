/*
 * The reason of a failure, in words for a person.
 *
 * A message says what happened, to what, and what to do. `struct err *` is the last argument of
 * every function whose failure a person will read; NULL means that nobody will.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/status.h"

/* A failure. All members are zero when nothing has failed. */
struct err {
	enum status code;
	char text[LIMIT_ERR_TEXT];
};

/* Stores `code` and the message in `e` (NULL: stores nothing). Returns `code`. */
enum status err_set(struct err *e, enum status code, const char *format, ...) PRINTF(3, 4) COLD;

/*
 * Stores the message, ": " and the system's words for the errno value `error`; NULL stores nothing.
 * Returns the status for `error`, as status_from_errno().
 */
enum status err_set_errno(struct err *e, int error, const char *format, ...) PRINTF(3, 4) COLD;

/*
 * Puts a context and ": " before the message that `e` already has; without a message, the phrase of
 * `code` follows the context. Returns `e`'s code, or `code` when `e` is NULL.
 */
enum status err_prefix(struct err *e, enum status code, const char *format, ...) PRINTF(3, 4) COLD;

#endif
