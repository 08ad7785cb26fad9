/*
 * The number of blocks to search for events in one request to several nodes. Public nodes take
 * 10,000, or 5, or do not search at all; client/ability.h keeps what each of them does.
 */
#ifndef CLIENT_LOGS_SPAN_H
#define CLIENT_LOGS_SPAN_H

#include <stdint.h>

#include "client/agreement.h"

struct nodes;

/*
 * Chooses the longest span that nodes of k operators among `whom` take, or of as many as there are.
 * Out:     able     the nodes that take it
 * Returns: blocks; 0 when none of these nodes searches for events.
 */
uint64_t logs_span_choose(const struct nodes *nodes, node_set *able, node_set whom);

#endif
