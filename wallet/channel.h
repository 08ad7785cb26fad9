/*
 * The socket between byline and its signer's process, seen from either end: whole messages, one
 * after the other.
 *
 *   1 version = 1 ‖ 4 length ‖ message
 */
#ifndef WALLET_CHANNEL_H
#define WALLET_CHANNEL_H

#include <stdbool.h>

#include "base/secret.h"
#include "base/status.h"

struct buf;

/*
 * Sends a message.
 * Returns: STATUS_OK; ERR_IO when nobody is at the other end; ERR_LIMIT for one that is too long.
 */
MUST_CHECK enum status channel_send(int fd, const struct buf *message, struct err *e);

/*
 * Waits for a message of at most `cap` bytes and reads it.
 * In:      guarded  it holds a secret, and is read into guarded memory
 * Out:     message, memory  given back with channel_release(), also after a failure
 * Returns: STATUS_OK; ERR_NOT_FOUND when the other end has closed between two messages; ERR_IO;
 *          ERR_PARSE for another version; ERR_LIMIT; ERR_MEMORY; ERR_PERMISSION.
 */
MUST_CHECK enum status channel_receive(int fd, struct buf *message, struct secret **memory,
				       size_t cap, bool guarded, struct err *e);

/* Wipes and frees a message. */
void channel_release(struct buf *message, struct secret *memory);

#endif
