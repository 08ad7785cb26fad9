/*
 * Two kinds of calls. call_read() asks at the anchor, where honest nodes give the same answer, so a
 * difference is a contradiction. call_estimate_gas() and call_simulate() ask about the newest
 * block, which differs from node to node, so nobody's standing changes.
 */
#include "client/call.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "client/estimates.h"
#include "client/tally.h"

/* Appends {"from":…,"to":…,"value":…,"data":…}. NULL leaves `from` or `to` out. */
static void write_call(struct buf *out, const struct address *from, const struct address *to,
		       const struct u256 *value, const void *data, size_t len)
{
	uint8_t be[32];
	size_t skip = 0;
	char hex[2 * sizeof(be) + 3];

	buf_add_str(out, "{");
	if (from != NULL) {
		buf_add_str(out, "\"from\":\"0x");
		buf_add_hex(out, from->bytes, sizeof(from->bytes));
		buf_add_str(out, "\",");
	}
	if (to != NULL) {
		buf_add_str(out, "\"to\":\"0x");
		buf_add_hex(out, to->bytes, sizeof(to->bytes));
		buf_add_str(out, "\",");
	}
	u256_to_be(be, value);
	hex_format(hex, be, sizeof(be));
	while (skip < 2 * sizeof(be) - 1 && hex[2 + skip] == '0')
		skip++;
	buf_addf(out, "\"value\":\"0x%s\",\"data\":\"0x", hex + 2 + skip);
	buf_add_hex(out, data, len);
	buf_add_str(out, "\"}");
}

/* A form for returned bytes, in which all reverts are one value (tally_form). */
static enum status call_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	if (reply->meaning == ANSWER_REVERT) {
		memset(out->bytes, 0, sizeof(out->bytes));
		return STATUS_OK;
	}
	return tally_bytes(out, reply, arg);
}

/* A form in which every success is one value and every revert another. */
static enum status success_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	enum status s = call_form(out, reply, arg);

	if (s == STATUS_OK && reply->result != NULL)
		memset(out->bytes, 1, sizeof(out->bytes));
	return s;
}

/* ERR_REVERTED with the winner's reason when the winner says that the call reverts. */
static enum status winner_reverts(const struct tally *t, const struct question *q, struct err *e)
{
	const struct rpc_reply *reply = &q->answers[t->verdict.winner].reply;

	if (reply->result != NULL)
		return STATUS_OK;
	return err_set(e, ERR_REVERTED, "the contract refuses: %s", reply->message);
}

enum status call_read(struct nodes *nodes, struct buf *out, enum trust *trust,
		      const struct anchor *anchor, const struct address *to, const void *calldata,
		      size_t len, struct err *e)
{
	struct question q = {.method = "eth_call"};
	char text[ADDRESS_TEXT_SIZE];
	char method[ADDRESS_TEXT_SIZE + 16];
	struct u256 none = {0};
	struct buf params;
	struct tally t;
	enum status s;

	address_format_short(text, to, false);
	snprintf(method, sizeof(method), "eth_call %s", text);
	buf_init(&params, 2 * LIMIT_CALLDATA + KIB);
	buf_add_str(&params, "[");
	write_call(&params, NULL, to, &none, calldata, len);
	buf_addf(&params, ",\"0x%llx\"]", (unsigned long long)anchor->header.number);
	q.params = buf_str(&params);
	s = buf_status(&params);
	if (s == STATUS_OK)
		s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK)
		s = tally_count(nodes, &t, &q, call_form, NULL, method, anchor->header.number, e);
	if (s == STATUS_OK) {
		*trust = tally_trust(&t, anchor);
		s = winner_reverts(&t, &q, e);
	}
	if (s == STATUS_OK)
		s = rpc_data(out, tally_result(&t, &q));
	question_release(&q);
	buf_release(&params);
	return s;
}

/* Asks about `tx` sent by `from`. `block` ends the parameters: "]" or ",\"latest\"]". */
static enum status ask_about(struct nodes *nodes, struct question *q, const struct tx *tx,
			     const struct address *from, const char *block, struct err *e)
{
	struct buf params;
	enum status s;

	buf_init(&params, 2 * LIMIT_CALLDATA + KIB);
	buf_add_str(&params, "[");
	write_call(&params, from, tx->creates ? NULL : &tx->to, &tx->value.raw, tx->data.data,
		   tx->data.len);
	buf_add_str(&params, block);
	q->params = buf_str(&params);
	s = buf_status(&params);
	if (s == STATUS_OK)
		s = question_ask(nodes, q, 1, nodes_all(nodes), e);
	q->params = NULL;
	buf_release(&params);
	return s;
}

/* The first revert among the answers, as an error; without a revert the first refusal. */
static enum status first_revert(const struct nodes *nodes, const struct question *q, struct err *e)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (q->answers[i].answered && q->answers[i].reply.meaning == ANSWER_REVERT)
			return err_set(e, ERR_REVERTED, "the contract refuses: %s",
				       q->answers[i].reply.message);
	}
	return tally_refusal(nodes, q, e);
}

/* Collects what trusted nodes estimate, and counts those that report a revert. */
static size_t take_estimates(struct estimate out[static LIMIT_NODES], size_t *reverts,
			     const struct nodes *nodes, const struct question *q)
{
	size_t n = 0;

	*reverts = 0;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct rpc_reply *reply = &q->answers[i].reply;

		if (!q->answers[i].answered || !nodes_counts(nodes, i))
			continue;
		*reverts += reply->meaning == ANSWER_REVERT;
		out[n].node = nodes_profile(nodes)->nodes[i].name;
		if (reply->meaning == ANSWER_VALUE &&
		    rpc_quantity(&out[n].gas, reply->result) == STATUS_OK)
			n++;
	}
	return n;
}

enum status call_estimate_gas(struct nodes *nodes, uint64_t *gas, const struct anchor *anchor,
			      const struct tx *tx, const struct address *from, struct err *e)
{
	const struct estimate_range range = estimates_range(&anchor->header);
	struct estimate list[LIMIT_NODES];
	struct question q = {.method = "eth_estimateGas"};
	size_t n, reverts;
	enum status s = ask_about(nodes, &q, tx, from, "]", e);

	if (s == STATUS_OK) {
		n = take_estimates(list, &reverts, nodes, &q);
		s = n == 0 || reverts > n ? first_revert(nodes, &q, e)
					  : estimates_choose(gas, list, n, &range, e);
	}
	question_release(&q);
	return s;
}

enum status call_simulate(struct nodes *nodes, enum trust *trust, const struct tx *tx,
			  const struct address *from, struct err *e)
{
	struct question q = {.method = "eth_call"};
	struct tally t;
	enum status s = ask_about(nodes, &q, tx, from, ",\"latest\"]", e);

	/* Nodes are at different blocks, so one that differs does not lie. */
	if (s == STATUS_OK)
		s = tally_count(nodes, &t, &q, success_form, NULL, NULL, 0, e);
	if (s == STATUS_OK) {
		*trust = t.verdict.trust;
		s = winner_reverts(&t, &q, e);
	}
	question_release(&q);
	return s;
}
