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
#include "chain/header.h"

/* Seconds by which the local clock may be wrong before the user hears of it: expiries shift. */
#define SYNC_SKEW_TELLS_S 300

/* How both parts of a sync went. */
struct sync_report {
	enum status chain;   /* nodes: STATUS_OK, ERR_UNREACHABLE, ERR_NOT_AGREED, … */
	enum status datanet; /* STATUS_OK, also without a datanet in the profile */
	struct err chain_error, datanet_error;
	bool anchored; /* the nodes agreed on a block: a step failed, and the others are new */
	char header_flaw[HEADER_FLAW_SIZE]; /* anchor.unhashed */
	int64_t clock_skew_s; /* local clock less the nodes' clocks; 0 where they do not agree */
	/*
	 * Readings whose proofs wait for the agreement on their blocks: the figures before them
	 * stand. The last may be ready with block `waits_for`, in `wait_ms`.
	 */
	size_t waiting;
	uint64_t waits_for;
	int64_t wait_ms;
};

/*
 * Syncs the network of `app`, with all its datanets: once, and again while proofs wait and the time
 * that a command may wait (--wait) is not over.
 * Out:     `report`  may be NULL
 * Returns: STATUS_OK when the chain part worked, whatever the datanet part did; ERR_BUSY while
 *          another byline syncs; else why the chain part failed.
 */
MUST_CHECK enum status sync_network(struct app *app, struct task *task, struct sync_report *report,
				    struct err *e);

struct sync_context;

/*
 * The part that a command's sync and the background sync have in common: as much of the network as
 * the context says.
 * In:      waits  for proofs, as long as a command may; else there is a single round
 * Returns: as sync_network().
 */
MUST_CHECK enum status sync_run(struct sync_context *c, struct sync_report *r, bool waits,
				struct err *e);

#endif
