/*
 * The context of one sync, which every step gets. A step stores what it learned by itself and does
 * not need the steps before it, but for the agreed block and `distributors`.
 */
#ifndef SYNC_CONTEXT_H
#define SYNC_CONTEXT_H

#include "app/session_private.h"
#include "app/snapshot.h"

struct sync_context {
	struct app *app;
	struct task *task;
	struct session *session;
	struct snapshot_account *accounts; /* all accounts, own and watched */
	size_t n_accounts;
	/* Set by sync_figures(); sync_claims() compares the datanet's claims with them. */
	struct distributor_facts {
		const struct profile_distributor *pinned;
		bool known;
		enum trust trust; /* the worst of the code hash and of both slots below */
		struct hash root, ipfs_hash;
	} distributors[LIMIT_DISTRIBUTORS];
};

#endif
