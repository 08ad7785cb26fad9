/*
 * The base fee rises by an eighth with a full block (EIP-1559), so twice as much is enough for five
 * full blocks in a row, and a transaction does not become too cheap while it waits.
 */
#include "client/fees.h"

#include "client/tally.h"

enum status fees_read(struct nodes *nodes, struct fee_reading *out, const struct anchor *anchor,
		      struct err *e)
{
	struct question q = {.params = "[]"};
	struct u256 two = u256_from_u64(2);
	enum status s;

	*out = (struct fee_reading){.dynamic = anchor->header.has_base_fee,
				    .base_fee = anchor->header.base_fee};
	q.method = out->dynamic ? "eth_maxPriorityFeePerGas" : "eth_gasPrice";
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK && !out->dynamic && !tally_median(&out->max_fee.raw, nodes, &q))
		s = tally_refusal(nodes, &q, e);
	if (s == STATUS_OK && out->dynamic) {
		/* When no node answers, nothing is offered on top: it waits longer then. */
		if (!tally_median(&out->priority.raw, nodes, &q))
			out->priority.raw = u256_from_u64(0);
		s = u256_mul(&out->max_fee.raw, &out->base_fee.raw, &two);
		if (s == STATUS_OK)
			s = u256_add(&out->max_fee.raw, &out->max_fee.raw, &out->priority.raw);
		if (s != STATUS_OK)
			s = err_set(e, ERR_ANSWER, "the nodes ask for a fee that no chain has");
	}
	question_release(&q);
	return s;
}
