/* The inside of a list of nodes. For nodes.c, question.c, vote.c and ability.c. */
#ifndef CLIENT_NODES_PRIVATE_H
#define CLIENT_NODES_PRIVATE_H

#include "client/ability.h"
#include "client/nodes.h"

struct nodes {
	const struct profile *profile;
	struct transport *transport;
	unsigned operators[LIMIT_NODES]; /* equal numbers are nodes of one operator */
	struct node_health health[LIMIT_NODES];
	struct node_ability abilities[LIMIT_NODES];
	struct dispute disputes[NODES_DISPUTES]; /* not yet handed out, oldest first */
	size_t n_disputes;
	uint32_t next_id; /* the next JSON-RPC request's id */
};

#endif
