/* One log as nodes give it, in eth_getLogs and in receipts. Used by the reads only. */
#ifndef CLIENT_EVENT_H
#define CLIENT_EVENT_H

#include "client/reads.h"

/*
 * Reads a log object. A log that was removed by a reorganisation is refused.
 * Out: `data` is allocated. Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status event_read(struct event *out, const struct json *log);
void event_release(struct event *ev);

/* keccak256 over every field: two logs are the same log when these are equal. */
void event_id(struct hash *out, const struct event *ev);

/* Whether it is one that was asked for. */
bool event_matches(const struct event *ev, const struct event_filter *filter);

#endif
