/*
 * The list of nodes. It keeps each node's health (client/node.h) and the disputes that wait to be
 * handed out. question.c asks the nodes, vote.c compares their answers.
 */
#include "client/nodes.h"

#include <stdlib.h>
#include <string.h>

#include "client/nodes_private.h"

/* A node without a new block for so many block times, and for at least so long, has stalled. */
#define STALL_BLOCKS 8
#define STALL_MS     20000

enum status nodes_new(struct nodes **out, const struct profile *profile,
		      struct transport *transport)
{
	struct nodes *nodes = calloc(1, sizeof(*nodes));

	*out = nodes;
	if (nodes == NULL)
		return ERR_MEMORY;
	nodes->profile = profile;
	nodes->transport = transport;
	nodes->next_id = 1;
	/* An operator's number is the index of its first node. */
	for (size_t i = 0; i < profile->n_nodes; i++) {
		size_t j = 0;

		while (strcmp(profile->nodes[j].operator, profile->nodes[i].operator) != 0)
			j++;
		nodes->operators[i] = (unsigned)j;
	}
	return STATUS_OK;
}

void nodes_free(struct nodes *nodes)
{
	if (nodes != NULL)
		pending_release(&nodes->pending);
	free(nodes);
}

const struct profile *nodes_profile(const struct nodes *nodes)
{
	return nodes->profile;
}

size_t nodes_count(const struct nodes *nodes)
{
	return nodes->profile->n_nodes;
}

const struct node_health *nodes_health(const struct nodes *nodes, size_t i)
{
	return &nodes->health[i];
}

uint64_t nodes_requests(const struct nodes *nodes)
{
	uint64_t most = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++)
		if (nodes->health[i].requests > most)
			most = nodes->health[i].requests;
	return most;
}

void nodes_retry_now(struct nodes *nodes)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		nodes->health[i].retry_at = 0;
		nodes->health[i].retry_ms = 0;
	}
}

node_set nodes_all(const struct nodes *nodes)
{
	return (node_set)(((uint64_t)1 << nodes_count(nodes)) - 1);
}

unsigned nodes_quorum(const struct nodes *nodes)
{
	return profile_can_agree(nodes->profile) ? nodes->profile->quorum : 0;
}

unsigned nodes_operator(const struct nodes *nodes, size_t i)
{
	return nodes->operators[i];
}

/*
 * Says whether so many nodes are distrusted that the others can never agree. Then the words of all
 * count again, on blocks. This happens when a proof shows that one node is right and all others are
 * wrong.
 */
static bool too_few_trusted(const struct nodes *nodes)
{
	node_set operators = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (!nodes->health[i].distrusted)
			operators |= (node_set)1 << nodes->operators[i];
	}
	return (unsigned)__builtin_popcount(operators) < nodes->profile->quorum;
}

bool nodes_counts(const struct nodes *nodes, size_t i)
{
	const struct node_health *h = &nodes->health[i];

	return node_counts(h) || (h->state != NODE_WRONG_CHAIN && too_few_trusted(nodes));
}

size_t nodes_take_disputes(struct nodes *nodes, struct dispute *out, size_t cap)
{
	size_t n = nodes->n_disputes < cap ? nodes->n_disputes : cap;

	memcpy(out, nodes->disputes, n * sizeof(out[0]));
	nodes->n_disputes -= n;
	memmove(nodes->disputes, nodes->disputes + n, nodes->n_disputes * sizeof(out[0]));
	return n;
}

void nodes_head(struct nodes *nodes, size_t i, uint64_t number)
{
	node_named_head(&nodes->health[i], number);
}

bool nodes_clock(const struct nodes *nodes, int64_t *ahead_s, node_set which)
{
	bool any = false;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct node_health *h = &nodes->health[i];

		if (!(which >> i & 1) || !h->has_clock)
			continue;
		if (!any || llabs(h->clock_ahead_s) < llabs(*ahead_s))
			*ahead_s = h->clock_ahead_s;
		any = true;
	}
	return any;
}

void nodes_judge_heads(struct nodes *nodes, uint64_t agreed)
{
	int64_t patience = (int64_t)nodes->profile->block_time_ms * STALL_BLOCKS;

	if (patience < STALL_MS)
		patience = STALL_MS;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (nodes->health[i].head_since_ms != 0)
			node_judge_head(&nodes->health[i], agreed, patience);
	}
}

void nodes_unsettled(struct nodes *nodes, node_set which, const char *reason)
{
	for (size_t i = 0; i < nodes_count(nodes); i++)
		if (which >> i & 1)
			node_unsettled(&nodes->health[i], reason);
}

void nodes_wrong_chain(struct nodes *nodes, size_t i, const char *reason)
{
	node_failed(&nodes->health[i], NODE_WRONG_CHAIN, reason, NODE_BACKOFF_MS);
}

void nodes_unusable(struct nodes *nodes, size_t i, const char *reason)
{
	node_failed(&nodes->health[i], NODE_UNREACHABLE, reason, 0);
}
