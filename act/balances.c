#include "act/balances.h"

#include "app/pinned.h"
#include "base/buf.h"
#include "chain/erc20.h"
#include "client/call.h"

/*
 * Asks balanceOf() of one owner, where the profile does not say where balances are stored. Nodes
 * can agree on the answer, but no proof of it exists.
 */
static enum status call_balance(struct session *session, struct slot_value *out,
				const struct profile_token *token, const struct address *owner,
				struct err *e)
{
	struct buf calldata, reply;
	enum status s;

	buf_init(&calldata, LIMIT_CALLDATA);
	buf_init(&reply, KIB);
	s = erc20_balance_calldata(&calldata, owner);
	if (s == STATUS_OK)
		s = call_read(session->nodes, &reply, &out->trust, &session->anchor,
			      &token->contract.address, calldata.data, calldata.len, e);
	if (s == STATUS_OK && reply.len != 32)
		s = err_set(e, ERR_MISMATCH,
			    "the contract of %s does not answer balanceOf() as a token does",
			    token->symbol);
	if (s == STATUS_OK)
		out->value = u256_from_be(reply.data);
	buf_release(&calldata);
	buf_release(&reply);
	return s;
}

enum status read_balances(struct session *session, struct slot_value *out,
			  const struct profile_token *token, const struct address *owners, size_t n,
			  struct err *e)
{
	struct hash slots[BALANCES_AT_ONCE] = {0};
	enum status s = STATUS_OK;

	if (!token->has_balance_slot) {
		enum trust code = TRUST_NONE;

		s = check_contract(session, &code, &token->contract, token->symbol, e);
		for (size_t i = 0; i < n && s == STATUS_OK; i++) {
			s = call_balance(session, &out[i], token, &owners[i], e);
			out[i].trust = trust_min(out[i].trust, code);
			out[i].at = proofs_at(&session->anchor);
		}
		return s;
	}
	/* All owners share one request, and with it the proof of the contract's account. */
	for (size_t i = 0; i < n; i++)
		erc20_balance_slot(&slots[i], token, &owners[i]);
	s = read_pinned_words(session, out, &token->contract, token->symbol, slots, n, e);
	/* Some tokens pack flags into the word that holds a balance. */
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct tokens balance;

		erc20_balance_from_word(&balance, token, &out[i].value);
		out[i].value = balance.raw;
	}
	return s;
}
