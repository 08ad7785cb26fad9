/* Blocks are asked for by number, several at once, and taken by the hash that the child names. */
#include "client/ancestors.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/block_vote.h"
#include "client/question.h"

/* Headers of one round. A header has about 1 KiB. */
#define AT_ONCE 32

/* "0x" and 16 digits in quotes, ", false" and brackets. */
#define PARAMS_SIZE 40

static bool is_one_of(const struct block_name *b, const struct block_name *until, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (until[i].number == b->number && hash_equal(&until[i].hash, &b->hash))
			return true;
	return false;
}

/* Finds the header with the hash `want` among the answers. */
static bool take_header(struct header *out, const struct nodes *nodes, const struct question *q,
			uint64_t number, const struct hash *want)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *block = q->answers[i].reply.result;

		if (q->answers[i].answered && json_is_object(block) &&
		    header_read(out, block, NULL) == STATUS_OK && hash_equal(&out->hash, want))
			return true;
	}
	/* Where headers do not hash, the word of one node is not enough. */
	return block_vote_agreed(out, nodes, q, number) && hash_equal(&out->hash, want);
}

/* Appends at most AT_ONCE parents of `child`, which becomes the last one. `go_on`: all came. */
static enum status follow_some(struct nodes *nodes, struct block_name *out, size_t *n,
			       struct header *child, bool *go_on, node_set whom, size_t most,
			       struct err *e)
{
	char params[AT_ONCE][PARAMS_SIZE];
	struct question *q;
	enum status s;

	if (most > child->number)
		most = (size_t)child->number;
	*go_on = most > 0;
	if (most == 0)
		return STATUS_OK;
	q = calloc(most, sizeof(*q));
	if (q == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < most; i++) {
		snprintf(params[i], PARAMS_SIZE, "[\"0x%llx\",false]",
			 (unsigned long long)(child->number - 1 - i));
		q[i].method = "eth_getBlockByNumber";
		q[i].params = params[i];
	}
	s = question_ask(nodes, q, most, whom, e);
	for (size_t i = 0; i < most; i++) {
		struct header parent;

		*go_on = *go_on && s == STATUS_OK &&
			 take_header(&parent, nodes, &q[i], child->number - 1, &child->parent) &&
			 parent.number + 1 == child->number;
		if (*go_on) {
			out[(*n)++] = (struct block_name){parent.number, parent.hash};
			*child = parent;
		}
		question_release(&q[i]);
	}
	free(q);
	return s;
}

enum status ancestors_follow(struct nodes *nodes, struct block_name out[static ANCESTORS_MOST],
			     size_t *n, const struct header *from, node_set whom,
			     const struct block_name *until, size_t n_until, struct err *e)
{
	/* The last header that was taken: its parent is the one to look for. */
	struct header child = *from;
	enum status s = STATUS_OK;
	bool go_on = true;
	size_t seen = 0;

	out[0] = (struct block_name){from->number, from->hash};
	*n = 1;
	while (s == STATUS_OK && go_on) {
		size_t left = ANCESTORS_MOST - *n;

		for (; seen < *n; seen++)
			if (is_one_of(&out[seen], until, n_until))
				return STATUS_OK;
		if (left == 0)
			break;
		s = follow_some(nodes, out, n, &child, &go_on, whom,
				left < AT_ONCE ? left : AT_ONCE, e);
	}
	return s;
}
