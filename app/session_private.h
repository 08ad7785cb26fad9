/*
 * A task's own connection to the network: transport, nodes and the block it reads at.
 * One thread at a time; a task keeps its session for all its use cases.
 */
#ifndef APP_SESSION_PRIVATE_H
#define APP_SESSION_PRIVATE_H

#include "app/app.h"
#include "cache/blocks.h"
#include "client/anchor.h"
#include "client/datanet.h"
#include "client/nodes.h"
#include "client/transport.h"

struct session {
	struct app *app; /* one of its network, for what it stores */
	struct transport *transport;
	struct nodes *nodes;
	struct replies
		*replies; /* earlier replies of the datanet, so that it may answer "unchanged" */
	struct datanet datanet; /* asks nothing when the profile names none */
	struct anchor anchor;	/* found by session_anchor() */
	bool has_anchor;
	struct hash genesis;	    /* block 0, once `genesis_checked` */
	uint64_t settled;	    /* the sum of the datanets' latest epochs, as they said last */
	bool proofs_recalled;	    /* those that wait, of an earlier process */
	struct hash proofs_kept;    /* the hash of those that the cache has; zero: none */
	bool genesis_checked;	    /* the chain behind the profile is the cached one */
	struct hash eas_checked_at; /* block at which the attestation service was the pinned one */
	bool token_checked[LIMIT_TOKENS]; /* calls itself what the profile does; check_token() */
	uint64_t counted[LIMIT_NODES];	  /* requests to each node that the cache knows of */
	node_set told;	       /* asked about the accounts, which the cache does not know yet */
	int64_t nodes_kept_ms; /* when the cache last learned how the nodes are; 0: not yet */
	enum trust eas_trust;  /* how its code is known; read_pinned_attestations() sets both */
};

/*
 * The task's session, made at first use. Touches no network.
 * Returns: STATUS_OK, ERR_NOT_FOUND without a network, ERR_UNREACHABLE with --offline, ERR_MEMORY.
 */
MUST_CHECK enum status session_of(struct app *app, struct task *task, struct session **out,
				  struct err *e);

/* Lists the blocks that the nodes agreed on before. Fails only as the cache does. */
MUST_CHECK enum status list_agreed_blocks(struct app *app, struct cache_agreed *out, struct err *e);

/*
 * As session_of(), and finds the agreed block unless one was found within the last two seconds.
 * Returns: also ERR_NOT_AGREED when the nodes are behind a block that they agreed on before, and
 *          other failures of anchor_find().
 */
MUST_CHECK enum status session_anchor(struct app *app, struct task *task, struct session **out,
				      struct err *e);

#endif
