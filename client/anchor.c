/*
 * Finding the anchor. In reading order: the nodes' newest blocks (find_heads()), votes on block
 * numbers (ask_blocks(), count_block()), choosing one and judging an earlier one, anchor_find().
 *
 * Each node is asked for its chain id in the same round as for its newest block, and a node of
 * another chain takes no further part.
 */
#include "client/anchor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "client/question.h"
#include "client/vote.h"

/* The blocks to choose from, and an earlier anchor. */
#define QUESTIONS (LIMIT_NODES + 1)

/* "0x" and 16 digits in quotes, ", false" and brackets. */
#define BLOCK_PARAMS_SIZE 40

/* The nodes' answers to one block number. */
struct block_vote {
	uint64_t number;
	struct header headers[LIMIT_NODES];
	struct ballot ballots[LIMIT_NODES];
	char said[LIMIT_NODES][LIMIT_REMOTE_TEXT]; /* a broken header's fault; else "" */
	struct verdict verdict;
};

static void block_params(char out[static BLOCK_PARAMS_SIZE], uint64_t number)
{
	snprintf(out, BLOCK_PARAMS_SIZE, "[\"0x%llx\",false]", (unsigned long long)number);
}

/* Marks a node that cannot name its chain or its newest block as unusable. */
static void refuse(struct nodes *nodes, const struct question *q, size_t i)
{
	const struct rpc_reply *reply = &q->answers[i].reply;
	char reason[LIMIT_REMOTE_TEXT];

	snprintf(reason, sizeof(reason), "it answers %s with: %.160s", q->method,
		 reply->result == NULL ? reply->message : "something that byline cannot read");
	nodes_unusable(nodes, i, reason);
}

/* Says whether a node is on the profile's chain. Marks it when it is on another one. */
static bool on_our_chain(struct nodes *nodes, const struct question *q, size_t i)
{
	uint64_t want = nodes_profile(nodes)->chain_id;
	char reason[LIMIT_REMOTE_TEXT];
	uint64_t got;

	if (!q->answers[i].answered)
		return false;
	if (rpc_quantity_u64(&got, q->answers[i].reply.result) != STATUS_OK) {
		refuse(nodes, q, i);
		return false;
	}
	if (got == want)
		return true;
	snprintf(reason, sizeof(reason),
		 "it is on chain %llu, not on %llu; correct its address in the network profile",
		 (unsigned long long)got, (unsigned long long)want);
	nodes_wrong_chain(nodes, i, reason);
	return false;
}

/*
 * Asks every node for its chain id and its newest block.
 * Out: heads  the newest blocks of the nodes that are on the profile's chain
 * Returns: STATUS_OK, ERR_NOT_AGREED when there is none.
 */
static enum status find_heads(struct nodes *nodes, struct chain_head heads[static LIMIT_NODES],
			      struct err *e)
{
	struct question *q = calloc(2, sizeof(*q));
	bool any = false;
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	q[0].method = "eth_chainId";
	q[0].params = "[]";
	q[1].method = "eth_getBlockByNumber";
	q[1].params = "[\"latest\",false]";
	s = question_ask(nodes, q, 2, nodes_all(nodes), e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		const struct json *block = q[1].answers[i].reply.result;
		uint64_t time;

		heads[i] = (struct chain_head){.operator_id = nodes_operator(nodes, i),
					       .counts = nodes_counts(nodes, i)};
		if (!on_our_chain(nodes, &q[0], i))
			continue;
		if (!q[1].answers[i].answered)
			continue;
		if (rpc_quantity_u64(&heads[i].number, json_get(block, "number")) != STATUS_OK ||
		    rpc_quantity_u64(&time, json_get(block, "timestamp")) != STATUS_OK) {
			refuse(nodes, &q[1], i);
			continue;
		}
		heads[i].known = any = true;
		nodes_head(nodes, i, heads[i].number, time);
	}
	if (s == STATUS_OK && !any)
		s = err_set(e, ERR_NOT_AGREED,
			    "no node that answers is on chain %llu; check the nodes in the profile "
			    "of network %s",
			    (unsigned long long)nodes_profile(nodes)->chain_id,
			    nodes_profile(nodes)->name);
	question_release(&q[0]);
	question_release(&q[1]);
	free(q);
	return s;
}

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
	vote_count(nodes, &v->verdict, v->ballots);
}

/* Keeps the vote in the nodes' health. A broken header is shown by its fault. */
static void record_block(struct nodes *nodes, const struct block_vote *v)
{
	const char *said[LIMIT_NODES];
	struct vote_subject subject = {
		.method = "eth_getBlockByNumber", .block = v->number, .header = true, .said = said};

	for (size_t i = 0; i < LIMIT_NODES; i++)
		said[i] = v->said[i][0] != '\0' ? v->said[i] : NULL;
	vote_record(nodes, &v->verdict, v->ballots, &subject);
}

/* Asks for the `n` blocks whose numbers are in `votes`, and counts the votes on each. */
static enum status ask_blocks(struct nodes *nodes, struct block_vote *votes, size_t n,
			      node_set among, struct err *e)
{
	char params[QUESTIONS][BLOCK_PARAMS_SIZE];
	struct question *q = calloc(n, sizeof(*q));
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++) {
		block_params(params[i], votes[i].number);
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

/* Chooses the highest agreed block, else the one with the most support; NULL without a header. */
static const struct block_vote *choose(const struct block_vote *votes, size_t n)
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

/*
 * Judges an earlier block by the vote on its number. Nodes that can never agree are believed when
 * none of them contradicts.
 */
static enum ancestry judge_ancestry(const struct nodes *nodes, const struct block_vote *v,
				    const struct hash *hash)
{
	bool settled = v->verdict.trust == TRUST_AGREED ||
		       (v->verdict.trust == TRUST_REPORTED && nodes_quorum(nodes) == 0);

	if (!settled)
		return ANCESTRY_UNKNOWN;
	return hash_equal(&v->ballots[v->verdict.winner].value, hash) ? ANCESTRY_KEPT
								      : ANCESTRY_ABANDONED;
}

static void set_anchor(const struct nodes *nodes, struct anchor *out, const struct block_vote *v)
{
	const struct profile *p = nodes_profile(nodes);
	int64_t now = clock_now();
	int64_t age;

	*out = (struct anchor){.header = v->headers[v->verdict.winner],
			       .trust = v->verdict.trust,
			       .nodes = v->verdict.agree,
			       .found = now};
	age = out->header.timestamp < INT64_MAX ? now - (int64_t)out->header.timestamp : 0;
	out->stale = age > (int64_t)p->max_age_s;
	out->skew_s = age - (int64_t)p->confirmations * p->block_time_s;
}

static node_set known_heads(const struct chain_head *heads, size_t n)
{
	node_set known = 0;

	for (size_t i = 0; i < n; i++)
		known |= heads[i].known ? (node_set)1 << i : 0;
	return known;
}

enum status anchor_find(struct nodes *nodes, struct anchor *out, enum ancestry *ancestry,
			const struct anchor *previous, struct err *e)
{
	struct chain_head heads[LIMIT_NODES] = {0};
	uint64_t targets[LIMIT_NODES];
	const struct block_vote *chosen;
	struct block_vote *votes;
	size_t n;
	enum status s;

	if (ancestry != NULL)
		*ancestry = ANCESTRY_UNKNOWN;
	s = find_heads(nodes, heads, e);
	if (s != STATUS_OK)
		return s;
	n = agreement_targets(targets, heads, nodes_count(nodes), nodes_quorum(nodes),
			      nodes_profile(nodes)->confirmations);
	if (n == 0)
		return err_set(e, ERR_NOT_AGREED,
			       "every node that answers has contradicted the others before; see: "
			       "byline node list");
	votes = calloc(n + 1, sizeof(*votes));
	if (votes == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++)
		votes[i].number = targets[i];
	if (previous != NULL)
		votes[n].number = previous->header.number;
	s = ask_blocks(nodes, votes, n + (previous != NULL), known_heads(heads, nodes_count(nodes)),
		       e);
	chosen = s == STATUS_OK ? choose(votes, n) : NULL;
	if (chosen != NULL) {
		record_block(nodes, chosen);
		set_anchor(nodes, out, chosen);
		nodes_judge_heads(nodes, chosen->number);
		if (previous != NULL && ancestry != NULL)
			*ancestry = judge_ancestry(nodes, &votes[n], &previous->header.hash);
	} else if (s == STATUS_OK) {
		s = err_set(e, ERR_NOT_PROVEN,
			    "no node gave a block %llu whose contents match its hash; see: byline "
			    "node list",
			    (unsigned long long)targets[0]);
	}
	free(votes);
	return s;
}

enum status anchor_ancestry(struct nodes *nodes, enum ancestry *out, uint64_t number,
			    const struct hash *hash, struct err *e)
{
	struct block_vote *vote = calloc(1, sizeof(*vote));
	enum status s;

	*out = ANCESTRY_UNKNOWN;
	if (vote == NULL)
		return ERR_MEMORY;
	vote->number = number;
	s = ask_blocks(nodes, vote, 1, nodes_all(nodes), e);
	if (s == STATUS_OK) {
		record_block(nodes, vote);
		*out = judge_ancestry(nodes, vote, hash);
	}
	free(vote);
	return s;
}

enum status anchor_finalized(struct nodes *nodes, uint64_t *number, const struct anchor *anchor,
			     struct err *e)
{
	struct chain_head heads[LIMIT_NODES] = {0};
	unsigned k = nodes_quorum(nodes);
	struct question q = {.method = "eth_getBlockByNumber", .params = "[\"finalized\",false]"};
	enum status s;

	*number = anchor->header.number;
	if (!nodes_profile(nodes)->has_finality)
		return STATUS_OK;
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		const struct json *block = q.answers[i].reply.result;

		heads[i].operator_id = nodes_operator(nodes, i);
		heads[i].counts = nodes_counts(nodes, i);
		heads[i].known =
			q.answers[i].answered &&
			rpc_quantity_u64(&heads[i].number, json_get(block, "number")) == STATUS_OK;
	}
	question_release(&q);
	if (s != STATUS_OK)
		return s;
	if (!agreement_kth(number, heads, nodes_count(nodes), k > 0 ? k : 1))
		return err_set(e, ERR_NOT_AGREED,
			       "too few nodes say which block is final; see: byline node list");
	if (*number > anchor->header.number)
		*number = anchor->header.number;
	return STATUS_OK;
}
