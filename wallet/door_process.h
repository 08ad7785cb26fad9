/* The signer as a process of its own, seen from byline: starting it, asking it, its end. */
#ifndef WALLET_DOOR_PROCESS_H
#define WALLET_DOOR_PROCESS_H

#include "wallet/exchange.h"

/*
 * Makes a door whose signer is a process. The first request that needs one starts it.
 * In: `required`  the set of enum protection (wallet/confine.h) without which it is not used
 */
MUST_CHECK enum status door_process_new(struct door **out, uint32_t capabilities, uint32_t required,
					struct err *e);

/*
 * Sends a request and waits for the reply.
 * Out:     reply, memory  as of channel_receive()
 * Returns: STATUS_OK; ERR_LOCKED when the signer has ended, with the reason; ERR_UNSUPPORTED when a
 *          required protection is missing; ERR_IO when it cannot be started; ERR_MEMORY.
 */
MUST_CHECK enum status door_process_ask(struct door *d, const struct buf *request,
					struct buf *reply, struct secret **memory, struct err *e);

/* Starts the process for its greeting alone. Errors as door_try(). */
MUST_CHECK enum status door_process_try(struct door *d, struct err *e);

/* Whether the process runs no more, though nobody ended it here. Out: `e`, the reason */
bool door_process_has_ended(struct door *d, struct err *e);

/* Ends the process, if it runs, while another thread waits for its answer. */
void door_process_interrupt(struct door *d);

/* Ends the process, if it runs, and waits for its end. */
void door_process_end(struct door *d);

#endif
