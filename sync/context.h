/*
 * The context of one sync, which every step gets. A step stores what it learned by itself and does
 * not need the steps before it, but for the agreed block and `distributors`.
 */
#ifndef SYNC_CONTEXT_H
#define SYNC_CONTEXT_H

#include "app/pace.h"
#include "app/session_private.h"
#include "app/snapshot.h"
#include "client/proofs.h"

struct sync_context {
	struct app *app;
	struct task *task;
	struct session *session;
	enum sync_extent extent;
	bool keeps_nodes;  /* how the nodes are is stored in this round */
	bool payers_asked; /* the services of payers, in an earlier round of this sync */
	bool live;	   /* attributions are on the screen */
	bool news;	   /* an epoch was settled that was not read yet */
	uint64_t settled;  /* the sum of the datanets' latest epochs */
	struct snapshot_account *accounts; /* all accounts, own and watched */
	size_t n_accounts;
	/* Set by sync_figures(); sync_claims() compares the datanet's claims with them. */
	struct distributor_facts {
		const struct profile_distributor *pinned;
		bool known;
		bool waits; /* its words were asked for, and their block is not agreed on yet */
		enum trust trust;  /* the worst of the code hash and of both slots below */
		struct read_at at; /* the block of both slots */
		struct hash root, ipfs_hash;
	} distributors[LIMIT_DISTRIBUTORS];
};

#endif
