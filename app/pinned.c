#include "app/pinned.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "chain/attestation.h"
#include "chain/erc20.h"
#include "client/attestations.h"
#include "client/call.h"
#include "client/chainstate.h"

enum status check_contract(struct session *session, enum trust *best,
			   const struct profile_contract *contract, const char *what, struct err *e)
{
	enum status s = chainstate_contract(session->nodes, NULL, best, &session->anchor, contract,
					    NULL, 0, e);

	/* chainstate_contract() answers TRUST_REPORTED then, which would hide that nodes agree. */
	if (!contract->has_code_hash)
		*best = TRUST_AGREED;
	return s == ERR_MISMATCH ? err_prefix(e, s, "%s", what) : s;
}

enum status read_pinned_words(struct session *session, struct slot_value *out,
			      const struct profile_contract *contract, const char *what,
			      const struct hash *slots, size_t n, struct err *e)
{
	enum trust code;
	enum status s = chainstate_contract(session->nodes, out, &code, &session->anchor, contract,
					    slots, n, e);

	return s == ERR_MISMATCH ? err_prefix(e, s, "%s", what) : s;
}

static enum status call_token(struct session *session, struct buf *out,
			      const struct profile_token *token, const struct buf *calldata,
			      struct err *e)
{
	enum trust trust;

	return call_read(session->nodes, out, &trust, &session->anchor, &token->contract.address,
			 calldata->data, calldata->len, e);
}

/* ERR_MISMATCH when the contract calls its token something else than the profile does. */
static enum status compare_symbol(struct session *session, struct buf *calldata, struct buf *reply,
				  const struct profile_token *token, struct err *e)
{
	char said[sizeof(token->symbol) + 16];
	const uint8_t *symbol;
	size_t len;
	enum status s = erc20_symbol_calldata(calldata);

	if (s == STATUS_OK)
		s = call_token(session, reply, token, calldata, e);
	if (s != STATUS_OK ||
	    erc20_read_symbol(&symbol, &len, reply->data, reply->len) != STATUS_OK)
		return s;
	if (len == strlen(token->symbol) && memcmp(symbol, token->symbol, len) == 0)
		return STATUS_OK;
	/* The contract may answer anything: the text is cleaned before it stands in a message. */
	text_clean(said, sizeof(said), symbol, len);
	return err_set(e, ERR_MISMATCH, "its symbol() is \"%s\", the profile pins \"%s\"", said,
		       token->symbol);
}

/* ERR_MISMATCH when the contract counts in other units than the profile does. */
static enum status compare_decimals(struct session *session, struct buf *calldata,
				    struct buf *reply, const struct profile_token *token,
				    struct err *e)
{
	unsigned decimals;
	enum status s = erc20_decimals_calldata(calldata);

	if (s == STATUS_OK)
		s = call_token(session, reply, token, calldata, e);
	if (s != STATUS_OK ||
	    erc20_read_decimals(&decimals, reply->data, reply->len) != STATUS_OK ||
	    decimals == token->decimals)
		return s;
	return err_set(e, ERR_MISMATCH, "its decimals() is %u, the profile pins %u", decimals,
		       token->decimals);
}

/* Compares one property of a token. Both buffers come empty and are released by the caller. */
typedef enum status comparison(struct session *session, struct buf *calldata, struct buf *reply,
			       const struct profile_token *token, struct err *e);

static enum status compare_names(struct session *session, const struct profile_token *token,
				 struct err *e)
{
	static comparison *const comparisons[] = {compare_decimals, compare_symbol};
	char address[ADDRESS_TEXT_SIZE];
	enum status s = STATUS_OK;

	for (size_t i = 0; i < ARRAY_SIZE(comparisons) && s == STATUS_OK; i++) {
		struct buf calldata, reply;

		buf_init(&calldata, KIB);
		buf_init(&reply, LIMIT_RPC_REPLY);
		s = comparisons[i](session, &calldata, &reply, token, e);
		/* A token without the method reverts; there is nothing to compare then. */
		if (s == ERR_REVERTED)
			s = STATUS_OK;
		buf_release(&calldata);
		buf_release(&reply);
	}
	address_format(address, &token->contract.address);
	return s == ERR_MISMATCH ? err_prefix(e, s,
					      "token %s (%s): its amounts are not shown before the "
					      "profile is right",
					      token->symbol, address)
				 : s;
}

/*
 * Storage of an account without code is empty, and would prove a balance of nothing. Where the
 * profile pins the code, check_contract() has compared it.
 */
static enum status require_code(struct session *session, const struct profile_token *token,
				struct err *e)
{
	struct account account;
	enum trust trust;
	enum status s;

	if (token->contract.has_code_hash || !token->has_balance_slot)
		return STATUS_OK;
	s = chainstate_account(session->nodes, &account, &trust, NULL, &session->anchor,
			       &token->contract.address, e);
	if (s == STATUS_OK && hash_equal(&account.code_hash, &trie_empty_code))
		s = err_set(e, ERR_MISMATCH,
			    "token %s has no code at its address, so that no balance is in its "
			    "storage; if it is built into the chain, say \"precompile\": true in "
			    "place of \"balance\"",
			    token->symbol);
	return s;
}

enum status check_token_names(struct session *session, const struct profile_token *token,
			      struct err *e)
{
	bool *checked = &session->token_checked[token - nodes_profile(session->nodes)->tokens];
	enum status s = STATUS_OK;

	if (!*checked) {
		s = require_code(session, token, e);
		if (s == STATUS_OK)
			s = compare_names(session, token, e);
	}
	/* Units never change, so that a token that passed is not asked again. */
	*checked = s == STATUS_OK;
	return s;
}

enum status check_token(struct session *session, enum trust *best,
			const struct profile_token *token, struct err *e)
{
	enum status s = check_contract(session, best, &token->contract, token->symbol, e);

	return s == STATUS_OK ? check_token_names(session, token, e) : s;
}

/* Code at one block does not change, so it is read once for each agreed block. */
static enum status check_eas(struct session *session, enum trust *best,
			     const struct profile_contract *eas, struct err *e)
{
	const struct hash *block = &session->anchor.header.hash;
	enum status s = STATUS_OK;

	if (!hash_equal(&session->eas_checked_at, block)) {
		s = check_contract(session, &session->eas_trust, eas, "the attestation service", e);
		if (s == STATUS_OK)
			session->eas_checked_at = *block;
	}
	*best = session->eas_trust;
	return s;
}

enum status read_pinned_attestations(struct session *session, struct attestation_reading *out,
				     const struct hash *uids, size_t n, struct err *e)
{
	const struct profile *p = nodes_profile(session->nodes);
	enum trust best = TRUST_PROVEN;
	enum status s = STATUS_OK;

	/* Where its storage is pinned, the code is read with each attestation. */
	if (p->has_eas && !p->eas.has_slots)
		s = check_eas(session, &best, &p->eas.contract, e);
	if (s == STATUS_OK)
		s = attestations_read(session->nodes, out, &session->anchor, uids, n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		out[i].trust = trust_min(out[i].trust, best);
	return s == ERR_MISMATCH && p->eas.has_slots ? err_prefix(e, s, "the attestation service")
						     : s;
}
