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
 * Whether a message that begins with these bytes holds a secret, so that it is read into guarded
 * memory.
 */
typedef bool channel_is_secret(uint8_t first);

/*
 * Sends a message.
 * Returns: STATUS_OK; ERR_IO when nobody is at the other end; ERR_LIMIT for one that is too long.
 */
MUST_CHECK enum status channel_send(int fd, const struct buf *message, struct err *e);

/*
 * Waits for a message of at most `cap` bytes and reads it.
 * Out:     message  in guarded memory when `memory` is not NULL; the caller gives both back with
 *                   channel_release(), also after a failure
 * Returns: STATUS_OK; ERR_NOT_FOUND when the other end has closed between two messages; ERR_IO;
 *          ERR_PARSE for another version; ERR_LIMIT; ERR_MEMORY; ERR_PERMISSION.
 */
MUST_CHECK enum status channel_receive(int fd, struct buf *message, struct secret **memory,
				       size_t cap, channel_is_secret *is_secret, struct err *e);

/* Wipes and frees a message. */
void channel_release(struct buf *message, struct secret *memory);

#endif
