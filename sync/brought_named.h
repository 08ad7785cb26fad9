/* Claims that are brought by the name of a pod or an IP, from payers that have no files. */
#ifndef SYNC_BROUGHT_NAMED_H
#define SYNC_BROUGHT_NAMED_H

#include "sync/bringing.h"

/*
 * Makes a row for each account and epoch of a pod, or for each account and token of a vault. Which
 * of them the payer owes something for is judged later. A proof_reading of struct bringing.
 */
MUST_CHECK enum status read_brought_named(struct session *session, void *bringing, struct err *e);

#endif
