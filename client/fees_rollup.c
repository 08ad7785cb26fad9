/*
 * The contract itself says whether the chain is such a rollup, and of which fork: a call to an
 * address without code returns nothing, and a function that a fork has not brought yet reverts.
 */
#include "client/fees_rollup.h"

#include "client/call.h"

/* Asks for one fee. Out: `known`, false where there is no contract. ERR_REVERTED: no such call. */
static enum status ask_fee(struct nodes *nodes, struct wei *fee, bool *known, enum trust *trust,
			   const struct anchor *anchor, const struct buf *calldata, struct err *e)
{
	enum trust told;
	struct buf word;
	enum status s = buf_status(calldata);

	if (s != STATUS_OK)
		return err_set(e, s, "the question for the network's own fee cannot be written");
	buf_init(&word, LIMIT_CALLDATA);
	s = call_read(nodes, &word, &told, anchor, &rollup_oracle, calldata->data, calldata->len,
		      e);
	*known = s != STATUS_OK || word.len > 0;
	if (s == STATUS_OK && *known) {
		*trust = trust_min(*trust, told);
		if (rollup_read_fee(fee, word.data, word.len) != STATUS_OK)
			s = err_set(e, ERR_ANSWER,
				    "the network's contract for its own fees answers what is no "
				    "fee");
	}
	buf_release(&word);
	return s;
}

/* The bound knows the length alone; before Fjord the contract wants the bytes. */
static enum status ask_l1(struct nodes *nodes, struct rollup_fee *out, const struct anchor *anchor,
			  const struct buf *unsigned_tx, struct err *e)
{
	struct buf calldata;
	enum status s;

	buf_init(&calldata, 2 * LIMIT_CALLDATA);
	s = rollup_bound_calldata(&calldata, unsigned_tx->len);
	if (s == STATUS_OK)
		s = ask_fee(nodes, &out->l1, &out->charged, &out->trust, anchor, &calldata, e);
	if (s == ERR_REVERTED) {
		buf_clear(&calldata);
		s = rollup_bytes_calldata(&calldata, unsigned_tx->data, unsigned_tx->len);
		if (s == STATUS_OK)
			s = ask_fee(nodes, &out->l1, &out->charged, &out->trust, anchor, &calldata,
				    e);
	}
	buf_release(&calldata);
	return s;
}

static enum status ask_operator(struct nodes *nodes, struct rollup_fee *out,
				const struct anchor *anchor, const struct u256 *gas_limit,
				struct err *e)
{
	struct buf calldata;
	bool known;
	enum status s;

	buf_init(&calldata, KIB);
	s = rollup_operator_calldata(&calldata, gas_limit);
	if (s == STATUS_OK)
		s = ask_fee(nodes, &out->operator, & known, &out->trust, anchor, &calldata, e);
	buf_release(&calldata);
	/* Before Isthmus there is no such fee. */
	return s == ERR_REVERTED ? STATUS_OK : s;
}

enum status fees_rollup_read(struct nodes *nodes, struct rollup_fee *out,
			     const struct anchor *anchor, const struct tx *tx, struct err *e)
{
	struct buf unsigned_tx;
	enum status s;

	*out = (struct rollup_fee){.trust = TRUST_PROVEN};
	buf_init(&unsigned_tx, LIMIT_CALLDATA + 4 * KIB);
	s = tx_write_unsigned(&unsigned_tx, tx);
	if (s != STATUS_OK)
		s = err_set(e, s, "the transaction cannot be encoded: %s", status_phrase(s));
	else
		s = ask_l1(nodes, out, anchor, &unsigned_tx, e);
	buf_release(&unsigned_tx);
	if (s == STATUS_OK && out->charged)
		s = ask_operator(nodes, out, anchor, &tx->gas_limit, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "the network's fee beside gas");
	if (!out->charged)
		*out = (struct rollup_fee){.charged = false};
	return s;
}
