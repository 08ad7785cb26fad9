/* Proofs that wait until their blocks are agreed on, of one network, as client/ writes them. */
#ifndef CACHE_PENDING_PROOFS_H
#define CACHE_PENDING_PROOFS_H

#include "cache/db.h"

struct buf;

/* Keeps the bytes in the place of those before; of no length: none wait. */
MUST_CHECK enum status cache_pending_proofs_put(struct cache *c, const void *data, size_t len,
						struct err *e);

/* Appends the bytes that were kept last; none when there are none. */
MUST_CHECK enum status cache_pending_proofs_get(struct cache *c, struct buf *out, struct err *e);

#endif
