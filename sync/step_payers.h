/* The step of a sync that reads what payers of other kinds than URD owe. */
#ifndef SYNC_STEP_PAYERS_H
#define SYNC_STEP_PAYERS_H

#include "sync/context.h"

/*
 * Asks the payers' services for leaves, reads the words that decide about each row of the cache's
 * dues at the agreed block, and stores what would be paid now and what is in the way. A claim that
 * is made now is mined later: rows are judged for payer_reading_time(), because a root may come
 * into force by time alone. A small round asks no service, and judges rows in pinned tokens alone.
 *
 * Payers are independent: one that fails, is down, paused or slow neither hides nor fails the
 * others. Behind other code than the pinned one nothing is claimable (PAYER_REPLACED); after any
 * other failure the state of before stands, with its own time.
 *
 * Returns: STATUS_OK, also when a service fails, which is logged; ERR_PENDING when proofs wait;
 *          else the first failure on the chain, with all other payers stored.
 */
MUST_CHECK enum status sync_payers(struct sync_context *c, struct err *e);

#endif
