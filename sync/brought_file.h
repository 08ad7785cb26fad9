/* Claims that are brought by a file. */
#ifndef SYNC_BROUGHT_FILE_H
#define SYNC_BROUGHT_FILE_H

#include "sync/bringing.h"

/*
 * Reads the file by the terms of the payer, with progress, and makes a row of each own claim. Asks
 * nobody.
 * Returns: STATUS_OK with at least one row; ERR_NOT_FOUND; ERR_MISMATCH for claims of another
 *          chain; ERR_PROOF_MISMATCH for a claim that does not lead to the root of its file; as
 *          drop_read().
 */
MUST_CHECK enum status read_brought_file(struct bringing *b, struct err *e);

/*
 * Finds the cycle of which the contract keeps the file's root, among the newest ones, and gives it
 * to all rows. A proof_reading of struct bringing.
 */
MUST_CHECK enum status find_brought_cycle(struct session *session, void *bringing, struct err *e);

#endif
