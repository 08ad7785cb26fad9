/* Proofs that wait, as bytes: a process that ends leaves them to the next one. */
#ifndef CLIENT_PENDING_BYTES_H
#define CLIENT_PENDING_BYTES_H

#include "client/pending.h"

struct buf;

/* The most bytes; proofs that do not fit are left out, the oldest first. */
#define PENDING_BYTES_MOST (256 * KIB)

/* Appends the proofs that wait, with a hash over all of them; nothing when none waits. */
void pending_bytes_write(struct buf *out, const struct pending_list *p);

/*
 * Adds the proofs of an earlier process, whose round is 0.
 * Returns: STATUS_OK; ERR_DAMAGED for other bytes than were written, of which nothing is taken;
 *          ERR_MEMORY.
 */
MUST_CHECK enum status pending_bytes_read(struct pending_list *p, const void *data, size_t len);

#endif
