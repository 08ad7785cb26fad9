/*
 * Finding the anchor. In reading order: the nodes' newest blocks (find_heads()), votes on the
 * blocks to choose from (ask_votes()), how one of them follows the block of before (judge(),
 * conclude()), anchor_find().
 *
 * Each node is asked for its chain id in the same round as for its newest block, and a node of
 * another chain takes no further part.
 */
#include "client/anchor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "client/ancestors.h"
#include "client/block_vote.h"
#include "client/head_block.h"
#include "client/question.h"

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
	head_block_begin(nodes);
	q[0].method = "eth_chainId";
	q[0].params = "[]";
	q[1].method = "eth_getBlockByNumber";
	q[1].params = "[\"latest\",false]";
	s = question_ask(nodes, q, 2, nodes_all(nodes), e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		const struct json *block = q[1].answers[i].reply.result;

		heads[i] = (struct chain_head){.operator_id = nodes_operator(nodes, i),
					       .counts = nodes_counts(nodes, i)};
		if (!on_our_chain(nodes, &q[0], i))
			continue;
		if (!q[1].answers[i].answered)
			continue;
		if (rpc_quantity_u64(&heads[i].number, json_get(block, "number")) != STATUS_OK) {
			refuse(nodes, &q[1], i);
			continue;
		}
		heads[i].known = any = true;
		nodes_head(nodes, i, heads[i].number);
		head_block_saw(nodes, i, block);
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

static void set_anchor(const struct nodes *nodes, struct anchor *out, const struct block_vote *v)
{
	*out = (struct anchor){.header = v->headers[v->verdict.winner],
			       .trust = v->verdict.trust,
			       .nodes = v->verdict.agree,
			       .found = clock_now()};
	snprintf(out->unhashed, sizeof(out->unhashed), "%s", block_vote_flaw(v));
	if (v->verdict.trust == TRUST_AGREED &&
	    !nodes_clock(nodes, &out->clock_ahead_s, v->verdict.agree) &&
	    out->header.timestamp < INT64_MAX && (int64_t)out->header.timestamp > out->found)
		out->clock_ahead_s = out->found - (int64_t)out->header.timestamp;
}

static node_set known_heads(const struct chain_head *heads, size_t n)
{
	node_set known = 0;

	for (size_t i = 0; i < n; i++)
		known |= heads[i].known ? (node_set)1 << i : 0;
	return known;
}

/* One search for the anchor: the votes on the blocks to choose from, then that on agreed[0]. */
struct finding {
	struct nodes *nodes;
	struct chain_head heads[LIMIT_NODES];
	struct block_vote *votes;
	size_t n_targets;
	const struct block_vote *chosen; /* NULL: no node gave a header that hashes to its name */
	struct succession_facts facts;
	struct succession_verdict verdict;
};

static enum status ask_votes(struct finding *s, struct err *e)
{
	const struct profile *p = nodes_profile(s->nodes);
	uint64_t targets[LIMIT_NODES];
	bool before = s->facts.n_agreed > 0;

	s->n_targets = agreement_targets(targets, s->heads, nodes_count(s->nodes),
					 nodes_quorum(s->nodes), p->confirmations);
	if (s->n_targets == 0)
		return err_set(e, ERR_NOT_AGREED,
			       "every node that answers has contradicted the others before; see: "
			       "byline node list");
	s->votes = calloc(s->n_targets + 1, sizeof(*s->votes));
	if (s->votes == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < s->n_targets; i++)
		s->votes[i].number = targets[i];
	if (before)
		s->votes[s->n_targets].number = s->facts.agreed[0].number;
	return block_vote_ask(s->nodes, s->votes, s->n_targets + before,
			      known_heads(s->heads, nodes_count(s->nodes)), e);
}

/* Judges by the votes; a block in an agreed one's place is judged again with its parents. */
static enum status judge(struct finding *s, struct err *e)
{
	const struct block_vote *earlier = &s->votes[s->n_targets];
	struct succession_facts *f = &s->facts;
	struct block_name *parents;
	enum status status;

	f->heads = s->heads;
	f->n_heads = nodes_count(s->nodes);
	f->quorum = nodes_quorum(s->nodes);
	f->found.number = s->chosen->number;
	f->found.hash = s->chosen->headers[s->chosen->verdict.winner].hash;
	f->found_trust = s->chosen->verdict.trust;
	if (f->n_agreed > 0) {
		f->earlier_trust = earlier->verdict.trust;
		f->earlier = earlier->ballots[earlier->verdict.winner].value;
	}
	succession_judge(&s->verdict, f);
	if (s->verdict.outcome != SUCCESSION_FORKED)
		return STATUS_OK;
	parents = malloc(ANCESTORS_MOST * sizeof(*parents));
	if (parents == NULL)
		return ERR_MEMORY;
	status = ancestors_follow(s->nodes, parents, &f->n_parents,
				  &earlier->headers[earlier->verdict.winner],
				  earlier->verdict.agree, f->agreed, f->n_agreed, e);
	f->parents = parents;
	if (status == STATUS_OK)
		succession_judge(&s->verdict, f);
	f->parents = NULL;
	f->n_parents = 0;
	free(parents);
	return status;
}

/* ERR_NOT_AGREED: the newest agreed block stays. Names the nodes that are behind it. */
static enum status refuse_older(const struct finding *s, struct err *e)
{
	unsigned long long number = s->facts.agreed[0].number;
	char names[LIMIT_NODES * 34] = "";
	size_t len = 0;

	for (size_t i = 0; i < nodes_count(s->nodes); i++)
		if (s->verdict.behind >> i & 1)
			len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%.31s",
						len > 0 ? ", " : "",
						nodes_profile(s->nodes)->nodes[i].name);
	if (len > 0)
		return err_set(
			e, ERR_NOT_AGREED,
			"behind block %llu, which the nodes agreed on before: %.160s; too few "
			"others answer",
			number, names);
	return err_set(e, ERR_NOT_AGREED,
		       "too few nodes answer to confirm block %llu, which they agreed on before",
		       number);
}

/* ERR_NOT_AGREED: the nodes contradict each other, or what they agreed on before. */
static enum status refuse_other(const struct finding *s, struct err *e)
{
	const struct block_vote *earlier = &s->votes[s->n_targets];
	const struct block_name *agreed = s->facts.agreed;
	char reason[LIMIT_REMOTE_TEXT];
	node_set differ = 0;

	block_vote_record(s->nodes, s->chosen);
	for (size_t i = 0; s->facts.n_agreed > 0 && i < nodes_count(s->nodes); i++)
		if (earlier->ballots[i].answered &&
		    !hash_equal(&earlier->ballots[i].value, &agreed[0].hash))
			differ |= (node_set)1 << i;
	if (differ == 0)
		return err_set(e, ERR_NOT_AGREED,
			       "the nodes contradict each other about the newest block; see: "
			       "byline node list");
	snprintf(reason, sizeof(reason), "it gives another block %llu than was agreed on before",
		 (unsigned long long)agreed[0].number);
	nodes_unsettled(s->nodes, differ, reason);
	return err_set(e, ERR_NOT_AGREED,
		       "nodes give another block %llu than was agreed on before, and nothing shows "
		       "that the chain was reorganised; see: byline node list",
		       (unsigned long long)agreed[0].number);
}

/* Takes the chosen block, the one of before, or none. */
static enum status conclude(struct finding *s, struct anchor *out, struct err *e)
{
	uint64_t newest = s->facts.n_agreed > 0 ? s->facts.agreed[0].number : 0;

	switch (s->verdict.outcome) {
	case SUCCESSION_SAME: s->chosen = &s->votes[s->n_targets]; break;
	case SUCCESSION_NEW:
	case SUCCESSION_REORGANISED: newest = s->chosen->number; break;
	case SUCCESSION_BEHIND: nodes_judge_heads(s->nodes, newest); return refuse_older(s, e);
	case SUCCESSION_FORKED:
	case SUCCESSION_UNSETTLED: return refuse_other(s, e);
	}
	block_vote_record(s->nodes, s->chosen);
	set_anchor(s->nodes, out, s->chosen);
	nodes_judge_heads(s->nodes, newest);
	return STATUS_OK;
}

/* Names each node that gave a block with other contents than its hash says, when none is left. */
static enum status refuse_broken(struct finding *s, struct err *e)
{
	for (size_t k = 0; k < s->n_targets; k++)
		for (size_t i = 0; i < nodes_count(s->nodes); i++)
			if (s->votes[k].said[i][0] != '\0')
				nodes_unsettled(s->nodes, (node_set)1 << i, s->votes[k].said[i]);
	return err_set(e, ERR_NOT_PROVEN,
		       "no node gave a block %llu whose contents match its hash; see: byline node "
		       "list",
		       (unsigned long long)s->votes[0].number);
}

enum status anchor_find(struct nodes *nodes, struct anchor *out, struct succession_verdict *how,
			const struct block_name *agreed, size_t n_agreed, struct err *e)
{
	struct finding search = {.nodes = nodes, .facts = {.agreed = agreed, .n_agreed = n_agreed}};
	enum status s = find_heads(nodes, search.heads, e);

	if (s == STATUS_OK)
		s = ask_votes(&search, e);
	if (s == STATUS_OK) {
		search.chosen = block_vote_choose(search.votes, search.n_targets);
		s = search.chosen != NULL ? judge(&search, e) : refuse_broken(&search, e);
	}
	if (s == STATUS_OK)
		s = conclude(&search, out, e);
	if (how != NULL)
		*how = search.verdict;
	free(search.votes);
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
