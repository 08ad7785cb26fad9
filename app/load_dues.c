/*
 * Loads dues. add_royalties() repeats the royalties, whose figures other tables show too;
 * add_leaves() makes a line of the leaves that belong together (app/join_dues.h) and completes it:
 * an end that has come since (let_expire()), the payer's name and the part (write_payer()), the
 * token's name (name_token()), the reason why figures are not known better (set_due_doubts()), own
 * claims (take_on_its_way(), settle_untold()), and whether the payer can pay (set_funds()).
 */
#include "app/load_dues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/join_dues.h"
#include "app/load_rows.h"
#include "app/token_unit.h"
#include "audit/owed.h"
#include "base/clock.h"

/* The rows of the network that are read once. */
struct dues_read {
	struct cache_due *rows;
	size_t n;
	struct cache_foreign_token *tokens;
	size_t n_tokens;
};

static const char underfunded_note[] =
	"the payer holds less of the token than it owes you: a claim would fail until it is "
	"funded again";

/* --- names --- */

/* Amounts of a token are known no better than its decimals, which place their point. */
static void cap_trust(struct snapshot_due *due, enum trust trust)
{
	struct figure *const figures[] = {&due->entitled, &due->claimed, &due->claimable,
					  &due->waiting, &due->funds};

	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		if (figures[i]->trust > trust) {
			figures[i]->trust = trust;
			figures[i]->doubt = DOUBT_NO_PROOF;
		}
}

/*
 * Names the token, and folds the line away when nobody asked for it: neither the profile names it,
 * nor did the user bring a file or name it, so that anybody can have sent it.
 */
static void name_token(struct snapshot_due *due, const struct loading *l,
		       const struct profile_distributor *d, const struct dues_read *in)
{
	struct token_unit unit;

	find_token_unit(&unit, l->p, in->tokens, in->n_tokens, &due->token);
	memcpy(due->symbol, unit.symbol, sizeof(due->symbol));
	due->decimals = (uint8_t)unit.decimals;
	due->known = unit.known;
	due->folded = due->source == DUE_SERVICE &&
		      !token_unit_is_expected(l->p, d, in->tokens, in->n_tokens, &due->token);
	if (unit.known != DUE_TOKEN_PINNED && unit.known != DUE_TOKEN_UNKNOWN)
		cap_trust(due, unit.trust);
}

/* Writes which of several lines of one payer it is, where people know such a number. */
static void write_part(struct snapshot_due *due, const struct profile_distributor *d)
{
	unsigned long long index = due->index, series = due->series;

	switch (d->kind) {
	case DISTRIBUTOR_URD:
	case DISTRIBUTOR_MERKL:
	case DISTRIBUTOR_STORY: break;
	case DISTRIBUTOR_REPPO:
		snprintf(due->part, sizeof(due->part), "pod %llu, epoch %llu", index, series);
		break;
	case DISTRIBUTOR_EIGENLAYER:
		snprintf(due->part, sizeof(due->part), "root %llu", series);
		break;
	case DISTRIBUTOR_MERKLE:
		if (d->terms.claimed == MERKLE_CLAIMED_CYCLES)
			snprintf(due->part, sizeof(due->part), "cycle %llu", series);
		else if (d->terms.claimed == MERKLE_CLAIMED_BITMAP)
			snprintf(due->part, sizeof(due->part), "index %llu", index);
		break;
	}
}

/* A payer of royalties that has no name is known by its datanet's. */
static void write_payer(struct snapshot_due *due, const struct loading *l,
			const struct profile_distributor *d, const char *datanet)
{
	due->of.network = l->of.network;
	due->kind = d->kind;
	if (d->name[0] != '\0')
		snprintf(due->payer_name, sizeof(due->payer_name), "%s", d->name);
	else if (datanet[0] != '\0')
		snprintf(due->payer_name, sizeof(due->payer_name), "%s", datanet);
	else
		address_format_short(due->payer_name, &due->payer, false);
	write_part(due, d);
}

/* --- figures --- */

static void set_due_doubts(struct snapshot_due *due, const struct loading *l,
			   const struct profile_distributor *d)
{
	struct figure *const figures[] = {&due->entitled, &due->claimed, &due->claimable,
					  &due->waiting};

	for (size_t i = 0; i < ARRAY_SIZE(figures); i++) {
		struct figure *f = figures[i];

		if (!f->known || f->trust == TRUST_PROVEN)
			continue;
		f->doubt = doubt_of_contract(f->trust, l->p, &d->contract, d->has_slots);
		load_rows_explain(l, f);
	}
}

/*
 * An underfunded payer cannot pay what may be proven to be owed. What is on its way takes its part
 * of the funds first.
 */
static void set_funds(struct snapshot_due *due, const struct loading *l)
{
	struct u256 owed = due->claimable.value;

	due->funds =
		load_rows_figure(l, CACHE_FIGURE_DISTRIBUTOR_FUNDS, NULL, &due->payer, &due->token);
	if (!u256_is_zero(&owed) && u256_add(&owed, &owed, &due->on_its_way.value) != STATUS_OK)
		owed = due->claimable.value;
	due->underfunded = due->funds.known && due->claimable.known &&
			   u256_compare(&due->funds.value, &owed) < 0;
	if (!due->underfunded)
		return;
	due->claimable.trust = trust_min(due->claimable.trust, TRUST_AGREED);
	due->claimable.doubt = DOUBT_UNDERFUNDED;
	snprintf(due->note, sizeof(due->note), "%s", underfunded_note);
}

/* A claim that is final counts until the figures, which may be of an older block, have it. */
static bool is_under_way(const struct snapshot_claim *c, const struct snapshot_due *due)
{
	return c->state == OWN_SENT || c->state == OWN_MINED ||
	       (c->state == OWN_CONFIRMED && c->block > due->claimable.block);
}

static bool is_claim_of(const struct snapshot_claim *c, const struct snapshot_due *due,
			const struct profile_distributor *d, const struct address *account)
{
	return c->of.network == due->of.network && address_equal(&c->account, account) &&
	       address_equal(&c->distributor, &due->payer) &&
	       address_equal(&c->token, &due->token) &&
	       (join_dues_is_cumulative(d) || (c->index == due->index && c->series == due->series));
}

/*
 * Takes off what own claims collect already. Where amounts are not cumulative, a claim is for all
 * of one line.
 */
static void take_on_its_way(struct snapshot_due *due, const struct loading *l,
			    const struct profile_distributor *d)
{
	const struct address *account = &l->s->accounts[due->of.account].address;
	struct u256 most = u256_from_u64(0);
	bool whole = false;

	for (size_t i = 0; i < l->s->n_claims; i++) {
		const struct snapshot_claim *c = &l->s->claims[i];

		if (!is_claim_of(c, due, d, account) || !is_under_way(c, due))
			continue;
		whole = true;
		if (u256_compare(&c->cumulative.raw, &most) > 0)
			most = c->cumulative.raw;
	}
	due->on_its_way = due->claimable;
	due->on_its_way.trust = TRUST_REPORTED;
	if (join_dues_is_cumulative(d))
		due->on_its_way.value =
			owed_on_its_way(&due->claimable.value, &due->claimed.value, &most);
	else if (whole)
		due->claimable.value = u256_from_u64(0);
	else
		due->on_its_way.value = u256_from_u64(0);
}

/*
 * A payer that does not tell what it paid leaves a line unknown for ever. Where a line is paid by
 * one claim, the own ledger knows of that claim once its transaction is final.
 */
static void settle_untold(struct snapshot_due *due, const struct loading *l,
			  const struct profile_distributor *d)
{
	const struct address *account = &l->s->accounts[due->of.account].address;
	const bool once = d->kind == DISTRIBUTOR_REPPO ||
			  (d->kind == DISTRIBUTOR_MERKLE && !d->terms.cumulative);
	char hash[HASH_TEXT_SIZE];

	for (size_t i = 0; once && i < l->s->n_claims && due->obstacle == PAYER_UNTOLD; i++) {
		const struct snapshot_claim *c = &l->s->claims[i];

		if (c->state != OWN_CONFIRMED || !is_claim_of(c, due, d, account))
			continue;
		due->obstacle = PAYER_PAID;
		hash_format(hash, &c->tx);
		snprintf(due->note, sizeof(due->note),
			 "claimed by your transaction %s; the payer itself does not tell", hash);
	}
}

/* Whether the end of all payment would be the reason why it does not pay. */
static bool can_expire(enum payer_obstacle obstacle)
{
	return obstacle == PAYER_FREE || obstacle == PAYER_WAITS || obstacle == PAYER_FORFEITS ||
	       obstacle == PAYER_UNTOLD;
}

/* The end comes by time alone: a line that no sync has judged since says so all the same. */
static void let_expire(struct snapshot_due *due, const struct loading *l)
{
	const struct payer_finding over = {.obstacle = PAYER_EXPIRED, .ends = due->ends};

	if (due->ends == 0 || !can_expire(due->obstacle) ||
	    clock_now() - load_rows_network(l)->clock_skew_s < due->ends)
		return;
	due->obstacle = PAYER_EXPIRED;
	due->opens = 0;
	due->claimable.value = due->waiting.value = u256_from_u64(0);
	/* By a clock, and by nothing that a node proves. */
	due->claimable.trust = trust_min(due->claimable.trust, TRUST_AGREED);
	payer_obstacle_text(due->note, sizeof(due->note), &over);
}

/* --- royalties --- */

/* A royalty that does not pay now has no reason of its own but that nothing is left. */
static enum payer_obstacle obstacle_of(const struct snapshot_royalty *r)
{
	if (!r->claimable.known)
		return PAYER_UNTOLD;
	return u256_is_zero(&r->claimable.value) &&
			       (!r->on_its_way.known || u256_is_zero(&r->on_its_way.value))
		       ? PAYER_PAID
		       : PAYER_FREE;
}

static void set_royalty_due(struct snapshot_due *due, const struct loading *l,
			    const struct snapshot_royalty *r, const struct profile_distributor *d)
{
	const struct snapshot *s = l->s;

	*due = (struct snapshot_due){.of = r->of,
				     .payer = r->distributor,
				     .token = r->token,
				     .decimals = r->decimals,
				     .known = r->symbol[0] != '\0' ? DUE_TOKEN_PINNED
								   : DUE_TOKEN_UNKNOWN,
				     .source = DUE_DATANET,
				     .entitled = r->cumulative,
				     .claimed = r->claimed,
				     .claimable = r->claimable,
				     .on_its_way = r->on_its_way,
				     .obstacle = obstacle_of(r),
				     .opens = r->pending_at,
				     .paid_to = s->accounts[r->of.account].address,
				     .funds = r->funds,
				     .underfunded = r->underfunded,
				     .gas = r->gas};
	memcpy(due->symbol, r->symbol, sizeof(due->symbol));
	write_payer(due, l, d,
		    r->of.datanet < s->n_datanets ? s->datanets[r->of.datanet].name : "");
	if (r->underfunded)
		snprintf(due->note, sizeof(due->note), "%s", underfunded_note);
	else if (r->pending_at != 0)
		snprintf(due->note, sizeof(due->note),
			 "a new root becomes valid, and with it perhaps a larger amount");
	else if (!r->claimable.known)
		snprintf(due->note, sizeof(due->note), "what is claimable is not known yet; sync");
}

/*
 * Whether the user brought a file by which this payer owes something to the account: its lines then
 * tell what. A datanet that came later tells it better: no sync judges the lines from then on.
 */
static bool has_leaves(const struct loading *l, const struct dues_read *in,
		       const struct profile_distributor *d, uint16_t account)
{
	if (profile_is_told(l->p, d) || account == SNAPSHOT_NONE)
		return false;
	for (size_t i = 0; i < in->n; i++)
		if (address_equal(&in->rows[i].payer, &d->contract.address) &&
		    address_equal(&in->rows[i].leaf.account, &l->s->accounts[account].address))
			return true;
	return false;
}

static enum status add_royalties(struct loading *l, const struct dues_read *in, struct err *e)
{
	struct snapshot *s = l->s;
	enum status status =
		load_rows_grow(&s->dues, s->n_dues, s->n_royalties, sizeof(*s->dues), e);

	for (size_t i = 0; i < s->n_royalties && status == STATUS_OK; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];
		const struct profile_distributor *d = profile_distributor(l->p, &r->distributor);

		if (r->of.network == l->of.network && d != NULL && d->kind == DISTRIBUTOR_URD &&
		    !has_leaves(l, in, d, r->of.account))
			set_royalty_due(&s->dues[s->n_dues++], l, r, d);
	}
	return status;
}

/* --- leaves --- */

static void add_line(struct loading *l, const struct profile_distributor *d,
		     const struct dues_read *in, size_t first, size_t n)
{
	struct snapshot_due *due = &l->s->dues[l->s->n_dues];

	*due = (struct snapshot_due){.of = {.network = l->of.network, .datanet = SNAPSHOT_NONE}};
	due->of.account = load_rows_account_index(l, &in->rows[first].leaf.account);
	if (due->of.account == SNAPSHOT_NONE || !load_rows_wants(l, due->of.account))
		return;
	join_dues(due, &in->rows[first], n);
	let_expire(due, l);
	write_payer(due, l, d, "");
	set_due_doubts(due, l, d);
	take_on_its_way(due, l, d);
	settle_untold(due, l, d);
	set_funds(due, l);
	name_token(due, l, d, in);
	l->s->n_dues++;
}

static enum status add_leaves(struct loading *l, const struct dues_read *in, struct err *e)
{
	struct snapshot *s = l->s;
	enum status status = load_rows_grow(&s->dues, s->n_dues, in->n, sizeof(*s->dues), e);
	size_t next;

	for (size_t i = 0; i < in->n && status == STATUS_OK; i = next) {
		const struct profile_distributor *d = profile_distributor(l->p, &in->rows[i].payer);

		next = i + 1;
		if (d == NULL || profile_is_told(l->p, d))
			continue;
		while (next < in->n && join_dues_are_one(d, &in->rows[i], &in->rows[next]))
			next++;
		add_line(l, d, in, i, next - i);
	}
	return status;
}

enum status load_dues(struct loading *l, struct err *e)
{
	struct dues_read in = {.rows = NULL};
	enum status status = cache_dues_all(l->cache, &in.rows, &in.n, e);

	if (status == STATUS_OK)
		status = add_royalties(l, &in, e);
	if (status == STATUS_OK)
		status = cache_foreign_tokens_all(l->cache, &in.tokens, &in.n_tokens, e);
	if (status == STATUS_OK)
		status = add_leaves(l, &in, e);
	free(in.rows);
	free(in.tokens);
	return status;
}
