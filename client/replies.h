/*
 * Earlier replies of a server by their URL, each with its entity tag (RFC 9110, 8.8.3), so that a
 * reply that has not changed is not transferred again.
 */
#ifndef CLIENT_REPLIES_H
#define CLIENT_REPLIES_H

#include <stddef.h>

#include "base/status.h"

struct buf;

struct replies;

/* Makes an empty collection. NULL when there is no memory. */
struct replies *replies_new(void);

/* NULL is allowed. */
void replies_free(struct replies *r);

/* The tag of the last reply to `url`, "" when none is kept. Valid until the next call. */
const char *replies_tag(const struct replies *r, const char *url);

/* Appends the last reply to `url` to `out`. ERR_NOT_FOUND when none is kept. */
MUST_CHECK enum status replies_body(const struct replies *r, const char *url, struct buf *out);

/*
 * Keeps a reply in the place of the last one to its URL, or else of the oldest. A reply without a
 * tag, or a large one, is not kept.
 */
void replies_keep(struct replies *r, const char *url, const char *tag, const void *body,
		  size_t len);

#endif
