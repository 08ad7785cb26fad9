/*
 * Bringing the cache up to date with the network: the agreed block, figures of every account,
 * attestations, statements and scores, live attributions, own transactions, nodes.
 *
 * Steps are independent: a datanet that is down does not keep balances from being proven. What was
 * learned is stored step by step, each in one transaction.
 */
#ifndef SYNC_SYNC_H
#define SYNC_SYNC_H

#include "app/app.h"

/* What a sync managed. */
/* A clock wrong by more than this makes expiries and "late" wrong. */
#define SYNC_SKEW_TELLS_S 300

struct sync_report {
	enum status chain;   /* nodes: STATUS_OK, ERR_UNREACHABLE, ERR_NOT_AGREED, … */
	enum status datanet; /* STATUS_OK, also without a datanet in the profile */
	struct err chain_error, datanet_error;
	int64_t clock_skew_s; /* ours - the chain's; 0 where the chain's is not agreed on */
};

/*
 * Syncs everything once.
 * Returns: STATUS_OK when at least the chain part worked (look at `report`, may be NULL), ERR_BUSY
 *          while another byline syncs, else why not.
 */
MUST_CHECK enum status sync_network(struct app *app, struct task *task, struct sync_report *report,
				    struct err *e);

/*
 * One background round of the dashboard; errors become the state that the screen shows.
 * Returns: milliseconds until the next round (5 s while `live`, else 60 s; with jitter, and backing
 * off to 5 min while everything fails).
 */
int64_t sync_in_background(struct app *app, struct task *task, bool live);

#endif
