/* The health of the network's nodes as it was last, to be shown before any of them is asked. */
#ifndef CACHE_NODE_HEALTH_H
#define CACHE_NODE_HEALTH_H

#include "cache/db.h"
#include "chain/peer.h"

#define CACHE_NODE_LATENCIES 16

struct cache_node {
	char name[32];
	enum peer_state state;
	char detail[160];
	uint64_t head;
	uint64_t lag;
	uint16_t latency_ms[CACHE_NODE_LATENCIES]; /* oldest first; 0: none */
	uint64_t compared, agreed; /* answers compared with agreed ones; equal to them */
	int64_t last_reply;
	int64_t retry_at;
};

/* Adds nodes, or replaces those with their names. */
MUST_CHECK enum status cache_node_health_put(struct cache *c, const struct cache_node *nodes,
					     size_t n, struct err *e);

/* Lists all, by name. */
MUST_CHECK enum status cache_node_health_all(struct cache *c, struct cache_node **out, size_t *n,
					     struct err *e);

#endif
