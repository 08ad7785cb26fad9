/* The newest figures for commands: synced first, from the cache when that fails. */
#ifndef CLI_FRESH_H
#define CLI_FRESH_H

#include "app/snapshot.h"
#include "base/json.h"
#include "cli/cli.h"
#include "sync/sync.h"

struct cmd_fresh {
	const struct snapshot *snapshot;
	bool asked; /* the network was asked, and not only the cache */
	bool busy;  /* another byline was asking just then */
	enum status chain;
	struct sync_report report;
};

/*
 * Syncs unless --offline or --read-only, then loads. A network that cannot be reached, or whose
 * nodes are too few to agree, is no failure here: it is printed on stderr, and cmd_fresh_end()
 * returns it.
 * In: `needs_account` wants a shown account, the one of --account when that is given.
 * Returns: STATUS_OK; ERR_NOT_FOUND without a network or account.
 */
MUST_CHECK enum status cmd_fresh_load(struct cli *cli, struct cmd_fresh *out, bool needs_account,
				      struct err *e);

/*
 * Adds "network", "account", "block", "block_trust", "nodes_agreeing", "agreement", "as_of", "old"
 * and "sync".
 */
void cmd_fresh_add(struct json *top, const struct cmd_fresh *f);

/* "block 18204, 3 of 3 nodes agree, as of 14:02:11" as a line of text. */
void cmd_fresh_print(const struct cli *cli, const struct cmd_fresh *f);

/*
 * Gives the snapshot back. Returns the status for the exit code: `printed` when that failed, else
 * why the figures could not be renewed; with `needs_datanet` also when only the datanet failed.
 */
MUST_CHECK enum status cmd_fresh_end(struct cli *cli, struct cmd_fresh *f, enum status printed,
				     bool needs_datanet);

#endif
