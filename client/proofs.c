/*
 * A proof that folds to the root of an agreed header settles what is true. So here one node is
 * enough to show another one's lie, and no quorum is needed.
 */
#include "client/proofs.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "client/head_proof.h"
#include "client/nodes_private.h"
#include "client/question.h"
#include "client/vote.h"

/* A node whose proofs fit no agreed block so often in a row is not asked for more. */
#define MISSES_MOST 3

/* How a figure is known that folds to an agreed header: as well as that. */
static enum trust trust_at(const struct anchor *anchor)
{
	bool hashes = anchor->unhashed[0] == '\0';

	return anchor->trust == TRUST_AGREED && hashes ? TRUST_PROVEN : anchor->trust;
}

struct read_at proofs_at(const struct anchor *anchor)
{
	return (struct read_at){.number = anchor->header.number,
				.hash = anchor->header.hash,
				.time = (int64_t)anchor->header.timestamp};
}

void proofs_note(struct nodes *nodes, size_t i, const struct rpc_reply *reply, bool at_head)
{
	/* A node that answers null has lost something: that is no word about what it offers. */
	if (json_is_null(reply->result))
		return;
	switch (reply->meaning) {
	case ANSWER_VALUE:
		if (!at_head)
			ability_note_proofs(nodes, i, PROOFS_DEEP);
		break;
	case ANSWER_NO_PROOF:
	case ANSWER_NO_STATE:
	case ANSWER_NO_METHOD:
		ability_note_proofs(nodes, i, at_head ? PROOFS_NONE : PROOFS_HEAD);
		break;
	case ANSWER_NOTHING:
	case ANSWER_REVERT:
	case ANSWER_TOO_OFTEN:
	case ANSWER_TOO_MUCH:
	case ANSWER_TOO_WIDE:
	case ANSWER_NOT_YET:
	case ANSWER_WRONG:
	case ANSWER_FAILED: break; /* these say nothing about proofs */
	}
}

/* Folds every node's proof, and keeps in the nodes' health whose proof was right. */
static void fold(struct nodes *nodes, bool *folded, struct account *account,
		 struct proof_word *words, const struct question *q, const struct anchor *anchor,
		 const struct address *address, const struct hash *slots, size_t n)
{
	struct ballot ballots[LIMIT_NODES] = {0};
	struct err why[LIMIT_NODES] = {0};
	const char *said[LIMIT_NODES] = {0};
	char method[PROOF_PLACE_SIZE];
	struct vote_subject subject = {
		.method = method, .block = anchor->header.number, .said = said};
	struct verdict v;

	proof_place(method, "eth_getProof", address);
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *result = q->answers[i].reply.result;

		/* A node that gives no proof says nothing false. */
		if (!q->answers[i].answered)
			continue;
		proofs_note(nodes, i, &q->answers[i].reply, false);
		if (q->answers[i].reply.meaning != ANSWER_VALUE)
			continue;
		ballots[i].answered = true;
		ballots[i].broken =
			proof_read(folded, account, words, result, &anchor->header.state_root,
				   address, slots, n, &why[i]) != STATUS_OK;
		said[i] = ballots[i].broken ? why[i].text : "a proof that folds to the state root";
	}
	vote_count(nodes, &v, ballots, false);
	if (v.trust != TRUST_NONE && anchor->trust == TRUST_AGREED)
		v.trust = TRUST_AGREED;
	vote_record(nodes, &v, ballots, &subject);
}

/* The nodes that may give a proof at the anchor, or at their heads. */
static node_set provers(const struct nodes *nodes, const struct anchor *anchor, bool at_head)
{
	node_set able = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		enum ability_proofs reach = ability_proofs(nodes, i);

		if (at_head ? reach != PROOFS_NONE && nodes->misses[i] < MISSES_MOST &&
				      node_counts(&nodes->health[i])
			    : reach == PROOFS_UNKNOWN || reach == PROOFS_DEEP)
			able |= (node_set)1 << i;
	}
	return able & anchor->nodes;
}

static enum status prove_at_anchor(struct nodes *nodes, struct proven *out,
				   struct proof_word *words, const struct anchor *anchor,
				   node_set whom, const struct address *address,
				   const struct hash *slots, size_t n, struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	struct buf params;
	enum status s;

	buf_init(&params, MIB);
	proof_params(&params, address, slots, n, anchor->header.number);
	s = q != NULL ? buf_status(&params) : ERR_MEMORY;
	if (s == STATUS_OK) {
		q->method = "eth_getProof";
		q->params = buf_str(&params);
		s = question_ask(nodes, q, 1, whom, e);
		if (s == STATUS_OK)
			fold(nodes, &out->folded, &out->account, words, q, anchor, address, slots,
			     n);
		question_release(q);
	}
	out->trust = trust_at(anchor);
	out->at = proofs_at(anchor);
	free(q);
	buf_release(&params);
	return s;
}

/*
 * Finds an earlier proof at a head. One whose reader does not come back must not be much older than
 * the anchor.
 */
static bool take_confirmed(const struct nodes *nodes, struct proven *out, struct proof_word *words,
			   const struct anchor *anchor, const struct address *address,
			   const struct hash *slots, size_t n)
{
	const struct pending_proof *proof = pending_find(&nodes->pending, address, slots, n);

	if (proof == NULL ||
	    (!anchor->may_wait &&
	     proof->block + nodes_profile(nodes)->confirmations < anchor->header.number))
		return false;
	*out = (struct proven){
		.folded = true,
		.account = proof->account,
		.trust = proof->trust,
		.at = {.number = proof->block, .hash = proof->hash, .time = proof->time}};
	for (size_t i = 0; i < n; i++)
		words[i] = (struct proof_word){.value = proof->words[i].value, .folded = true};
	return true;
}

/* Takes an earlier proof at a head, and asks for one where the reader may come back for it. */
static enum status prove_by_head(struct nodes *nodes, struct proven *out, struct proof_word *words,
				 const struct anchor *anchor, const struct address *address,
				 const struct hash *slots, size_t n, struct err *e)
{
	node_set whom = provers(nodes, anchor, true);
	bool waits = pending_asked(&nodes->pending, address, slots, n);
	enum status s = STATUS_OK;

	if (anchor->may_wait && !waits && whom != 0)
		s = head_proof_ask(nodes, &waits, whom, address, slots, n, e);
	if (s != STATUS_OK || take_confirmed(nodes, out, words, anchor, address, slots, n))
		return s;
	if (anchor->may_wait && waits)
		return err_set(e, ERR_PENDING, "a proof waits until its block is agreed on");
	return STATUS_OK;
}

enum status proofs_account(struct nodes *nodes, struct proven *out, struct proof_word *words,
			   const struct anchor *anchor, const struct address *address,
			   const struct hash *slots, size_t n, struct err *e)
{
	node_set deep = provers(nodes, anchor, false);
	enum status s = STATUS_OK;

	*out = (struct proven){.folded = false};
	if (deep != 0)
		s = prove_at_anchor(nodes, out, words, anchor, deep, address, slots, n, e);
	/* A node that fails here may have failed for good; the others prove at their heads. */
	if (s == ERR_UNREACHABLE)
		s = STATUS_OK;
	if (s == STATUS_OK && !out->folded)
		s = prove_by_head(nodes, out, words, anchor, address, slots, n, e);
	return s;
}
