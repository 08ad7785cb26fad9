/* The inside of a list of nodes. For the sources of client/ that ask nodes. */
#ifndef CLIENT_NODES_PRIVATE_H
#define CLIENT_NODES_PRIVATE_H

#include "client/ability.h"
#include "client/nodes.h"
#include "client/pending.h"

/* The state root of a block that a node gave. */
struct seen_block {
	uint64_t number;
	struct hash state_root;
	size_t node;
};

#define NODES_SEEN 128

struct nodes {
	const struct profile *profile;
	struct transport *transport;
	unsigned operators[LIMIT_NODES]; /* equal numbers are nodes of one operator */
	struct node_health health[LIMIT_NODES];
	struct node_ability abilities[LIMIT_NODES];
	struct dispute disputes[NODES_DISPUTES]; /* not yet handed out, oldest first */
	size_t n_disputes;
	uint32_t next_id; /* the next JSON-RPC request's id */
	/* Proofs at the heads (client/head_proof.h, client/head_block.h). */
	struct pending_list pending;
	struct seen_block seen[NODES_SEEN]; /* a ring of the blocks given last */
	size_t n_seen, round_seen;	    /* how many ever were, and before this round */
	unsigned misses[LIMIT_NODES];	    /* proofs in a row that no agreed block has */
};

#endif
