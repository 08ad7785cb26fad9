/*
 * Proving a block's events. In reading order: a vote on the block (its header and transactions), a
 * node's receipts in either of two ways (ask_receipts()), folding them (fold()), their events, and
 * block_receipts_read(), which asks one node after the other until one gives receipts that fold.
 *
 * Invariant: an event comes only from receipts that gave the header's root. What no root covers is
 * not taken from them: block and number in it are counted here, the transaction is the voted one.
 */
#include "client/block_receipts.h"

#include <stdio.h>
#include <stdlib.h>

#include "chain/keccak.h"
#include "chain/receipts.h"
#include "client/logs.h"
#include "client/tally.h"

/* The largest blocks of busy chains have a few thousand transactions. */
#define TRANSACTIONS_MOST 10000

/* Where a node does not give all receipts at once, so many are asked for, this many at a time. */
#define SINGLES_MOST	512
#define SINGLES_AT_ONCE 32

void block_receipts_release(struct block_receipts *b)
{
	if (b == NULL)
		return;
	contract_event_list_release(&b->events);
	*b = (struct block_receipts){0};
}

/* The hash of a transaction, which a list has as text. */
static enum status read_transactions(struct hash **out, size_t *n, const struct json *block)
{
	const struct json *list = json_get(block, "transactions");
	enum status s = STATUS_OK;

	*n = 0;
	*out = NULL;
	if (!json_is_array(list))
		return ERR_PARSE;
	if (json_count(list) > TRANSACTIONS_MOST)
		return ERR_LIMIT;
	*out = calloc(json_count(list) + 1, sizeof(**out));
	if (*out == NULL)
		return ERR_MEMORY;
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK; v = json_next(v))
		s = rpc_hash(&(*out)[(*n)++], v);
	return s;
}

/* The block that is asked for. */
struct wanted_block {
	uint64_t number;
	bool unhashed; /* the anchor does not hash, so that this one need not either */
};

/* Reads a header; one that does not hash only where the anchor does not. Out: whether it hashes. */
static enum status read_wanted(struct header *out, bool *hashes, const struct wanted_block *w,
			       const struct json *block, struct err *e)
{
	char flaw[HEADER_FLAW_SIZE];
	enum status s = header_read(out, block, e);

	*hashes = s == STATUS_OK;
	if (s != STATUS_OK && w->unhashed)
		s = header_read_unhashed(out, flaw, block, e);
	return s;
}

/* A form for the block `arg`: its hash and its receipts' root with its transactions' hashes. */
static enum status block_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	const struct wanted_block *w = arg;
	struct hash *transactions;
	struct header header;
	struct keccak k;
	bool hashes;
	size_t n;
	enum status s;

	if (reply->result == NULL || json_is_null(reply->result))
		return ERR_REMOTE;
	s = read_wanted(&header, &hashes, w, reply->result, NULL);
	if (s == STATUS_OK && header.number != w->number)
		s = ERR_MISMATCH;
	if (s != STATUS_OK)
		return s;
	s = read_transactions(&transactions, &n, reply->result);
	if (s == STATUS_OK) {
		keccak_init(&k);
		keccak_update(&k, header.hash.bytes, sizeof(header.hash.bytes));
		keccak_update(&k, header.receipts_root.bytes, sizeof(header.receipts_root.bytes));
		keccak_update(&k, &header.timestamp, sizeof(header.timestamp));
		for (size_t i = 0; i < n; i++)
			keccak_update(&k, transactions[i].bytes, sizeof(transactions[i].bytes));
		keccak_final(&k, out->bytes);
	}
	free(transactions);
	return s;
}

/* A block as the nodes name it. */
struct named_block {
	struct header header;
	bool hashes;
	enum trust trust;
	node_set nodes; /* those that gave it */
	struct hash *transactions;
	size_t n;
};

static enum status name_block(struct nodes *nodes, struct named_block *out,
			      const struct anchor *anchor, uint64_t number, struct err *e)
{
	const struct wanted_block w = {number, anchor->unhashed[0] != '\0'};
	struct question q = {.method = "eth_getBlockByNumber"};
	char params[40];
	struct tally t;
	enum status s;

	snprintf(params, sizeof(params), "[\"0x%llx\",false]", (unsigned long long)number);
	q.params = params;
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK)
		s = tally_count(nodes, &t, &q, block_form, &w, q.method, number, e);
	if (s == STATUS_OK)
		s = read_wanted(&out->header, &out->hashes, &w, tally_result(&t, &q), e);
	if (s == STATUS_OK)
		s = read_transactions(&out->transactions, &out->n, tally_result(&t, &q));
	if (s == STATUS_OK) {
		out->trust = tally_trust(&t, anchor);
		out->nodes = t.verdict.agree;
	}
	question_release(&q);
	return s;
}

/* The receipts of a block as one node gives them, with the replies that hold them. */
struct given_receipts {
	struct question *questions;
	size_t n_questions;
	const struct json **receipts;
	size_t n;
};

static void given_receipts_release(struct given_receipts *g)
{
	for (size_t i = 0; i < g->n_questions; i++)
		question_release(&g->questions[i]);
	free(g->questions);
	free(g->receipts);
	*g = (struct given_receipts){0};
}

static enum status make_room(struct given_receipts *g, size_t questions, size_t receipts)
{
	g->questions = calloc(questions, sizeof(*g->questions));
	g->receipts = calloc(receipts + 1, sizeof(struct json *));
	if (g->questions == NULL || g->receipts == NULL)
		return ERR_MEMORY;
	g->n_questions = questions;
	return STATUS_OK;
}

/* ERR_REMOTE when the node does not offer eth_getBlockReceipts. */
static enum status ask_all(struct nodes *nodes, struct given_receipts *g,
			   const struct named_block *b, size_t node, struct err *e)
{
	const struct json *list;
	char params[24];
	enum status s =
		ability_offers(nodes, node, ABILITY_RECEIPTS) ? make_room(g, 1, b->n) : ERR_REMOTE;

	if (s != STATUS_OK)
		return s;
	snprintf(params, sizeof(params), "[\"0x%llx\"]", (unsigned long long)b->header.number);
	g->questions[0].method = "eth_getBlockReceipts";
	g->questions[0].params = params;
	g->questions[0].ceiling = LIMIT_RPC_LOGS;
	s = question_ask(nodes, g->questions, 1, (node_set)1 << node, e);
	list = g->questions[0].answers[node].reply.result;
	if (s == STATUS_OK && g->questions[0].answers[node].answered &&
	    g->questions[0].answers[node].reply.meaning == ANSWER_NO_METHOD)
		ability_note_off(nodes, node, ABILITY_RECEIPTS);
	if (s == STATUS_OK && (!json_is_array(list) || json_count(list) != b->n))
		s = ERR_REMOTE;
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK; v = json_next(v))
		g->receipts[g->n++] = v;
	return s;
}

static enum status ask_singles(struct nodes *nodes, struct given_receipts *g,
			       const struct named_block *b, size_t node, struct err *e)
{
	char(*params)[HASH_TEXT_SIZE + 8] = calloc(b->n + 1, sizeof(*params));
	enum status s = b->n > SINGLES_MOST ? ERR_LIMIT : make_room(g, b->n + 1, b->n);

	for (size_t i = 0; i < b->n && s == STATUS_OK && params != NULL; i++) {
		char hex[HASH_TEXT_SIZE];

		hash_format(hex, &b->transactions[i]);
		snprintf(params[i], sizeof(params[i]), "[\"%s\"]", hex);
		g->questions[i].method = "eth_getTransactionReceipt";
		g->questions[i].params = params[i];
	}
	if (s == STATUS_OK && params == NULL)
		s = ERR_MEMORY;
	for (size_t at = 0; at < b->n && s == STATUS_OK; at += SINGLES_AT_ONCE)
		s = question_ask(nodes, g->questions + at,
				 b->n - at < SINGLES_AT_ONCE ? b->n - at : SINGLES_AT_ONCE,
				 (node_set)1 << node, e);
	for (size_t i = 0; i < b->n && s == STATUS_OK; i++)
		g->receipts[g->n++] = g->questions[i].answers[node].reply.result;
	free(params);
	return s;
}

static enum status ask_receipts(struct nodes *nodes, struct given_receipts *g,
				const struct named_block *b, size_t node, struct err *e)
{
	enum status s = ask_all(nodes, g, b, node, e);

	if (s != ERR_REMOTE)
		return s;
	given_receipts_release(g);
	return ask_singles(nodes, g, b, node, e);
}

/* Whether the receipts give the header's root. */
static bool fold(const struct given_receipts *g, const struct hash *receipts_root_of_header)
{
	struct receipts r;
	struct hash root;
	enum status s = STATUS_OK;

	receipts_init(&r);
	for (size_t i = 0; i < g->n && s == STATUS_OK; i++)
		s = receipts_add(&r, g->receipts[i], NULL);
	if (s == STATUS_OK)
		s = receipts_root(&root, &r);
	receipts_release(&r);
	return s == STATUS_OK && hash_equal(&root, receipts_root_of_header);
}

/* Takes the events out of receipts that fold. */
static enum status take_events(struct contract_event_list *out, const struct given_receipts *g,
			       const struct named_block *b, enum trust trust)
{
	size_t n = 0;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < g->n; i++)
		n += json_count(json_get(g->receipts[i], "logs"));
	if (n > LOGS_MOST)
		return ERR_LIMIT;
	out->events = calloc(n + 1, sizeof(*out->events));
	if (out->events == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < g->n && s == STATUS_OK; i++) {
		const struct json *v = json_first(json_get(g->receipts[i], "logs"));

		for (; v != NULL && s == STATUS_OK; v = json_next(v)) {
			struct contract_event *event = &out->events[out->n];

			s = contract_event_read(event, v);
			event->block = b->header.number;
			event->block_hash = b->header.hash;
			event->tx = b->transactions[i];
			event->index = out->n;
			event->trust = trust;
			out->n += s == STATUS_OK;
		}
	}
	out->agreed = trust == TRUST_PROVEN;
	return s;
}

/* Asks the nodes that named the block, one after the other, because the replies are large. */
static enum status prove(struct nodes *nodes, struct block_receipts *out,
			 const struct named_block *b, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < nodes_count(nodes) && s == STATUS_OK; i++) {
		struct given_receipts g = {0};

		if (!(b->nodes >> i & 1))
			continue;
		s = ask_receipts(nodes, &g, b, i, e);
		if (s == STATUS_OK && fold(&g, &b->header.receipts_root)) {
			out->folded = true;
			out->trust =
				b->trust == TRUST_AGREED && b->hashes ? TRUST_PROVEN : b->trust;
			s = take_events(&out->events, &g, b, out->trust);
			given_receipts_release(&g);
			return s;
		}
		given_receipts_release(&g);
		/* Another node may give what this one does not. */
		if (s == ERR_UNREACHABLE || s == ERR_LIMIT)
			s = STATUS_OK;
	}
	return s;
}

enum status block_receipts_read(struct nodes *nodes, struct block_receipts *out,
				const struct anchor *anchor, uint64_t number, struct err *e)
{
	struct named_block b = {0};
	enum status s = name_block(nodes, &b, anchor, number, e);

	*out = (struct block_receipts){0};
	if (s == STATUS_OK) {
		out->header = b.header;
		out->trust = b.trust;
		s = prove(nodes, out, &b, e);
	}
	if (s != STATUS_OK) {
		block_receipts_release(out);
		if (e != NULL && e->code == STATUS_OK)
			(void)err_set(e, s, "%s", status_phrase(s));
	}
	free(b.transactions);
	return s;
}
