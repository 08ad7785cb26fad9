/*
 * Payers, in the order of sync_payer(): the service's leaves, the rows of the payer, their words,
 * its funds, what a claim would pay and cost, the states.
 *
 * Invariants: no state is known better than the worst of the words that decided and of the funds. A
 * row of the user is never removed, and a former one of a service only when its root is neither in
 * force nor waiting, by words on which the nodes agree.
 */
#include "sync/step_payers.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/payer_reading.h"
#include "app/state.h"
#include "base/buf.h"
#include "cache/figures.h"
#include "sync/claim_cost.h"
#include "sync/finding.h"
#include "sync/foreign_names.h"
#include "sync/payer_funds.h"
#include "sync/payer_service.h"

/* Rows whose fee is estimated in one sync: each takes a trial run on every node. */
#define COSTS_A_ROUND 32

/* One payer in one round. */
struct payer_round {
	struct sync_context *c;
	const struct profile_distributor *payer;
	struct cache_due *rows; /* those that are judged now */
	size_t n;
	struct payer_reading *readings; /* one for each row */
	struct payer_funds *funds;
	size_t n_funds;
	bool *waits; /* the row's state stays as it was */
	size_t costs;
};

static bool is_account(const struct sync_context *c, const struct address *a)
{
	for (size_t i = 0; i < c->n_accounts; i++)
		if (address_equal(&c->accounts[i].address, a))
			return true;
	return false;
}

/* Worthless tokens may be many, and are looked at by whole syncs alone. */
static bool is_judged_now(const struct payer_round *r, const struct cache_due *row)
{
	const struct profile *p = r->c->app->profile;

	return address_equal(&row->payer, &r->payer->contract.address) &&
	       is_account(r->c, &row->leaf.account) &&
	       (r->c->extent == EXTENT_WHOLE || profile_token(p, &row->leaf.token) != NULL);
}

static enum status get_rows(struct cache *cache, void *arg, struct err *e)
{
	struct payer_round *r = arg;
	size_t all = 0;
	enum status s = cache_dues_all(cache, &r->rows, &all, e);

	for (size_t i = 0; i < all && s == STATUS_OK; i++)
		if (is_judged_now(r, &r->rows[i]))
			r->rows[r->n++] = r->rows[i];
	return s;
}

static enum status read_words(struct payer_round *r, struct err *e)
{
	const struct entitlement **parts = calloc(r->n, sizeof(*parts));
	enum status s;

	r->readings = calloc(r->n, sizeof(*r->readings));
	r->waits = calloc(r->n, sizeof(*r->waits));
	if (parts == NULL || r->readings == NULL || r->waits == NULL) {
		free(parts);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < r->n; i++)
		parts[i] = &r->rows[i].leaf;
	s = read_payer_words(r->c->session, r->readings, r->payer, parts, r->n, NULL, e);
	free(parts);
	return s;
}

/* The trust that the funds leave to a row. Nobody knows from which balance Reppo's pods pay. */
static enum trust trust_of_funds(const struct payer_round *r, const struct cache_due *row)
{
	const struct payer_funds *f = find_payer_funds(r->funds, r->n_funds, &row->leaf.token);

	if (r->payer->kind == DISTRIBUTOR_REPPO)
		return TRUST_PROVEN;
	return f != NULL && f->status == STATUS_OK ? f->held.trust : TRUST_REPORTED;
}

/* Estimates the fee of claiming a row; 0 when nobody can tell. */
static struct wei cost_of(struct payer_round *r, const struct cache_due *row)
{
	const struct payer_finding *f = &row->state.finding;
	struct payer_call *call = calloc(1, sizeof(*call));
	struct wei cost = {{{0}}};
	struct tx tx;

	tx_init(&tx);
	tx.to = r->payer->contract.address;
	tx.value = f->fee;
	if (call == NULL || payer_make_call(call, r->payer, &row->leaf, 1, f, NULL) != STATUS_OK ||
	    payer_kind(r->payer->kind)->write(&tx.data, call) != STATUS_OK ||
	    !estimate_claim_cost(r->c, &cost.raw, &tx, &row->leaf.account))
		cost = (struct wei){{{0}}};
	tx_release(&tx);
	free(call);
	return cost;
}

static void judge_row(struct payer_round *r, size_t i)
{
	const struct payer_reading *reading = &r->readings[i];
	struct cache_due *row = &r->rows[i];
	const struct wei cost_before = row->state.gas;
	bool pays;

	row->state = (struct cache_due_state){
		.trust = trust_min(reading->trust, trust_of_funds(r, row)),
		.block = reading->at.number,
		.as_of = reading->at.time,
	};
	payer_judge(&row->state.finding,
		    &(struct payer_case){.payer = r->payer,
					 .entitlement = &row->leaf,
					 .sender = &row->leaf.account,
					 .values = reading->values,
					 .time = payer_reading_time(&r->c->session->anchor)});
	pays = row->state.finding.obstacle == PAYER_FREE;
	if (pays && r->c->extent == EXTENT_WHOLE && r->costs++ < COSTS_A_ROUND)
		row->state.gas = cost_of(r, row);
	else if (pays)
		row->state.gas = cost_before;
}

/* Judges all rows but those whose funds wait for their proof. */
static void judge_rows(struct payer_round *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct payer_funds *f =
			find_payer_funds(r->funds, r->n_funds, &r->rows[i].leaf.token);

		r->waits[i] = f != NULL && f->status == ERR_PENDING;
		if (!r->waits[i])
			judge_row(r, i);
	}
}

/* Gives all rows an obstacle that follows from the contract and not from their words. */
static void refuse_rows(struct payer_round *r, enum payer_obstacle obstacle)
{
	const struct anchor *anchor = &r->c->session->anchor;

	for (size_t i = 0; i < r->n; i++)
		r->rows[i].state =
			(struct cache_due_state){.finding = {.obstacle = obstacle},
						 .trust = anchor->trust,
						 .block = anchor->header.number,
						 .as_of = (int64_t)anchor->header.timestamp};
}

/* Whether nothing can come of a row that its service gives no more. */
static bool is_over(const struct payer_round *r, size_t i)
{
	const struct cache_due *row = &r->rows[i];
	const struct payer_finding *f = &row->state.finding;
	const bool agreed =
		r->readings[i].trust >= TRUST_AGREED || !profile_can_agree(r->c->app->profile);

	return row->source == CACHE_DUE_FORMER && agreed && !hash_is_zero(&f->root) &&
	       !hash_equal(&row->root, &f->root) && !hash_equal(&row->root, &f->next_root);
}

static enum status put_funds(struct cache *cache, const struct payer_round *r, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < r->n_funds && s == STATUS_OK; i++) {
		const struct payer_funds *f = &r->funds[i];
		const struct cache_figure figure = {.kind = CACHE_FIGURE_DISTRIBUTOR_FUNDS,
						    .payer = r->payer->contract.address,
						    .token = f->token,
						    .value = f->held.value,
						    .trust = f->held.trust,
						    .block = f->held.at.number,
						    .as_of = f->held.at.time};

		if (f->status == STATUS_OK)
			s = cache_figures_put(cache, &figure, 1, e);
	}
	return s;
}

static enum status put_states(struct cache *cache, void *arg, struct err *e)
{
	const struct payer_round *r = arg;
	enum status s = put_funds(cache, r, e);

	for (size_t i = 0; i < r->n && s == STATUS_OK; i++) {
		if (r->waits[i])
			continue;
		s = is_over(r, i) ? cache_dues_remove(cache, r->rows[i].id, e)
				  : cache_dues_judged(cache, &r->rows[i], 1, e);
	}
	return s;
}

/* Reads and judges the rows of one payer. Returns: the first failure, else whether one waits. */
static enum status judge_payer(struct payer_round *r, struct err *e)
{
	struct err own = {0};
	enum status s = read_words(r, e), funds = STATUS_OK, put;

	if (s == ERR_MISMATCH)
		refuse_rows(r, PAYER_REPLACED);
	else if (s == ERR_UNSUPPORTED)
		refuse_rows(r, PAYER_UNTOLD);
	else if (s != STATUS_OK)
		return s;
	if (s == STATUS_OK && r->payer->kind != DISTRIBUTOR_REPPO) {
		funds = read_payer_funds(r->c, &r->funds, &r->n_funds, r->rows, r->n, &own);
		if (funds == ERR_MEMORY || funds == ERR_CANCELLED)
			return err_set(e, funds, "%s", own.text);
	}
	if (s == STATUS_OK)
		judge_rows(r);
	if (s == STATUS_OK && funds != STATUS_OK)
		s = err_set(e, funds, "%s", own.text);
	put = store_write(r->c->app, put_states, r, &own);
	if (put != STATUS_OK)
		return err_set(e, put, "%s", own.text);
	for (size_t i = 0; i < r->n && s == STATUS_OK; i++)
		if (r->waits[i])
			s = ERR_PENDING;
	return s;
}

/* Out: `service`, how its service answered, with the reason in `e` when the chain part is well */
static enum status sync_payer(struct sync_context *c, enum status *service,
			      const struct profile_distributor *payer, struct err *service_error,
			      struct err *e)
{
	struct payer_round r = {.c = c, .payer = payer};
	enum status s;

	*service = STATUS_OK;
	if (c->extent == EXTENT_WHOLE && !c->payers_asked)
		*service = ask_payer_service(c, payer, service_error);
	s = store_read(c->app, get_rows, &r, e);
	if (s == STATUS_OK && r.n > 0)
		s = judge_payer(&r, e);
	free(r.rows);
	free(r.readings);
	free(r.funds);
	free(r.waits);
	return s;
}

/* The outcome of several payers. */
struct payers_outcome {
	struct sync_context *c;
	enum status chain, any; /* the first failure on the chain, and of all */
	struct err chain_error, any_error;
	bool waits;
	bool is_silence; /* the first failure is that a service gave no answer */
};

/* Every failure of a service but a false answer, and those that are byline's own. */
static bool is_silence(enum status s)
{
	return s != ERR_MISMATCH && s != ERR_ANSWER && s != ERR_SIGNATURE &&
	       s != ERR_PROOF_MISMATCH && s != ERR_CANCELLED && s != ERR_MEMORY && s != ERR_IO;
}

static void note_payer(struct payers_outcome *o, enum status s, const struct err *e, bool chain)
{
	if (s == ERR_PENDING)
		o->waits = true;
	if (s == STATUS_OK || s == ERR_PENDING)
		return;
	log_line(o->c->app->shared->log, "sync", "payers: %s", e->text);
	if (o->any == STATUS_OK) {
		o->any = s;
		o->any_error = *e;
		o->is_silence = !chain && is_silence(s);
	}
	if (chain && o->chain == STATUS_OK) {
		o->chain = s;
		o->chain_error = *e;
	}
}

enum status sync_payers(struct sync_context *c, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct payers_outcome o = {.c = c};
	const bool first = c->extent == EXTENT_WHOLE && !c->payers_asked;

	for (size_t i = 0; i < p->n_distributors && !task_cancelled(c->task); i++) {
		struct err chain = {0}, off_chain = {0};
		enum status service, s;

		if (profile_is_told(p, &p->distributors[i]))
			continue;
		s = sync_payer(c, &service, &p->distributors[i], &off_chain, &chain);
		note_payer(&o, service, &off_chain, false);
		note_payer(&o, s, &chain, true);
	}
	if (first) {
		struct err names = {0};

		note_payer(&o, read_foreign_names(c, &names), &names, true);
		/* Nothing else shows that a service is not there, and that it may know of more. */
		if (o.is_silence)
			tell_silence(c->app, CACHE_SETTING_LOGGED_PAYERS, o.any_error.text);
		else
			tell_outcome(c->app, CACHE_SETTING_LOGGED_PAYERS, o.any, &o.any_error);
	}
	c->payers_asked = c->payers_asked || first;
	if (o.chain != STATUS_OK)
		return err_set(e, o.chain, "%s", o.chain_error.text);
	return o.waits ? ERR_PENDING : STATUS_OK;
}
