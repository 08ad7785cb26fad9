/*
 * What a server answered before, by path and with its entity tag (RFC 9110, 8.8.3), so that a reply
 * that is still the same is not transferred again.
 */
#ifndef CLIENT_REPLIES_H
#define CLIENT_REPLIES_H

#include "base/buf.h"

struct replies;

/* NULL when out of memory. */
struct replies *replies_new(void);
void replies_free(struct replies *r);

/* The tag of the last reply to `path`, "" when none is kept; valid until the next call. */
const char *replies_tag(const struct replies *r, const char *path);

/* Appends that reply. ERR_NOT_FOUND when none is kept. */
MUST_CHECK enum status replies_body(const struct replies *r, const char *path, struct buf *out);

/*
 * Keeps a reply in the place of the last one of its path, or of the one kept longest. One without a
 * tag, or too large, is not kept.
 */
void replies_keep(struct replies *r, const char *path, const char *tag, const void *body,
		  size_t len);

#endif
