/*
 * Evidence: headers, words and attestations, each taken from the first answer that folds.
 *
 * testimony_words() asks in portions, as chainstate.c does, and keeps the nodes of a portion only
 * when its whole answer folds to the anchor's state root. An attestation takes two portions: its
 * record first, because the record says how many words of data there are.
 */
#include "client/testimony.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "chain/attestation.h"
#include "chain/header_rlp.h"
#include "chain/keccak.h"
#include "client/block_vote.h"
#include "client/proofs.h"
#include "client/question.h"

/* Words of one request, as in chainstate.c. */
#define SLOTS_AT_ONCE 128

#define RECORD_WORDS 7

/* Attestations whose records are read together. */
#define RECORDS_AT_ONCE (SLOTS_AT_ONCE / RECORD_WORDS)

enum status testimony_header(struct nodes *nodes, struct buf *out, const struct anchor *anchor,
			     struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	char params[48];
	bool found = false;
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	snprintf(params, sizeof(params), "[\"0x%llx\",false]",
		 (unsigned long long)anchor->header.number);
	q->method = "eth_getBlockByNumber";
	q->params = params;
	s = question_ask(nodes, q, 1, anchor->nodes, e);
	for (size_t i = 0; s == STATUS_OK && !found && i < nodes_count(nodes); i++) {
		size_t before = out->len;
		struct hash hash;

		if (!q->answers[i].answered ||
		    header_rlp_write(out, q->answers[i].reply.result, NULL) != STATUS_OK)
			continue;
		keccak256(hash.bytes, out->data + before, out->len - before);
		found = hash_equal(&hash, &anchor->header.hash);
		if (!found)
			out->len = before;
	}
	question_release(q);
	free(q);
	if (s == STATUS_OK && !found && anchor->unhashed[0] != '\0')
		s = err_set(e, ERR_NOT_PROVEN,
			    "update byline: this network's block headers have %s, so that nothing "
			    "is proven by them",
			    anchor->unhashed);
	else if (s == STATUS_OK && !found)
		s = err_set(e, ERR_NOT_PROVEN, "no node gives the header of the agreed block");
	return s;
}

enum status testimony_head(struct nodes *nodes, struct anchor *anchor, struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	node_set whose = 0;
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	q->method = "eth_getBlockByNumber";
	q->params = "[\"latest\",false]";
	s = question_ask(nodes, q, 1, anchor->nodes, e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		struct header head;

		if (!q->answers[i].answered || !nodes_counts(nodes, i) ||
		    header_read(&head, q->answers[i].reply.result, NULL) != STATUS_OK ||
		    (whose != 0 && head.number <= anchor->header.number))
			continue;
		anchor->header = head;
		whose = (node_set)1 << i;
	}
	question_release(q);
	free(q);
	anchor->at_head = true;
	anchor->trust = TRUST_REPORTED;
	/* One node is enough, since a proof shows itself; more would only take longer. */
	anchor->nodes = whose != 0 ? whose : anchor->nodes;
	if (s == STATUS_OK && whose == 0)
		s = err_set(e, ERR_NOT_PROVEN, "no node gives a header of its newest block");
	return s;
}

enum status testimony_settle(struct nodes *nodes, struct anchor *anchor, const struct header *head,
			     struct err *e)
{
	struct block_vote *vote = calloc(1, sizeof(*vote));
	enum status s;

	if (vote == NULL)
		return ERR_MEMORY;
	vote->number = head->number;
	s = block_vote_ask(nodes, vote, 1, anchor->nodes, e);
	if (s == STATUS_OK && (vote->verdict.trust < TRUST_REPORTED ||
			       !hash_equal(&vote->headers[vote->verdict.winner].hash, &head->hash)))
		s = err_set(e, ERR_NOT_AGREED,
			    "the block that was proven is none that the nodes agree on");
	if (s == STATUS_OK) {
		anchor->header = *head;
		anchor->trust = vote->verdict.trust;
	}
	free(vote);
	return s;
}

/* Adds the nodes in a list of hex texts. */
static enum status add_path(struct trie_pool *pool, const struct json *path)
{
	enum status s = STATUS_OK;

	for (const struct json *v = json_first(path); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		const char *text = json_text(v);
		uint8_t node[LIMIT_TRIE_NODE];
		size_t len = 0;

		s = text == NULL ? ERR_PARSE
				 : hex_parse_var(node, &len, sizeof(node), text, strlen(text));
		if (s == STATUS_OK)
			s = trie_pool_add(pool, node, len);
	}
	return s;
}

/* Adds all nodes of one result of eth_getProof. */
static enum status add_result(struct trie_pool *pool, const struct json *result)
{
	const struct json *list = json_get(result, "storageProof");
	enum status s = add_path(pool, json_get(result, "accountProof"));

	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK; v = json_next(v))
		s = add_path(pool, json_get(v, "proof"));
	return s;
}

/* Takes the nodes and words of the first answer that folds. */
static enum status take_answer(struct nodes *nodes, struct trie_pool *pool, struct u256 *words,
			       const struct question *q, const struct anchor *anchor,
			       const struct address *address, const struct hash *slots, size_t n,
			       struct err *e)
{
	struct proof_word proven[SLOTS_AT_ONCE];

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *result = q->answers[i].reply.result;
		struct account account;
		bool folded = false;
		enum status s;

		memset(proven, 0, sizeof(proven));
		if (!q->answers[i].answered || q->answers[i].reply.meaning != ANSWER_VALUE ||
		    proof_read(&folded, &account, proven, result, &anchor->header.state_root,
			       address, slots, n, NULL) != STATUS_OK)
			continue;
		s = add_result(pool, result);
		for (size_t w = 0; w < n; w++)
			words[w] = proven[w].value;
		return s == STATUS_OK ? s : err_set(e, s, "a proof: %s", status_phrase(s));
	}
	return err_set(e, ERR_NOT_PROVEN, "no node gives a proof that folds to the agreed block");
}

/* Asks for at most SLOTS_AT_ONCE words. */
static enum status read_portion(struct nodes *nodes, struct trie_pool *pool, struct u256 *words,
				const struct anchor *anchor, const struct address *address,
				const struct hash *slots, size_t n, struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	struct buf params;
	enum status s;

	buf_init(&params, MIB);
	proof_params(&params, address, slots, n,
		     anchor->at_head ? PROOF_AT_HEAD : anchor->header.number);
	s = q != NULL ? buf_status(&params) : ERR_MEMORY;
	if (s == STATUS_OK) {
		q->method = "eth_getProof";
		q->params = buf_str(&params);
		s = question_ask(nodes, q, 1, anchor->nodes, e);
		if (s == STATUS_OK)
			s = take_answer(nodes, pool, words, q, anchor, address, slots, n, e);
		question_release(q);
	}
	free(q);
	buf_release(&params);
	return s;
}

enum status testimony_words(struct nodes *nodes, struct trie_pool *pool, struct u256 *words,
			    const struct anchor *anchor, const struct address *address,
			    const struct hash *slots, size_t n, struct err *e)
{
	enum status s =
		n == 0 ? read_portion(nodes, pool, NULL, anchor, address, NULL, 0, e) : STATUS_OK;

	for (size_t at = 0; at < n && s == STATUS_OK; at += SLOTS_AT_ONCE) {
		size_t some = n - at < SLOTS_AT_ONCE ? n - at : SLOTS_AT_ONCE;

		s = read_portion(nodes, pool, words + at, anchor, address, slots + at, some, e);
	}
	return s;
}

/* Reads the words of data that one record announces. */
static enum status read_data(struct nodes *nodes, struct trie_pool *pool,
			     const struct anchor *anchor, const struct hash *slot6,
			     const struct u256 *word6, struct err *e)
{
	const struct profile_eas *eas = &nodes_profile(nodes)->eas;
	struct hash *slots;
	struct u256 *words;
	size_t n;
	enum status s;

	/* A record that announces nonsense is evidence of just that. */
	if (attestation_data_words(&n, word6) != STATUS_OK || n == 0)
		return STATUS_OK;
	slots = calloc(n, sizeof(slots[0]));
	words = calloc(n, sizeof(words[0]));
	s = slots != NULL && words != NULL ? STATUS_OK : ERR_MEMORY;
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		attestation_data_slot(&slots[i], slot6, i);
	if (s == STATUS_OK)
		s = testimony_words(nodes, pool, words, anchor, &eas->contract.address, slots, n,
				    e);
	free(slots);
	free(words);
	return s;
}

enum status testimony_attestations(struct nodes *nodes, struct trie_pool *pool,
				   const struct anchor *anchor, const struct hash *uids, size_t n,
				   struct err *e)
{
	const struct profile *p = nodes_profile(nodes);
	struct hash slots[RECORDS_AT_ONCE * RECORD_WORDS];
	struct u256 words[RECORDS_AT_ONCE * RECORD_WORDS];
	enum status s = STATUS_OK;

	if (!p->has_eas || !p->eas.has_slots)
		return err_set(e, ERR_UNSUPPORTED,
			       "the profile of network %s does not pin where attestations are "
			       "stored, so they cannot be proven to others",
			       p->name);
	for (size_t at = 0; at < n && s == STATUS_OK; at += RECORDS_AT_ONCE) {
		size_t some = n - at < RECORDS_AT_ONCE ? n - at : RECORDS_AT_ONCE;

		for (size_t i = 0; i < some; i++)
			attestation_slots(&slots[i * RECORD_WORDS], &uids[at + i], &p->eas.db_slot);
		s = testimony_words(nodes, pool, words, anchor, &p->eas.contract.address, slots,
				    some * RECORD_WORDS, e);
		for (size_t i = 0; i < some && s == STATUS_OK; i++)
			s = read_data(nodes, pool, anchor, &slots[i * RECORD_WORDS + 6],
				      &words[i * RECORD_WORDS + 6], e);
	}
	return s;
}
