/*
 * In reading order: asking (read_self(), keep_sound(), head_proof_ask()), confirming by a vote on
 * the block that head_block.c found (judge_block(), head_proof_settle()), and what else a sync does
 * with the proofs that wait.
 *
 * Invariant: a proof is confirmed only by the state root of a block that k operators agree on.
 */
#include "client/head_proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/limits.h"
#include "chain/keccak.h"
#include "client/block_vote.h"
#include "client/nodes_private.h"
#include "client/pending_bytes.h"
#include "client/proofs.h"
#include "client/question.h"

/* Finds the state root that a proof claims to fold to: the hash of its first trie node. */
static bool claimed_root(struct hash *out, const struct json *result)
{
	const char *first = json_text(json_first(json_get(result, "accountProof")));
	uint8_t node[LIMIT_TRIE_NODE];
	size_t len;

	if (first == NULL ||
	    hex_parse_var(node, &len, sizeof(node), first, strlen(first)) != STATUS_OK)
		return false;
	keccak256(out->bytes, node, len);
	return true;
}

/* One answer to eth_getProof, checked against itself. */
struct self_proof {
	struct hash state_root;
	struct account account;
	struct proof_word *words; /* one for each slot */
};

/* Whether an answer folds to its own state root, with all its words. */
static enum status read_self(struct self_proof *out, const struct json *result,
			     const struct address *address, const struct hash *slots, size_t n,
			     struct err *e)
{
	bool folded = false;

	if (!claimed_root(&out->state_root, result))
		return err_set(e, ERR_PARSE, "the answer has no proof of the account");
	memset(out->words, 0, n * sizeof(out->words[0]));
	return proof_read(&folded, &out->account, out->words, result, &out->state_root, address,
			  slots, n, e);
}

/* Keeps a sound proof of node `i` until its block is agreed on. */
static enum status keep(struct nodes *nodes, size_t i, const struct self_proof *proof,
			const struct address *address, const struct hash *slots, size_t n)
{
	struct pending_proof kept = {.address = *address,
				     .account = proof->account,
				     .state_root = proof->state_root,
				     .words = calloc(n + 1, sizeof(*kept.words)),
				     .n = n,
				     .node = i};

	if (kept.words == NULL)
		return ERR_MEMORY;
	for (size_t w = 0; w < n; w++)
		kept.words[w] = (struct pending_word){slots[w], proof->words[w].value};
	return pending_add(&nodes->pending, &kept);
}

/*
 * Keeps the sound proofs among the answers. A node whose answer contradicts itself is wrong, which
 * takes no quorum to see.
 */
static enum status keep_sound(struct nodes *nodes, bool *any, const struct question *q,
			      struct proof_word *words, const struct address *address,
			      const struct hash *slots, size_t n)
{
	struct ballot ballots[LIMIT_NODES] = {0};
	struct err why[LIMIT_NODES] = {0};
	const char *said[LIMIT_NODES] = {0};
	char method[PROOF_PLACE_SIZE];
	struct vote_subject subject = {.method = method, .said = said};
	struct self_proof proof = {.words = words};
	struct verdict v;
	enum status s = STATUS_OK;

	proof_place(method, "eth_getProof", address);
	for (size_t i = 0; i < nodes_count(nodes) && s == STATUS_OK; i++) {
		const struct rpc_reply *reply = &q->answers[i].reply;

		if (!q->answers[i].answered)
			continue;
		proofs_note(nodes, i, reply, true);
		if (reply->meaning != ANSWER_VALUE)
			continue;
		ballots[i].answered = true;
		ballots[i].broken =
			read_self(&proof, reply->result, address, slots, n, &why[i]) != STATUS_OK;
		said[i] = ballots[i].broken ? why[i].text : "a proof that folds to a state root";
		subject.block = nodes->health[i].head;
		if (ballots[i].broken)
			continue;
		s = keep(nodes, i, &proof, address, slots, n);
		*any = true;
	}
	vote_count(nodes, &v, ballots, false);
	if (v.trust != TRUST_NONE)
		v.trust = TRUST_AGREED;
	vote_record(nodes, &v, ballots, &subject);
	return s;
}

enum status head_proof_ask(struct nodes *nodes, bool *any, node_set whom,
			   const struct address *address, const struct hash *slots, size_t n,
			   struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	struct proof_word *words = calloc(n + 1, sizeof(*words));
	struct buf params;
	enum status s;

	*any = false;
	buf_init(&params, MIB);
	proof_params(&params, address, slots, n, PROOF_AT_HEAD);
	s = q != NULL && words != NULL ? buf_status(&params) : ERR_MEMORY;
	if (s == STATUS_OK) {
		q->method = "eth_getProof";
		q->params = buf_str(&params);
		s = question_ask(nodes, q, 1, whom, e);
		if (s == STATUS_OK)
			s = keep_sound(nodes, any, q, words, address, slots, n);
		question_release(q);
	}
	free(q);
	free(words);
	buf_release(&params);
	return s;
}

/* Lists the newest blocks, at most BLOCK_VOTE_MOST, of proofs that wait for the anchor. */
static size_t list_due(const struct pending_list *p, struct block_vote *votes, uint64_t newest)
{
	size_t n = 0;

	while (n < BLOCK_VOTE_MOST) {
		uint64_t below = n > 0 ? votes[n - 1].number : newest + 1, next = 0;

		for (size_t i = 0; i < p->n; i++)
			if (p->proofs[i].trust == TRUST_NONE && p->proofs[i].block < below &&
			    p->proofs[i].block > next)
				next = p->proofs[i].block;
		if (next == 0)
			break;
		votes[n++].number = next;
	}
	return n;
}

/* How a proof that folds to the winner of a vote is known: as one at the agreed block. */
static enum trust trust_of(const struct block_vote *v)
{
	if (v->verdict.trust != TRUST_AGREED)
		return TRUST_REPORTED;
	return block_vote_flaw(v)[0] == '\0' ? TRUST_PROVEN : TRUST_AGREED;
}

/* Confirms or drops the proofs of the block that was voted on. */
static void judge_block(struct nodes *nodes, const struct block_vote *v)
{
	const struct header *agreed = &v->headers[v->verdict.winner];
	struct pending_list *p = &nodes->pending;

	block_vote_record(nodes, v);
	if (v->verdict.trust != TRUST_AGREED &&
	    !(v->verdict.trust == TRUST_REPORTED && nodes_quorum(nodes) == 0))
		return;
	for (size_t i = p->n; i > 0; i--) {
		struct pending_proof *proof = &p->proofs[i - 1];

		if (proof->trust != TRUST_NONE || proof->block != v->number)
			continue;
		if (!hash_equal(&proof->state_root, &agreed->state_root)) {
			nodes->misses[proof->node] += proof->round > 0;
			pending_drop(p, i - 1);
			continue;
		}
		if (proof->round > 0)
			nodes->misses[proof->node] = 0;
		proof->trust = trust_of(v);
		proof->hash = agreed->hash;
		proof->time = (int64_t)agreed->timestamp;
	}
}

enum status head_proof_settle(struct nodes *nodes, const struct anchor *anchor, struct err *e)
{
	struct block_vote *votes = calloc(BLOCK_VOTE_MOST, sizeof(*votes));
	size_t n;
	enum status s = STATUS_OK;

	if (votes == NULL)
		return ERR_MEMORY;
	n = list_due(&nodes->pending, votes, anchor->header.number);
	if (n > 0)
		s = block_vote_ask(nodes, votes, n, anchor->nodes, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		judge_block(nodes, &votes[i]);
	pending_prune(&nodes->pending);
	free(votes);
	return s;
}

size_t head_proof_waiting(const struct nodes *nodes, uint64_t *block)
{
	struct pending_rest rest = pending_count(&nodes->pending);

	*block = rest.block;
	return rest.n;
}

void head_proof_save(const struct nodes *nodes, struct buf *out)
{
	pending_bytes_write(out, &nodes->pending);
}

enum status head_proof_recall(struct nodes *nodes, const void *data, size_t len)
{
	return pending_bytes_read(&nodes->pending, data, len);
}

void head_proof_renew(struct nodes *nodes)
{
	nodes->pending.since = nodes->pending.round + 1;
}
