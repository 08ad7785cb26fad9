/* Starts the program that is the signer. For door_process.c. */
#ifndef WALLET_DOOR_SPAWN_H
#define WALLET_DOOR_SPAWN_H

#include "wallet/exchange.h"

/*
 * Starts it with `socket`, and with the terminal, the lines of secrets and the journal where there
 * are any.
 * Out:     d->pid
 * Returns: STATUS_OK; ERR_IO; as journal_file_open().
 */
MUST_CHECK enum status door_spawn(struct door *d, int socket, struct err *e);

#endif
