/* The health of the network's nodes as it was last, to be shown before any of them is asked. */
#ifndef CACHE_NODE_HEALTH_H
#define CACHE_NODE_HEALTH_H

#include "cache/db.h"

#define CACHE_NODE_LATENCIES 16

/* Stored as numbers (cache/stored.c). */
enum cache_node_state {
	CACHE_NODE_UNKNOWN = 0, /* not asked yet */
	CACHE_NODE_OK = 1,
	CACHE_NODE_BEHIND = 2,	/* newest block below the agreed one */
	CACHE_NODE_STALLED = 3, /* no new block for long */
	CACHE_NODE_UNREACHABLE = 4,
	CACHE_NODE_WRONG_CHAIN = 5,
	CACHE_NODE_DISPUTED = 6,  /* contradicted an agreed value and has not agreed since */
	CACHE_NODE_LIMITED = 7,	  /* asks for fewer requests */
	CACHE_NODE_RETURNING = 8, /* answers again, and has not agreed on a value since */
	CACHE_NODE_UNSETTLED = 9, /* contradicts another node, and no quorum decides */
};

struct cache_node {
	char name[32];
	enum cache_node_state state;
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
