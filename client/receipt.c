/*
 * A receipt is asked for together with the transaction itself, in one round: without a receipt the
 * second answer tells a transaction that waits from one that is unknown.
 */
#include "client/receipt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "chain/keccak.h"
#include "client/tally.h"

/* Events of one own transaction. An attestation or a claim makes at most three. */
#define RECEIPT_LOGS 1000

void receipt_release(struct receipt *r)
{
	if (r == NULL)
		return;
	contract_event_list_release(&r->logs);
	*r = (struct receipt){0};
}

static enum status read_logs(struct contract_event_list *out, const struct json *logs)
{
	size_t n = json_count(logs);

	if (!json_is_array(logs) || n > RECEIPT_LOGS)
		return ERR_PARSE;
	out->events = calloc(n + 1, sizeof(out->events[0]));
	if (out->events == NULL)
		return ERR_MEMORY;
	for (const struct json *v = json_first(logs); v != NULL; v = json_next(v)) {
		enum status s = contract_event_read(&out->events[out->n], v);

		if (s != STATUS_OK)
			return s;
		out->n++;
	}
	return STATUS_OK;
}

/* Reads a receipt of transaction `tx`. Its events must name the same transaction and block. */
static enum status read_one(struct receipt *out, const struct json *v, const struct hash *tx)
{
	uint64_t status;
	enum status s = rpc_is_hash(json_get(v, "transactionHash"), tx) ? STATUS_OK : ERR_PARSE;

	*out = (struct receipt){.fate = TX_MINED};
	if (s == STATUS_OK)
		s = rpc_quantity_u64(&status, json_get(v, "status"));
	if (s == STATUS_OK && status > 1)
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = rpc_quantity_u64(&out->block, json_get(v, "blockNumber"));
	if (s == STATUS_OK)
		s = rpc_hash(&out->block_hash, json_get(v, "blockHash"));
	if (s == STATUS_OK)
		s = rpc_quantity_u64(&out->gas_used, json_get(v, "gasUsed"));
	/* Some rollups write null for a fee that a transaction does not have. */
	if (s == STATUS_OK && json_get(v, "effectiveGasPrice") != NULL &&
	    !json_is_null(json_get(v, "effectiveGasPrice")))
		s = rpc_quantity(&out->gas_price.raw, json_get(v, "effectiveGasPrice"));
	if (s == STATUS_OK)
		s = read_logs(&out->logs, json_get(v, "logs"));
	for (size_t i = 0; s == STATUS_OK && i < out->logs.n; i++) {
		const struct contract_event *ev = &out->logs.events[i];

		if (!hash_equal(&ev->tx, tx) || !hash_equal(&ev->block_hash, &out->block_hash))
			s = ERR_PARSE;
	}
	if (s == STATUS_OK)
		out->success = status == 1;
	else
		receipt_release(out);
	return s;
}

/*
 * A form for receipts of transaction `arg`: a hash over every field that byline uses. A node
 * without a receipt has no vote, because it may only be late.
 */
static enum status receipt_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	struct receipt r;
	uint8_t bytes[49];
	struct keccak k;
	enum status s;

	if (reply->meaning != ANSWER_VALUE)
		return ERR_REMOTE;
	s = read_one(&r, reply->result, arg);
	if (s != STATUS_OK)
		return s;
	bytes[0] = r.success;
	be64_store(bytes + 1, r.block);
	be64_store(bytes + 9, r.gas_used);
	u256_to_be(bytes + 17, &r.gas_price.raw);
	keccak_init(&k);
	keccak_update(&k, bytes, sizeof(bytes));
	keccak_update(&k, r.block_hash.bytes, sizeof(r.block_hash.bytes));
	for (size_t i = 0; i < r.logs.n; i++) {
		struct hash id;

		contract_event_id(&id, &r.logs.events[i]);
		keccak_update(&k, id.bytes, sizeof(id.bytes));
	}
	keccak_final(&k, out->bytes);
	receipt_release(&r);
	return STATUS_OK;
}

/* Counts the operators whose nodes know the transaction. */
static unsigned operators_that_know(const struct nodes *nodes, const struct question *q)
{
	struct ballot ballots[LIMIT_NODES] = {0};
	struct verdict v;

	for (size_t i = 0; i < nodes_count(nodes); i++)
		ballots[i].answered =
			q->answers[i].answered && json_is_object(q->answers[i].reply.result);
	vote_count(nodes, &v, ballots, false);
	return v.trust == TRUST_NONE ? 0 : v.support > 0 ? v.support : 1;
}

enum status receipt_read(struct nodes *nodes, struct receipt *out, const struct hash *tx,
			 struct err *e)
{
	struct question *q = calloc(2, sizeof(*q));
	char params[HASH_TEXT_SIZE + 8];
	char hex[HASH_TEXT_SIZE];
	unsigned known = 0;
	struct tally t;
	enum status s = q != NULL ? STATUS_OK : ERR_MEMORY;

	*out = (struct receipt){0};
	hash_format(hex, tx);
	snprintf(params, sizeof(params), "[\"%s\"]", hex);
	if (s == STATUS_OK) {
		q[0].method = "eth_getTransactionReceipt";
		q[1].method = "eth_getTransactionByHash";
		q[0].params = q[1].params = params;
		s = question_ask(nodes, q, 2, nodes_all(nodes), e);
	}
	if (s == STATUS_OK &&
	    tally_count(nodes, &t, &q[0], receipt_form, tx, NULL, 0, NULL) == STATUS_OK) {
		s = read_one(out, tally_result(&t, &q[0]), tx);
		out->trust = t.verdict.trust;
	} else if (s == STATUS_OK) {
		unsigned k = nodes_quorum(nodes);

		known = operators_that_know(nodes, &q[1]);
		out->fate = known > 0 ? TX_PENDING : TX_ABSENT;
		out->trust = k > 0 && known >= k ? TRUST_AGREED : TRUST_REPORTED;
	}
	for (size_t i = 0; q != NULL && i < 2; i++)
		question_release(&q[i]);
	free(q);
	return s;
}
