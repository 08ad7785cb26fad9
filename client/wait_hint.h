/* The time after which a node that was asked too often wants to be asked again. */
#ifndef CLIENT_WAIT_HINT_H
#define CLIENT_WAIT_HINT_H

#include <stdint.h>

#include "base/json.h"

/* No node is believed that it wants a longer pause: an hour. */
#define WAIT_HINT_MOST 3600

/*
 * Reads the value of a header Retry-After, seconds or a date (RFC 9110, 10.2.3), at the time `now`
 * of this machine. Returns: seconds, at most WAIT_HINT_MOST; 0 for none or for anything else.
 */
uint32_t wait_hint_header(const char *value, int64_t now);

/*
 * Reads the same from an error of JSON-RPC: data.rate.backoff_seconds, data.backoff_seconds or
 * data.retry_after as a number, else "try again in 10s", "reset in 60 seconds" or "retry after
 * 2 min" in the words. In: data  may be NULL
 */
uint32_t wait_hint_error(const struct json *data, const char *words);

#endif
