/* Small values by name: "last_seen", the confirmed intake key. Of the selected network. */
#ifndef CACHE_SETTINGS_H
#define CACHE_SETTINGS_H

#include "base/buf.h"
#include "cache/db.h"

/* Sets `key` to `text`; NULL deletes it. */
MUST_CHECK enum status cache_settings_put(struct cache *c, const char *key, const char *text,
					  struct err *e);

/* Appends the text of `key`. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_settings_get(struct cache *c, struct buf *out, const char *key,
					  struct err *e);

/* The same as a whole number. ERR_NOT_FOUND, also when it is no number. */
MUST_CHECK enum status cache_settings_put_number(struct cache *c, const char *key, int64_t v,
						 struct err *e);
MUST_CHECK enum status cache_settings_number(struct cache *c, int64_t *out, const char *key,
					     struct err *e);

#endif
