/*
 * The number of blocks that a node searches for events in one request. Public nodes take 10,000, or
 * 5, or do not search at all, and say so in words that differ. So a span is halved on any error,
 * and what a node refused is remembered. Pure but for the list of nodes that holds it.
 */
#ifndef CLIENT_LOGS_SPAN_H
#define CLIENT_LOGS_SPAN_H

#include <stdint.h>

#include "client/agreement.h"

struct nodes;

/* The most blocks in one request; many public nodes refuse more. */
#define LOGS_SPAN 10000

/* A refused span is tried again after an hour: the error may have had another reason. */
#define LOGS_SPAN_KEPT_MS (60 * 60 * 1000)

/* The memory of one node's refusals. Zero: it has refused nothing. */
struct logs_span {
	uint64_t most;	    /* blocks that it may take; 0: it does not search */
	int64_t refused_ms; /* its last refusal on the monotonic clock; 0: none */
};

/* Notes that the node refused to search `asked` blocks (at least 1). */
void logs_span_refused(struct logs_span *s, uint64_t asked, int64_t now_ms);

/*
 * Chooses the longest span that nodes of k operators among `whom` take, or of as many as there are.
 * Out:     able     the nodes that take it
 * Returns: blocks; 0 when none of these nodes searches for events.
 */
uint64_t logs_span_choose(const struct nodes *nodes, node_set *able, node_set whom);

#endif
