/*
 * A bundle compared with the transaction that it carries. A person signs by the text of the bundle,
 * but the chain executes the transaction: where the two differ, nothing may be signed.
 */
#include "chain/bundle_check.h"

#include "chain/payer_urd.h"
#include "chain/tx_read.h"

static enum status differs(struct err *e, const char *field)
{
	return err_set(e, ERR_MISMATCH,
		       "the bundle's \"%s\" is not what its transaction says: the file was "
		       "altered; do not sign it, prepare the claim again",
		       field);
}

static enum status compare_calldata(const struct bundle *b, const struct tx *tx, struct err *e)
{
	const struct entitlement *said = &b->entitlement;
	struct entitlement en;

	if (payer_urd_read_claim(&en, tx->data.data, tx->data.len) != STATUS_OK)
		return err_set(e, ERR_MISMATCH,
			       "the bundle's \"transaction\" is not a claim; do not sign it");
	if (!address_equal(&en.account, &said->account))
		return differs(e, "account");
	if (!address_equal(&en.token, &said->token))
		return differs(e, "token");
	if (u256_compare(&en.cumulative.raw, &said->cumulative.raw) != 0)
		return differs(e, "cumulative");
	if (en.n_proof != said->n_proof)
		return differs(e, "proof");
	/*
	 * The proof is compared too: another proof in the transaction could make the claim fail on
	 * chain and cost its gas.
	 */
	for (size_t i = 0; i < en.n_proof; i++)
		if (!hash_equal(&en.proof[i], &said->proof[i]))
			return differs(e, "proof");
	return STATUS_OK;
}

static enum status compare_tx(const struct bundle *b, const struct tx *tx, struct err *e)
{
	enum status s;

	if (tx->chain_id != b->chain_id)
		return differs(e, "chain_id");
	if (tx->creates || !address_equal(&tx->to, &b->distributor))
		return differs(e, "distributor");
	if (!u256_is_zero(&tx->value.raw))
		return err_set(e, ERR_MISMATCH,
			       "the bundle's \"transaction\" sends coins along, which a claim "
			       "never does; do not sign it");
	s = compare_calldata(b, tx, e);
	if (s != STATUS_OK)
		return s;
	s = payer_urd_verify(&b->root, &b->entitlement);
	if (s != STATUS_OK)
		return err_set(e, s,
			       "the claim's proof does not fold to the bundle's \"root\": the file "
			       "was altered; prepare the claim again");
	if (u256_compare(&b->entitlement.cumulative.raw, &b->claimed.raw) <= 0)
		return err_set(e, ERR_MISMATCH,
			       "nothing to claim: \"cumulative\" is not above \"claimed\", so "
			       "everything was paid out before");
	/* Such a word comes from no byline that prepares a claim: it asks for agreement first. */
	if (b->trust == TRUST_DISPUTED || b->trust == TRUST_NONE)
		return err_set(e, ERR_REFUSED,
			       "\"trust\" is \"%s\": the online machine's nodes contradicted each "
			       "other, or did not answer; prepare the claim again when they agree",
			       trust_word(b->trust));
	if (b->expires <= b->prepared)
		return err_set(e, ERR_MISMATCH,
			       "\"expires\" is not after \"prepared\": the file was altered; "
			       "prepare the claim again");
	return STATUS_OK;
}

enum status bundle_check(const struct bundle *b, struct err *e)
{
	struct tx tx;
	enum status s;

	tx_init(&tx);
	s = tx_read_unsigned(&tx, b->unsigned_tx.data, b->unsigned_tx.len, e);
	if (s == STATUS_OK)
		s = compare_tx(b, &tx, e);
	else
		s = err_prefix(e, s, "\"transaction\"");
	tx_release(&tx);
	return s;
}
