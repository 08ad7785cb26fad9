/*
 * Judges transactions and claims. In reading order: the policy of a request, the checks (fee,
 * coins, claim, then check_tx() which calls them all and asks the transaction's meaning), the
 * bundle of a claim, judging.
 *
 * Invariant: the digest of an act is that of bytes that were decoded here and that check_tx() let
 * pass. Nothing that the request says about a transaction is believed.
 */
#include "wallet/signer_policy.h"

#include <string.h>

#include "base/buf.h"
#include "chain/bundle_check.h"
#include "chain/keccak.h"
#include "chain/payer.h"
#include "chain/profile.h"
#include "chain/tx_read.h"
#include "wallet/signer_profile.h"
#include "wallet/tx_policy.h"

enum status signer_policy_take(struct signer_call *c, struct signer_policy *p,
			       const struct signer_sign *in)
{
	enum status s;

	*p = (struct signer_policy){.account = in->account,
				    .allowed = in->allowed,
				    .chain_id = in->chain_id,
				    .fee_cap = {.raw = in->fee_cap}};
	if ((in->allowed & ~DANGER_ALL) != 0 || in->domain.len >= sizeof(p->domain))
		return signer_call_malformed(c);
	if (in->domain.len > 0)
		memcpy(p->domain, in->domain.data, in->domain.len);
	s = signer_call_address(c, &p->from, p->account);
	if (s != STATUS_OK || hash_is_zero(&in->profile))
		return s;
	p->profile = signer_profile_find(c->signer, &in->profile);
	if (p->profile == NULL)
		return err_set(c->e, ERR_NOT_FOUND, "the signer has no such network profile");
	if (p->profile->chain_id != p->chain_id)
		return err_set(c->e, ERR_MISMATCH,
			       "the network profile is for chain %llu, not for chain %llu",
			       (unsigned long long)p->profile->chain_id,
			       (unsigned long long)p->chain_id);
	return STATUS_OK;
}

/* The lower cap holds: the request's or the profile's. */
static enum status check_fee(const struct signer_policy *p, const struct wei *most, struct err *e)
{
	struct wei cap = p->fee_cap;
	char most_text[U256_DECIMAL_SIZE], cap_text[U256_DECIMAL_SIZE];

	if (p->profile != NULL && u256_compare(&p->profile->fee_cap.raw, &cap.raw) < 0)
		cap = p->profile->fee_cap;
	if (u256_compare(&most->raw, &cap.raw) <= 0)
		return STATUS_OK;
	u256_format(most_text, &most->raw);
	u256_format(cap_text, &cap.raw);
	return err_set(e, ERR_REFUSED,
		       "gas may cost %s wei, more than the %s wei that are allowed; prepare the "
		       "transaction again when gas is cheaper, or raise the cap",
		       most_text, cap_text);
}

/*
 * Whether coins may be sent along. None of the calls that byline makes takes coins, so coins sent
 * with one of them would be lost.
 */
static bool takes_coins(enum intent intent)
{
	switch (intent) {
	case INTENT_UNKNOWN: /* these two are signed only when the person insists */
	case INTENT_GIVES:
	case INTENT_TRANSFER: return true;
	case INTENT_ERC20_TRANSFER:
	case INTENT_CLAIM:
	case INTENT_ATTEST_COMMITMENT:
	case INTENT_ATTEST_OTHER:
	case INTENT_REVOKE:
	case INTENT_CANCEL: return false;
	}
	return false;
}

/* The payer that a transaction goes to, if the profile pins it; else NULL. */
static const struct profile_distributor *payer_of(const struct signer_policy *p,
						  const struct tx *tx)
{
	return p->profile != NULL ? profile_distributor(p->profile, &tx->to) : NULL;
}

/*
 * A claim must go to a payer that the profile pins, for the token that is pinned there, and may
 * bring the money to nobody but the account that it is due to and the one that signs. This holds
 * for SIGN_TX too, since a claim could be sent in by that request.
 */
static enum status check_claim(const struct signer_policy *p, const struct tx *tx, struct err *e)
{
	const struct profile_distributor *d = payer_of(p, tx);
	struct payer_call call;
	enum status s = payer_read_call(&call, d, &p->from, tx->data.data, tx->data.len);

	if (s != STATUS_OK)
		return err_set(e, s, "the claim in the transaction cannot be read");
	if (d == NULL)
		return err_set(e, ERR_REFUSED,
			       "the network profile on this machine does not list this payer; do "
			       "not sign before you know whose it is");
	for (size_t i = 0; i < call.n && !payer_kind(d->kind)->any_token; i++)
		if (!address_is_zero(&call.parts[i].token) &&
		    !address_equal(&d->token, &call.parts[i].token))
			return err_set(e, ERR_MISMATCH,
				       "token: the network profile lists another token for this "
				       "payer; do not sign before you know why");
	if (call.has_recipient && !address_equal(&call.recipient, &p->from) &&
	    !address_equal(&call.recipient, &call.parts[0].account))
		return err_set(e, ERR_REFUSED,
			       "the claim would pay another account than the one that it is due "
			       "to; do not sign it");
	return STATUS_OK;
}

/* Checks a transaction, and says what it means. */
static enum status check_tx(struct descriptor *d, const struct signer_policy *p,
			    const struct tx *tx, struct err *e)
{
	struct wei gas_cost;
	enum status s = tx_policy_check(&gas_cost, tx, e);

	if (s != STATUS_OK)
		return s;
	if (tx->chain_id != p->chain_id)
		return err_set(
			e, ERR_MISMATCH,
			"the transaction is for chain %llu, but the network in use is chain %llu",
			(unsigned long long)tx->chain_id, (unsigned long long)p->chain_id);
	s = descriptor_of(d, tx, &p->from, p->profile, e);
	if (s != STATUS_OK)
		return s;
	s = meaning_check(&d->meaning, p->allowed, e);
	if (s != STATUS_OK)
		return s;
	if (!takes_coins(d->intent) && !d->takes_coins && !u256_is_zero(&tx->value.raw))
		return err_set(e, ERR_REFUSED,
			       "the transaction sends coins to a call that takes none, so they "
			       "would be lost");
	/* A payer's fee counts with the gas: both together stay below the cap. */
	if (d->takes_coins)
		s = u256_add(&gas_cost.raw, &gas_cost.raw, &tx->value.raw);
	if (s == STATUS_OK && d->intent == INTENT_CLAIM)
		s = check_claim(p, tx, e);
	return s == STATUS_OK ? check_fee(p, &gas_cost, e) : s;
}

/* Compares a bundle with the policy. check_tx() checks the transaction in it later. */
static enum status check_bundle(const struct signer_policy *p, const struct bundle *b,
				struct err *e)
{
	if (b->chain_id != p->chain_id)
		return err_set(e, ERR_MISMATCH,
			       "the bundle is for chain %llu, but the network in use is chain %llu",
			       (unsigned long long)b->chain_id, (unsigned long long)p->chain_id);
	if (!address_equal(&b->from, &p->from))
		return err_set(e, ERR_MISMATCH, "another account has to sign this bundle");
	return STATUS_OK;
}

/* The payer of a bundle, if the profile pins it as one of the bundle's kind; else NULL. */
static const struct profile_distributor *bundle_payer(const struct signer_policy *p,
						      const struct bundle *b)
{
	const struct profile_distributor *d =
		p->profile != NULL ? profile_distributor(p->profile, &b->distributor) : NULL;

	return d != NULL && d->kind == b->kind ? d : NULL;
}

/* Redoes what a bundle says, and finds its transaction. */
static enum status take_bundle(struct signer_call *c, struct bundle *b,
			       const struct signer_policy *p, const struct wire_bytes *file)
{
	enum status s = bundle_read(b, file->data, file->len, c->e);

	if (s == STATUS_OK)
		s = bundle_check(b, bundle_payer(p, b), c->e);
	return s == STATUS_OK ? check_bundle(p, b, c->e) : s;
}

/* The calldata need not name who is paid; the payer's own books do, as the file tells them. */
static enum status tell_payee(struct signer_act *act)
{
	struct descriptor *d = &act->descriptor;
	struct address to;

	if (d->intent == INTENT_CLAIM &&
	    bundle_check_payee(&to, &act->bundle, bundle_payer(&act->policy, &act->bundle)) &&
	    !address_equal(&to, &d->paid)) {
		d->paid = to;
		descriptor_field_add_address(d, "Paid to", &to,
					     "NOT the account: it told the payer so, says the "
					     "file");
	}
	return d->failed;
}

void signer_policy_release(struct signer_act *act)
{
	tx_release(&act->tx);
	bundle_release(&act->bundle);
}

enum status signer_policy_judge(struct signer_call *c, struct signer_act *out,
				const struct signer_sign *in, bool is_claim)
{
	const struct bundle *b = &out->bundle;
	struct wire_bytes bytes = in->data;
	enum status s;

	tx_init(&out->tx);
	bundle_init(&out->bundle);
	s = signer_policy_take(c, &out->policy, in);
	if (s == STATUS_OK && is_claim) {
		s = take_bundle(c, &out->bundle, &out->policy, &in->data);
		bytes = (struct wire_bytes){.data = b->unsigned_tx.data, .len = b->unsigned_tx.len};
	}
	if (s == STATUS_OK)
		s = tx_read_unsigned(&out->tx, bytes.data, bytes.len, c->e);
	if (s == STATUS_OK)
		s = check_tx(&out->descriptor, &out->policy, &out->tx, c->e);
	if (s == STATUS_OK && is_claim)
		s = tell_payee(out);
	if (s == STATUS_OK)
		keccak256(out->digest.bytes, bytes.data, bytes.len);
	return s;
}
