/* Reading a payment out of an event: what a pinned distributor or token says that it moved. */
#ifndef SYNC_PAYMENT_H
#define SYNC_PAYMENT_H

#include "cache/received.h"
#include "chain/profile.h"
#include "client/contract_event.h"

/*
 * Reads an event of a pinned contract that pays `account`: Claimed of a distributor of royalties
 * (URD), or Transfer of a token from anybody else. A transfer from a payer of another kind is what
 * that payer paid: its own events may count another token than the one that arrives.
 * Nothing received are a transfer of zero, which anybody can make, and one to oneself. A contract
 * whose code is not pinned may say what it likes, so that its payments are AGREED at best.
 * Returns false for every other event.
 */
bool read_payment(struct cache_received *out, const struct profile *p,
		  const struct address *account, const struct contract_event *event);

#endif
