/* Nonces of an account. client/anchor.h says how a figure is known and lists the common errors. */
#ifndef CLIENT_NEXT_NONCE_H
#define CLIENT_NEXT_NONCE_H

#include "client/anchor.h"

struct nonce_reading {
	uint64_t mined; /* the next nonce at the anchor */
	enum trust mined_trust;
	/*
	 * The next nonce after all that waits in the nodes; >= mined. Nodes know of different
	 * transactions, so that it is a hint and never better than reported.
	 */
	uint64_t pending;
};

/* Reads the nonces of `address`. */
MUST_CHECK enum status next_nonce_read(struct nodes *nodes, struct nonce_reading *out,
				       const struct anchor *anchor, const struct address *address,
				       struct err *e);

#endif
