/*
 * Questions to the nodes of the network: how many requests each node got in each minute of the last
 * two hours, and about which accounts it was asked.
 */
#ifndef CACHE_NODE_ASKED_H
#define CACHE_NODE_ASKED_H

#include "cache/db.h"
#include "chain/address.h"

/* Requests to one node. */
struct cache_node_requests {
	char name[32];
	uint64_t n;
};

/* One account that a node was asked about. */
struct cache_node_account {
	char name[32]; /* the node's */
	struct address account;
	int64_t asked_at; /* when it was last, seconds since 1970 */
};

/*
 * Adds requests to those of the minute in which `now` lies, in seconds since 1970, and forgets
 * minutes that are over for two hours, or not begun by that clock.
 */
MUST_CHECK enum status cache_node_asked_count(struct cache *c,
					      const struct cache_node_requests *nodes, size_t n,
					      int64_t now, struct err *e);

/* Lists how many requests each node got in the hour that ends with `now`. The caller frees *out. */
MUST_CHECK enum status cache_node_asked_requests(struct cache *c, struct cache_node_requests **out,
						 size_t *n, int64_t now, struct err *e);

/* Notes that a node was asked about an account; an earlier time gives way. */
MUST_CHECK enum status cache_node_asked_note(struct cache *c, const struct cache_node_account *row,
					     struct err *e);

/* Lists all, by node, then by account. The caller frees *out. */
MUST_CHECK enum status cache_node_asked_accounts(struct cache *c, struct cache_node_account **out,
						 size_t *n, struct err *e);

#endif
