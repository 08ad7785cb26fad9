/* Giving a signed transaction to the nodes. client/anchor.h lists the common errors. */
#ifndef CLIENT_BROADCAST_H
#define CLIENT_BROADCAST_H

#include "client/nodes.h"

/* The nodes' answers to a transaction. */
struct broadcast {
	struct hash tx;			 /* keccak256 of the transaction's bytes */
	node_set accepted;		 /* the nodes that took it, or had it already */
	char refusal[LIMIT_REMOTE_TEXT]; /* the first refusal, cleaned; "" when there was none */
};

/*
 * Gives a signed transaction of `len` bytes to every node.
 * Returns: STATUS_OK when at least one accepted it; else by the first refusal ERR_FUNDS,
 *          ERR_CHANGED when its nonce is spent already, ERR_REMOTE.
 */
MUST_CHECK enum status broadcast_raw(struct nodes *nodes, struct broadcast *out, const void *raw,
				     size_t len, struct err *e);

#endif
