/* The newest figures for commands: synced first, from the cache when that fails. */
#ifndef CLI_FRESH_H
#define CLI_FRESH_H

#include "app/snapshot.h"
#include "cli/cli.h"
#include "sync/side_by_side.h"

/* How the sync of a network went. */
enum cmd_fresh_state {
	FRESH_NOT_ASKED,
	FRESH_BUSY, /* another byline is at it */
	FRESH_FAILED,
	FRESH_DATANET_FAILED, /* the chain answered */
	FRESH_DONE,
};

/* The word for it in replies; "" for a number that is no state. Static. */
const char *cmd_fresh_word(enum cmd_fresh_state state);

struct cmd_fresh {
	const struct snapshot *snapshot;
	/* One for each network of the snapshot, in its order; none if only the cache was read. */
	struct network_sync *syncs;
	size_t n_syncs;
};

/*
 * Syncs unless --offline or --read-only, then loads. A network that cannot be reached, or whose
 * nodes are too few to agree, is no failure here: it is printed on stderr, and cmd_fresh_end()
 * returns it. The networks are noted for the reply (cli/envelope.h). Without a network nobody is
 * asked; commands that show nothing then need one (cli/needs.h).
 * In: `needs_account` wants a shown account, the one of --account when that is given.
 * Returns: STATUS_OK; ERR_NOT_FOUND without the account.
 */
MUST_CHECK enum status cmd_fresh_load(struct cli *cli, struct cmd_fresh *out, bool needs_account,
				      struct err *e);

/* "block 18204, 3 of 3 nodes agree, as of 14:02:11", a line of text for each network. */
void cmd_fresh_print(const struct cli *cli, const struct cmd_fresh *f);

/*
 * Gives the snapshot back. Returns the status for the exit code: `printed` when that failed, else
 * why figures could not be renewed: ERR_UNREACHABLE where no network answers, ERR_NOT_AGREED where
 * one of several is missing or not agreed; with `needs_datanet` also when only a datanet failed.
 */
MUST_CHECK enum status cmd_fresh_end(struct cli *cli, struct cmd_fresh *f, enum status printed,
				     bool needs_datanet);

#endif
