/* Whether the first accounts of a phrase were ever used: a phrase without one may be another's. */
#ifndef SYNC_ASK_USED_H
#define SYNC_ASK_USED_H

#include "act/find_address.h"
#include "app/task.h"

/* The answer of one network about accounts of a phrase. */
struct used_accounts {
	char network[32];
	bool asked; /* false: the nodes could not be asked, or do not agree */
	/* How the nodes know: TRUST_REPORTED where a single one is all that a profile names. */
	enum trust trust;
	/* Bit i: account i has sent a transaction or holds coins; tokens are not looked at. */
	uint32_t used;
};

/*
 * Asks the nodes of all networks of the process, side by side. They learn that somebody asks about
 * these accounts together.
 * In:      patience_ms  a network that took longer is not asked any more
 * Out:     out          one for each network, the caller frees it; n 0 where none is followed, or
 *                       with --offline
 * Returns: STATUS_OK however the networks answered; ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status ask_used(struct app *app, struct task *task, struct used_accounts **out,
				size_t *n, const struct address_search *accounts,
				int64_t patience_ms, struct err *e);

#endif
