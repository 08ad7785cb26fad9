/*
 * The lines of a claim. All of them come from the calldata: the payer, who is paid, and for each
 * part its token, its amount, its place, and the root that its proof leads to. An amount or a
 * token that the calldata does not hold is said to be missing there, and is never guessed.
 */
#include "chain/descriptor_claim.h"

#include "chain/payer.h"

static void add_payee(const struct descriptor_review *r, const struct payer_call *call)
{
	const struct address *account = &call->parts[0].account;
	const struct address *to = call->has_recipient ? &call->recipient : account;
	const bool named = payer_kind(call->kind)->redirects && !call->has_recipient;
	const char *whom = address_equal(to, r->from) ? "the sender"
			   : call->has_recipient && address_equal(to, account)
				   ? "the account that it is due to"
				   : "another account";

	r->out->paid = *to;
	descriptor_field_add_address(r->out, named ? "Claimed for" : "Paid to", to,
				     named ? "or to whom it told the payer before" : whom);
	if (call->has_recipient && !address_equal(to, account))
		descriptor_field_add_address(r->out, "Due to", account, "");
}

/* The contract pays only if its root in force is the one that the proof leads to. */
static void add_root(const struct descriptor_review *r, const struct payer_call *call, size_t i)
{
	const struct payer_kind *kind = payer_kind(call->kind);
	const struct entitlement *en = &call->parts[i];
	struct hash root;

	if (kind->fold == NULL)
		return;
	if (kind->fold(&root, &call->terms, en) != STATUS_OK)
		descriptor_field_add(r->out, "Valid under root", "outside every tree", "none");
	else
		descriptor_field_add_hash(r->out, "Valid under root", &root,
					  "folded from the proof");
	descriptor_field_add(r->out, "Proof", "", "%zu %s", en->n_proof + en->n_inner,
			     en->n_proof + en->n_inner == 1 ? "step" : "steps");
}

/* Whether two parts lead to one root, so that it is told once. */
static bool same_root(const struct payer_call *call, size_t i, size_t j)
{
	const struct payer_kind *kind = payer_kind(call->kind);
	struct hash a, b;

	return kind->fold != NULL && kind->fold(&a, &call->terms, &call->parts[i]) == STATUS_OK &&
	       kind->fold(&b, &call->terms, &call->parts[j]) == STATUS_OK && hash_equal(&a, &b);
}

static void add_amount(const struct descriptor_review *r, const struct payer_call *call,
		       const struct profile_distributor *d, const struct entitlement *en)
{
	const bool once = call->kind == DISTRIBUTOR_MERKLE && !call->terms.cumulative;
	const struct address *token = !address_is_zero(&en->token) ? &en->token
				      : d != NULL		   ? &d->token
								   : &en->token;

	if (!address_is_zero(token))
		descriptor_add_token(r, token);
	else
		descriptor_field_add(r->out, "Token", NOT_IN_PROFILE, "the payer's own");
	if (payer_kind(call->kind)->fold == NULL)
		descriptor_field_add(r->out, "Amount", "the call does not say how much",
				     "all that the payer owes then");
	else
		descriptor_add_amount(r, once ? "Amount" : "Cumulative", &en->cumulative, token);
}

static void add_part(const struct descriptor_review *r, const struct payer_call *call,
		     const struct profile_distributor *d, size_t i)
{
	const struct payer_kind *kind = payer_kind(call->kind);
	const struct entitlement *en = &call->parts[i];

	add_amount(r, call, d, en);
	if (call->kind == DISTRIBUTOR_MERKLE && call->terms.call == MERKLE_CALL_CYCLE)
		descriptor_add_amount(r, "Claimed of that", &call->takes,
				      d != NULL ? &d->token : &en->token);
	if (payer_has_index(call))
		descriptor_field_add(r->out, kind->index_name, "", "%llu",
				     (unsigned long long)en->index);
	if (payer_has_series(call))
		descriptor_field_add(r->out, kind->series_name, "", "%llu",
				     (unsigned long long)en->series);
	if (i == 0 || !same_root(call, 0, i))
		add_root(r, call, i);
}

static void add_warnings(const struct descriptor_review *r, const struct payer_call *call,
			 const struct profile_distributor *d)
{
	const struct entitlement *en = &call->parts[0];

	if (d != NULL && !payer_kind(d->kind)->any_token && !address_is_zero(&en->token) &&
	    !address_equal(&d->token, &en->token))
		descriptor_field_add(r->out, "Warning", "",
				     "the payer's token in the profile is another");
	if (call->has_root)
		descriptor_field_add_hash(r->out, "Expected root", &call->root,
					  "the call fails under another one");
}

bool descriptor_claim(const struct descriptor_review *r)
{
	const struct profile_distributor *d =
		r->profile != NULL ? profile_distributor(r->profile, &r->tx->to) : NULL;
	struct payer_call call;

	if (payer_read_call(&call, d, r->from, r->tx->data.data, r->tx->data.len) != STATUS_OK)
		return false;
	descriptor_begin(r, INTENT_CLAIM, "Claim royalties");
	r->out->takes_coins = payer_takes_coins(&call);
	descriptor_field_add_address(r->out, "Payer", &r->tx->to,
				     d != NULL ? PINNED : NOT_IN_PROFILE);
	add_payee(r, &call);
	for (size_t i = 0; i < call.n; i++)
		add_part(r, &call, d, i);
	add_warnings(r, &call, d);
	return true;
}
