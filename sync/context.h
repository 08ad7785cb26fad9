/* What every step of a sync is given. Each step stores what it learned and stands alone. */
#ifndef SYNC_CONTEXT_H
#define SYNC_CONTEXT_H

#include "app/session_private.h"
#include "app/snapshot.h"

struct sync_context {
	struct app *app;
	struct task *task;
	struct session *session;
	struct snapshot_account *accounts; /* all that are known */
	size_t n_accounts;
	/* Set by sync_figures(), so that sync_claims() folds the datanet's claims to them. */
	struct distributor_facts {
		const struct profile_distributor *pinned;
		bool known;
		enum trust trust; /* of all below: the worst of code hash and slots */
		struct hash root, ipfs_hash;
	} distributors[LIMIT_DISTRIBUTORS];
};

#endif
