/* Explains an HTTP reply that is no success, with the server's own words (RFC 9457). */
#ifndef CLIENT_PROBLEM_H
#define CLIENT_PROBLEM_H

#include "base/err.h"
#include "client/transport.h"

/*
 * Makes an error of an exchange that arrived whole but is no success. The words are cleaned.
 * Returns: ERR_NOT_FOUND (404, 410), ERR_REFUSED (401, 403, 422), ERR_EXISTS (409), ERR_LIMIT
 * (413), ERR_BUSY (423), ERR_REMOTE for everything else.
 */
enum status problem_of(const struct http_exchange *x, struct err *e);

#endif
