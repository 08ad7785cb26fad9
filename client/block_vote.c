/*
 * A header counts by the hash that byline computes of it. One whose contents give another hash than
 * it claims is a vote against all.
 */
#include "client/block_vote.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/question.h"

/* "0x" and 16 digits in quotes, ", false" and brackets. */
#define PARAMS_SIZE 40

/* Reads the answers of the nodes in `among` to block `v->number`, and counts votes on its hash. */
static void count_block(const struct nodes *nodes, struct block_vote *v, const struct question *q,
			node_set among)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *block = q->answers[i].reply.result;
		struct err why = {0};
		enum status s;

		v->ballots[i] = (struct ballot){0};
		v->said[i][0] = '\0';
		if (!(among >> i & 1) || !q->answers[i].answered || !json_is_object(block))
			continue;
		v->ballots[i].answered = true;
		s = header_read(&v->headers[i], block, &why);
		if (s == STATUS_OK && v->headers[i].number != v->number)
			s = err_set(&why, ERR_MISMATCH, "it is block %llu",
				    (unsigned long long)v->headers[i].number);
		v->ballots[i].broken = s != STATUS_OK;
		v->ballots[i].value = v->headers[i].hash;
		if (s != STATUS_OK)
			snprintf(v->said[i], sizeof(v->said[i]), "%.*s", LIMIT_REMOTE_TEXT - 1,
				 why.text);
	}
	vote_count(nodes, &v->verdict, v->ballots, true);
}

void block_vote_record(struct nodes *nodes, const struct block_vote *v)
{
	const char *said[LIMIT_NODES];
	struct vote_subject subject = {
		.method = "eth_getBlockByNumber", .block = v->number, .header = true, .said = said};

	for (size_t i = 0; i < LIMIT_NODES; i++)
		said[i] = v->said[i][0] != '\0' ? v->said[i] : NULL;
	vote_record(nodes, &v->verdict, v->ballots, &subject);
}

enum status block_vote_ask(struct nodes *nodes, struct block_vote *votes, size_t n, node_set among,
			   struct err *e)
{
	char params[BLOCK_VOTE_MOST][PARAMS_SIZE];
	struct question *q = calloc(n, sizeof(*q));
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++) {
		snprintf(params[i], PARAMS_SIZE, "[\"0x%llx\",false]",
			 (unsigned long long)votes[i].number);
		q[i].method = "eth_getBlockByNumber";
		q[i].params = params[i];
	}
	s = question_ask(nodes, q, n, among, e);
	for (size_t i = 0; i < n; i++) {
		if (s == STATUS_OK)
			count_block(nodes, &votes[i], &q[i], among);
		question_release(&q[i]);
	}
	free(q);
	return s;
}

const struct block_vote *block_vote_choose(const struct block_vote *votes, size_t n)
{
	const struct block_vote *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct verdict *v = &votes[i].verdict;

		if (v->trust == TRUST_AGREED)
			return &votes[i];
		if (v->trust != TRUST_NONE && (best == NULL || v->support > best->verdict.support))
			best = &votes[i];
	}
	return best;
}
