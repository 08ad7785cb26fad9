/*
 * Syncing several networks at once, for commands, which have no threads of their own otherwise. A
 * network that is dead or slow holds up no other.
 */
#ifndef SYNC_SIDE_BY_SIDE_H
#define SYNC_SIDE_BY_SIDE_H

#include "sync/sync.h"

/* How the sync of one network went. */
struct network_sync {
	struct app *scope; /* the network's first */
	enum status chain; /* as sync_network() returns it */
	struct sync_report report;
};

/*
 * Syncs all networks of the process, each in a thread of its own; one network alone is synced in
 * place, with `task` and its session.
 * In:      patience_ms  once one network is synced, the others have so long to end, too; then they
 *                       are stopped with ERR_TIMEOUT. 0: wait for all
 * Out:     out          one for each network, in the order of scope_list(); the caller frees it
 * Returns: STATUS_OK however the syncs went; ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status sync_networks(struct app *app, struct task *task, int64_t patience_ms,
				     struct network_sync **out, size_t *n, struct err *e);

/*
 * Syncs, as the dashboard does in the background, each network whose time has come.
 * Returns: milliseconds until the next one is due.
 */
int64_t watch_networks(struct app *app, struct task *task);

#endif
