/*
 * Which nodes are asked the same questions again, and when. Public nodes count requests by the
 * second, and behind one address there may be servers of which one lags. For question.c.
 */
#ifndef CLIENT_AGAIN_H
#define CLIENT_AGAIN_H

#include "client/question.h"

/* Zero-initialise it; again_find() keeps it from one try to the next. */
struct again {
	unsigned tries;	   /* for nodes that lag */
	node_set whom;	   /* the nodes to ask again */
	uint32_t pause_ms; /* to wait before that */
};

/*
 * Finds the nodes in `whom` to ask again: those that asked for fewer requests and name a pause of
 * seconds, and, twice at most, those that lack a block which they said they have. There are none
 * when as many operators as the quorum takes, or as `whom` has, answered everything.
 * Returns: whether there are any.
 */
bool again_find(struct again *a, const struct nodes *nodes, const struct question *questions,
		size_t n, node_set whom);

#endif
