/* Asking the services of payers for leaves. */
#ifndef SYNC_PAYER_SERVICE_H
#define SYNC_PAYER_SERVICE_H

#include "sync/context.h"

/*
 * Asks a payer's service about every account, and stores each answer by itself. A payer without a
 * service is asked nothing.
 * Returns: STATUS_OK, a failure of merkl_rewards_ask() or of the cache. An answer that is refused
 *          keeps no other account from being asked about, and changes nothing that was stored.
 */
MUST_CHECK enum status ask_payer_service(struct sync_context *c,
					 const struct profile_distributor *payer, struct err *e);

#endif
