/* How the nodes of the network did, for the first frame after a start. */
#ifndef CACHE_NODE_HEALTH_H
#define CACHE_NODE_HEALTH_H

#include "cache/db.h"

#define CACHE_NODE_LATENCIES 16

struct cache_node {
	char name[32];
	int state; /* the caller's enumeration */
	char detail[160];
	uint64_t head;
	uint64_t lag;
	uint16_t latency_ms[CACHE_NODE_LATENCIES]; /* oldest first; 0 = none */
	uint64_t compared, agreed;		   /* comparisons with the agreed value */
	int64_t last_reply;
	int64_t retry_at;
};

/* Adds, or replaces by name. */
MUST_CHECK enum status cache_node_health_put(struct cache *c, const struct cache_node *nodes,
					     size_t n, struct err *e);
MUST_CHECK enum status cache_node_health_all(struct cache *c, struct cache_node **out, size_t *n,
					     struct err *e);

#endif
