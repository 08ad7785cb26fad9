/*
 * The pending nonce is the k-th highest that the nodes name, because a single node can then neither
 * invent waiting transactions nor hide them.
 */
#include "client/next_nonce.h"

#include <stdio.h>

#include "base/hex.h"
#include "client/chainstate.h"
#include "client/question.h"

enum status next_nonce_read(struct nodes *nodes, struct nonce_reading *out,
			    const struct anchor *anchor, const struct address *address,
			    struct err *e)
{
	struct chain_head counts[LIMIT_NODES] = {0};
	struct question q = {.method = "eth_getTransactionCount"};
	char hex[ADDRESS_TEXT_SIZE];
	char params[96];
	struct account account;
	unsigned k = nodes_quorum(nodes);
	enum status s =
		chainstate_account(nodes, &account, &out->mined_trust, NULL, anchor, address, e);

	if (s != STATUS_OK)
		return s;
	out->mined = account.nonce;
	hex_format(hex, address->bytes, sizeof(address->bytes));
	snprintf(params, sizeof(params), "[\"%s\",\"pending\"]", hex);
	q.params = params;
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		counts[i].operator_id = nodes_operator(nodes, i);
		counts[i].counts = nodes_counts(nodes, i);
		counts[i].known =
			q.answers[i].answered &&
			rpc_quantity_u64(&counts[i].number, q.answers[i].reply.result) == STATUS_OK;
	}
	question_release(&q);
	if (s != STATUS_OK)
		return s;
	/* With fewer than k answers the highest one is better than none. */
	if (!agreement_kth(&out->pending, counts, nodes_count(nodes), k) &&
	    !agreement_kth(&out->pending, counts, nodes_count(nodes), 1))
		out->pending = out->mined;
	if (out->pending < out->mined)
		out->pending = out->mined;
	return STATUS_OK;
}
