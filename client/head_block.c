/*
 * A header that names a proof's block is believed by nobody: it says only which number to vote on.
 * So it may come from any node, and need not even hash to its name; but a false number makes a true
 * proof late. In reading order: what was seen (head_block_saw(), block_of()), asking for more
 * (look_at()), which blocks to ask for (list_near()), head_block_name().
 */
#include "client/head_block.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/nodes_private.h"
#include "client/question.h"

/* "0x" and 16 digits in quotes, ", false" and brackets. */
#define PARAMS_SIZE 40

/* The most blocks that are looked at in one round. */
#define HEAD_BLOCKS 24

void head_block_begin(struct nodes *nodes)
{
	nodes->round_seen = nodes->n_seen;
	nodes->pending.round++;
}

void head_block_saw(struct nodes *nodes, size_t i, const struct json *block)
{
	struct seen_block *seen = &nodes->seen[nodes->n_seen % NODES_SEEN];

	if (rpc_quantity_u64(&seen->number, json_get(block, "number")) != STATUS_OK ||
	    rpc_hash(&seen->state_root, json_get(block, "stateRoot")) != STATUS_OK)
		return;
	seen->node = i;
	nodes->n_seen++;
}

static size_t seen_count(const struct nodes *nodes)
{
	return nodes->n_seen < NODES_SEEN ? nodes->n_seen : NODES_SEEN;
}

/*
 * Finds the block of a proof. Its own node's word goes first. Of the others one may mislead, so
 * that two have to say the same; with `any`, one will do.
 */
static uint64_t block_of(const struct nodes *nodes, const struct pending_proof *proof, bool any)
{
	uint64_t found = 0, said_twice = 0;
	size_t by = 0;

	for (size_t i = 0; i < seen_count(nodes); i++) {
		const struct seen_block *seen = &nodes->seen[i];

		if (!hash_equal(&seen->state_root, &proof->state_root))
			continue;
		if (seen->node == proof->node)
			return seen->number;
		if (seen->number == found && seen->node != by)
			said_twice = found;
		found = seen->number;
		by = seen->node;
	}
	return said_twice != 0 ? said_twice : any ? found : 0;
}

/* Names the proofs whose block was seen. Returns how many have no name yet. */
static size_t name_seen(struct nodes *nodes, bool any)
{
	size_t left = 0;

	for (size_t i = 0; i < nodes->pending.n; i++) {
		struct pending_proof *proof = &nodes->pending.proofs[i];

		if (proof->block == 0)
			proof->block = block_of(nodes, proof, any);
		left += proof->block == 0;
	}
	return left;
}

/* Asks for blocks by their parameters and keeps what the nodes answer as seen. */
static enum status look_at(struct nodes *nodes, node_set whom, char (*params)[PARAMS_SIZE],
			   size_t n, struct err *e)
{
	struct question *q = calloc(n, sizeof(*q));
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++) {
		q[i].method = "eth_getBlockByNumber";
		q[i].params = params[i];
	}
	s = question_ask(nodes, q, n, whom, e);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < nodes_count(nodes) && s == STATUS_OK; k++)
			if (q[i].answers[k].answered)
				head_block_saw(nodes, k, q[i].answers[k].reply.result);
		question_release(&q[i]);
	}
	free(q);
	return s;
}

/* Blocks to look at. */
struct near_blocks {
	uint64_t number[HEAD_BLOCKS];
	size_t n;
	bool all; /* no block that may be the one was left out */
};

static void add_near(const struct nodes *nodes, struct near_blocks *near, size_t node,
		     uint64_t number)
{
	for (size_t i = 0; i < seen_count(nodes); i++)
		if (nodes->seen[i].number == number && nodes->seen[i].node == node)
			return;
	for (size_t i = 0; i < near->n; i++)
		if (near->number[i] == number)
			return;
	near->all = near->all && near->n < HEAD_BLOCKS;
	if (near->n < HEAD_BLOCKS)
		near->number[near->n++] = number;
}

/*
 * Adds the blocks around the heads that a node showed in this round: from two below the lowest,
 * since the members behind a balancer lag, to two above the highest, the newest first. A node that
 * invents a head gets no more than its part.
 */
static void add_near_node(const struct nodes *nodes, struct near_blocks *near, size_t node)
{
	uint64_t low = UINT64_MAX, high = 0;
	size_t most = HEAD_BLOCKS / 2;

	for (size_t i = nodes->round_seen; i < nodes->n_seen; i++) {
		const struct seen_block *seen = &nodes->seen[i % NODES_SEEN];

		if (seen->node != node)
			continue;
		low = seen->number < low ? seen->number : low;
		high = seen->number > high ? seen->number : high;
	}
	if (high == 0)
		return;
	low = low > 2 ? low - 2 : 1;
	for (uint64_t at = high + 2; at >= low; at--) {
		near->all = near->all && most > 0;
		if (most == 0)
			break;
		most--;
		add_near(nodes, near, node, at);
	}
}

/* Lists the blocks that the proofs without a name may be of. */
static void list_near(const struct nodes *nodes, struct near_blocks *near)
{
	node_set lacking = 0;

	*near = (struct near_blocks){.all = true};
	for (size_t i = 0; i < nodes->pending.n; i++)
		if (nodes->pending.proofs[i].block == 0)
			lacking |= (node_set)1 << nodes->pending.proofs[i].node;
	for (size_t i = 0; i < nodes_count(nodes); i++)
		if (lacking >> i & 1)
			add_near_node(nodes, near, i);
}

/* Drops the proofs that still have no name; with `blame` the block of each must have been seen. */
static void drop_nameless(struct nodes *nodes, bool blame)
{
	for (size_t i = nodes->pending.n; i > 0; i--) {
		if (nodes->pending.proofs[i - 1].block != 0)
			continue;
		if (blame)
			nodes->misses[nodes->pending.proofs[i - 1].node]++;
		pending_drop(&nodes->pending, i - 1);
	}
}

enum status head_block_name(struct nodes *nodes, node_set whom, struct err *e)
{
	char params[HEAD_BLOCKS][PARAMS_SIZE] = {"[\"latest\",false]"};
	struct near_blocks near;
	enum status s = STATUS_OK;

	if (name_seen(nodes, false) > 0)
		s = look_at(nodes, whom, params, 1, e);
	if (s != STATUS_OK || name_seen(nodes, false) == 0)
		return s;
	list_near(nodes, &near);
	for (size_t i = 0; i < near.n; i++)
		snprintf(params[i], PARAMS_SIZE, "[\"0x%llx\",false]",
			 (unsigned long long)near.number[i]);
	if (near.n > 0)
		s = look_at(nodes, whom, params, near.n, e);
	if (s == STATUS_OK && name_seen(nodes, true) > 0)
		drop_nameless(nodes, near.all);
	return s;
}
