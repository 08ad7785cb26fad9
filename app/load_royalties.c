/*
 * The amounts that payers owe, made of the figures of the cache. Read set_royalty() first: it finds
 * the figures of one payer, sees what claims collect already (set_on_its_way()), what will be owed
 * (estimate_accruing()), and why a figure is not known better (set_doubts()).
 */
#include "app/load_royalties.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/load_rows.h"
#include "audit/owed.h"
#include "cache/attributions.h"
#include "cache/figures.h"
#include "cache/settings.h"

/*
 * Estimates what the live attributions will earn: the fees of the account's inferences since the
 * last epoch, times the contributors' part of fees, times the account's share of the last epoch.
 * All of it is one server's word, and nothing is known when a factor is missing.
 */
static enum status estimate_accruing(struct figure *out, const struct loading *l, unsigned decimals,
				     struct err *e)
{
	const struct snapshot *s = l->s;
	const struct address *datanet = &profile_datanet(l->p)->address;
	const struct snapshot_epoch *last = s->epochs + l->first_epoch;
	struct cache_attribution_sum *sums = NULL;
	uint64_t fee_e9 = 0;
	int64_t part_bp = 0;
	double part;
	size_t n = 0;
	enum status status = cache_settings_number(l->cache, &part_bp,
						   CACHE_SETTING_CONTRIBUTORS_BP, datanet, NULL, e);

	*out = (struct figure){0};
	if (status == ERR_NOT_FOUND || s->n_epochs == l->first_epoch || last->share < 0 ||
	    decimals < 9)
		return status == ERR_NOT_FOUND ? STATUS_OK : status;
	if (status == STATUS_OK)
		status = cache_attributions_sums(l->cache, &sums, &n, datanet, load_rows_account(l),
						 last->epoch, e);
	/* An inference that touches two datasets is in both sums; the larger one counts it once. */
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		if (sums[i].fee_e9 > fee_e9)
			fee_e9 = sums[i].fee_e9;
	free(sums);
	if (status != STATUS_OK)
		return status;
	/* Both are a server's numbers: a share above 1 or a sum past 64 bits is no estimate. */
	part = (double)fee_e9 * ((double)part_bp / 10000) * last->share;
	if (part_bp < 0 || part_bp > 10000 || last->share > 1 || !(part < 0x1p63))
		return STATUS_OK;
	out->known = true;
	out->trust = TRUST_REPORTED;
	/* The sum begins with the last settlement, and grows with each attribution after it. */
	out->as_of = last->settled_at;
	if (s->n_attributions > l->first_attribution &&
	    s->attributions[l->first_attribution].time > out->as_of)
		out->as_of = s->attributions[l->first_attribution].time;
	out->value = u256_from_u64((uint64_t)part);
	for (unsigned i = 9; i < decimals; i++) {
		struct u256 ten = u256_from_u64(10);

		if (u256_mul(&out->value, &out->value, &ten) != STATUS_OK)
			out->known = false;
	}
	return STATUS_OK;
}

/* Gives the figures of a royalty their reasons; of a difference, that of its weakest part. */
static void set_doubts(struct snapshot_royalty *r, const struct loading *l,
		       const struct profile_distributor *d, const struct profile_token *token)
{
	const struct profile *p = l->p;
	const struct profile_contract *payer = &d->contract;
	bool by_funds = r->funds.trust == r->claimable.trust;

	r->cumulative.doubt = doubt_of_contract(r->cumulative.trust, p, payer, d->has_slots);
	r->claimed.doubt = doubt_of_contract(r->claimed.trust, p, payer, d->has_slots);
	r->wallet.doubt = doubt_of_token(r->wallet.trust, p, token);
	r->funds.doubt = doubt_of_token(r->funds.trust, p, token);
	r->claimable.doubt =
		by_funds ? doubt_of_token(r->claimable.trust, p, token)
			 : doubt_of_contract(r->claimable.trust, p, payer, d->has_slots);
	load_rows_explain(l, &r->cumulative);
	load_rows_explain(l, &r->claimed);
	load_rows_explain(l, &r->wallet);
	load_rows_explain(l, &r->funds);
	load_rows_explain(l, &r->claimable);
	if (r->underfunded)
		r->claimable.doubt = DOUBT_UNDERFUNDED;
	r->gas.doubt = r->accruing.doubt = DOUBT_ESTIMATE;
}

/*
 * Sets what own claims collect from `r` already. A confirmed claim counts until the figures, which
 * may be of an older block, have it.
 */
static void set_on_its_way(struct snapshot_royalty *r, const struct loading *l)
{
	const struct snapshot *s = l->s;
	struct u256 most = u256_from_u64(0);

	for (size_t i = 0; i < s->n_claims; i++) {
		const struct snapshot_claim *c = &s->claims[i];

		if ((c->state == OWN_SENT || c->state == OWN_MINED || c->state == OWN_CONFIRMED) &&
		    c->of.network == l->of.network &&
		    address_equal(&c->account, load_rows_account(l)) &&
		    address_equal(&c->distributor, &r->distributor) &&
		    address_equal(&c->token, &r->token) &&
		    u256_compare(&c->cumulative.raw, &most) > 0)
			most = c->cumulative.raw;
	}
	r->on_its_way = r->claimable;
	r->on_its_way.trust = TRUST_REPORTED;
	r->on_its_way.value = owed_on_its_way(&r->claimable.value, &r->claimed.value, &most);
}

/* A network is as old as the oldest of its figures that are shown. */
static void note_age(const struct loading *l, const struct figure *f)
{
	struct snapshot_network *n = load_rows_network(l);

	if (f->known && f->as_of < n->as_of)
		n->as_of = f->as_of;
}

static enum status set_royalty(struct snapshot_royalty *r, const struct loading *l,
			       const struct profile_distributor *d, bool accrues, struct err *e)
{
	const struct profile_token *token = profile_token(l->p, &d->token);
	const struct address *account = load_rows_account(l), *at = &d->contract.address;
	struct figure pending;
	enum status status = STATUS_OK;

	r->of = l->of;
	r->distributor = *at;
	r->token = d->token;
	snprintf(r->symbol, sizeof(r->symbol), "%s", token != NULL ? token->symbol : "");
	r->decimals = token != NULL ? (uint8_t)token->decimals : 0;
	r->cumulative = load_rows_figure(l, CACHE_FIGURE_CUMULATIVE, account, at, &d->token);
	r->claimed = load_rows_figure(l, CACHE_FIGURE_CLAIMED, account, at, &d->token);
	r->claimable = load_rows_figure(l, CACHE_FIGURE_CLAIMABLE, account, at, &d->token);
	r->wallet = load_rows_figure(l, CACHE_FIGURE_TOKEN_BALANCE, account, NULL, &d->token);
	r->gas = load_rows_figure(l, CACHE_FIGURE_CLAIM_GAS, account, at, &d->token);
	r->funds = load_rows_figure(l, CACHE_FIGURE_DISTRIBUTOR_FUNDS, NULL, at, &d->token);
	pending = load_rows_figure(l, CACHE_FIGURE_PENDING_AT, NULL, at, NULL);
	r->underfunded = r->funds.known && r->claimable.known &&
			 u256_compare(&r->funds.value, &r->claimable.value) < 0;
	/* The sum may be proven, but the distributor cannot pay it now. */
	if (r->underfunded)
		r->claimable.trust = trust_min(r->claimable.trust, TRUST_AGREED);
	if (pending.known && !u256_is_zero(&pending.value)) {
		uint64_t when;

		if (u256_to_u64(&when, &pending.value) == STATUS_OK && when <= INT64_MAX)
			r->pending_at = (int64_t)when;
	}
	if (accrues)
		status = estimate_accruing(&r->accruing, l, r->decimals, e);
	note_age(l, &r->claimed);
	note_age(l, &r->wallet);
	note_age(l, &r->funds);
	if (token != NULL)
		set_doubts(r, l, d, token);
	set_on_its_way(r, l);
	return status;
}

/* A number of more than 160 bits is the hash of a contract's code (cache/figures.h). */
static void set_delegate(struct snapshot_coin *coin, const struct loading *l)
{
	const struct figure code =
		load_rows_figure(l, CACHE_FIGURE_CODE, load_rows_account(l), NULL, NULL);
	uint8_t word[32];

	u256_to_be(word, &code.value);
	coin->delegates = code.known && !u256_is_zero(&code.value) &&
			  address_from_word(&coin->delegate, word) == STATUS_OK;
	coin->delegate_trust = code.trust;
}

enum status load_coin(struct loading *l, struct err *e)
{
	/* No contract stands between a balance of coins and the state root. */
	const struct doubt_facts native = {
		.can_agree = profile_can_agree(l->p), .has_code_hash = true, .has_slot = true};
	struct snapshot *s = l->s;
	enum status status = load_rows_grow(&s->coins, s->n_coins, 1, sizeof(*s->coins), e);
	struct snapshot_coin *coin;

	if (status != STATUS_OK)
		return status;
	coin = &s->coins[s->n_coins++];
	coin->of = l->of;
	coin->balance =
		load_rows_figure(l, CACHE_FIGURE_NATIVE_BALANCE, load_rows_account(l), NULL, NULL);
	coin->balance.doubt = doubt_of(coin->balance.trust, &native);
	load_rows_explain(l, &coin->balance);
	set_delegate(coin, l);
	note_age(l, &coin->balance);
	return STATUS_OK;
}

/*
 * Distributors that no datanet has stand with the first one. Payers of other kinds have dues, and
 * so does one that the user added with a file.
 */
static bool is_shown_here(const struct loading *l, size_t distributor)
{
	const struct profile_distributor *d = &l->p->distributors[distributor];

	return d->kind == DISTRIBUTOR_URD && !d->brought &&
	       (profile_pays(l->p, distributor) ||
		(l->p->datanet == 0 && !profile_pays_any(l->p, distributor)));
}

enum status load_royalties(struct loading *l, struct err *e)
{
	const struct profile *p = l->p;
	struct snapshot *s = l->s;
	enum status status = load_rows_grow(&s->royalties, s->n_royalties, p->n_distributors,
					    sizeof(*s->royalties), e);

	for (size_t i = 0; i < p->n_distributors && status == STATUS_OK; i++)
		if (is_shown_here(l, i))
			status = set_royalty(&s->royalties[s->n_royalties++], l,
					     &p->distributors[i], profile_pays(p, i), e);
	return status;
}
