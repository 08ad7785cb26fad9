/*
 * A snapshot, from its outside to its inside: load_snapshot() has the store run load_all(), which
 * loads network by network (load_network_rows()), there datanet by datanet (load_scope()) and
 * account by account (load_standing()). Invariant: a loader only appends, so that what was loaded
 * keeps its index.
 */
#include "app/load.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/idle_lock.h"
#include "app/load_attributions.h"
#include "app/load_claims.h"
#include "app/load_datasets.h"
#include "app/load_dues.h"
#include "app/load_epochs.h"
#include "app/load_events.h"
#include "app/load_models.h"
#include "app/load_nodes.h"
#include "app/load_order.h"
#include "app/load_received.h"
#include "app/load_royalties.h"
#include "app/lost_records.h"
#include "app/scope.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/clock.h"
#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/settings.h"

/* A settlement is late once it is a minute overdue: a block or a poll later is no delay. */
#define SETTLEMENT_GRACE_S 60

/* Copies what the profile says, so that a snapshot outlives the app that made it. */
static void set_network(struct snapshot_network *n, struct app *scope)
{
	const struct profile *p = scope->profile;
	struct sync_status now = sync_status_of(scope);

	snprintf(n->name, sizeof(n->name), "%s", p->name);
	snprintf(n->title, sizeof(n->title), "%s", p->title);
	snprintf(n->native_symbol, sizeof(n->native_symbol), "%s", p->native_symbol);
	n->chain_id = p->chain_id;
	n->native_decimals = (uint8_t)p->native_decimals;
	/* A block is as old as its confirmations when it is read. */
	n->max_age_s =
		(uint32_t)((p->max_age_ms + (uint64_t)p->confirmations * p->block_time_ms) / 1000);
	n->quorum = p->quorum;
	n->sync = scope->shared->options.offline ? SYNC_OFFLINE : now.state;
	memcpy(n->sync_text, now.text, sizeof(n->sync_text));
	n->next_try = now.next_try;
	n->clock_skew_s = now.clock_skew_s;
}

static enum status load_flaw(struct snapshot_network *n, struct cache *cache, struct err *e)
{
	struct buf flaw;
	enum status s;

	buf_init(&flaw, CACHE_SETTING_TEXT);
	s = cache_settings_get(cache, &flaw, CACHE_SETTING_HEADER_FLAW, NULL, NULL, e);
	if (s == STATUS_OK)
		snprintf(n->header_flaw, sizeof(n->header_flaw), "%s", buf_str(&flaw));
	buf_release(&flaw);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status load_block(struct loading *l, struct err *e)
{
	struct snapshot_network *n = load_rows_network(l);
	struct cache_block block;
	enum status status = cache_blocks_last(l->cache, &block, e);

	if (status == ERR_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	n->block = block.number;
	n->block_hash = block.hash;
	n->as_of = block.time;
	n->read_at = block.read_at;
	n->block_trust = block.trust;
	return load_flaw(n, l->cache, e);
}

/* The newest acceptance of the account's datasets by the datanet. */
static void find_acceptance(struct snapshot_rhythm *r, const struct loading *l)
{
	const struct snapshot *s = l->s;

	for (size_t i = l->first_dataset; i < s->n_datasets; i++) {
		const struct snapshot_dataset *d = &s->datasets[i];

		if (d->of.datanet == l->of.datanet && d->of.account == l->of.account &&
		    d->accepted_at > r->last_acceptance) {
			r->last_acceptance = d->accepted_at;
			memcpy(r->last_acceptance_of, d->name, sizeof(d->name));
		}
	}
}

/* When things happened last, for "why no earnings?". */
static enum status load_rhythm(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct snapshot_rhythm *r = &s->standings[s->n_standings - 1].rhythm;
	enum status status =
		cache_settings_number(l->cache, &r->next_settlement, CACHE_SETTING_NEXT_SETTLEMENT,
				      &profile_datanet(l->p)->address, NULL, e);

	if (status != STATUS_OK && status != ERR_NOT_FOUND)
		return status;
	if (s->n_epochs > l->first_epoch) {
		r->last_settlement = s->epochs[l->first_epoch].settled_at;
		r->last_epoch = s->epochs[l->first_epoch].epoch;
	}
	r->settlement_late =
		r->next_settlement != 0 && r->next_settlement + SETTLEMENT_GRACE_S < clock_now();
	find_acceptance(r, l);
	if (s->n_attributions > l->first_attribution) {
		const struct snapshot_attribution *a = &s->attributions[l->first_attribution];

		r->last_attribution = a->time;
		if (a->dataset < s->n_datasets)
			snprintf(r->last_attribution_of, sizeof(r->last_attribution_of),
				 "%.32s by inference %.16s", s->datasets[a->dataset].name,
				 a->inference);
	}
	return STATUS_OK;
}

/*
 * Appends an account's rows at one datanet, in an order that matters: attributions and epochs point
 * into datasets and models, royalties are estimated from epochs and attributions and less what
 * claims collect, the rhythm is made of all of them.
 */
static enum status load_standing(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	enum status status =
		load_rows_grow(&s->standings, s->n_standings, 1, sizeof(*s->standings), e);

	if (status != STATUS_OK)
		return status;
	s->standings[s->n_standings++].of = l->of;
	l->first_epoch = s->n_epochs;
	l->first_attribution = s->n_attributions;
	status = load_epochs(l, e);
	if (status == STATUS_OK)
		status = load_attributions(l, e);
	if (status == STATUS_OK)
		status = load_royalties(l, e);
	return status == STATUS_OK ? load_rhythm(l, e) : status;
}

/* Calls `load` for each account whose rows are wanted. */
static enum status for_accounts(struct loading *l,
				enum status (*load)(struct loading *, struct err *), struct err *e)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < l->s->n_accounts && status == STATUS_OK; i++) {
		if (!load_rows_wants(l, (uint16_t)i))
			continue;
		l->of.account = (uint16_t)i;
		status = load(l, e);
	}
	l->of.account = SNAPSHOT_NONE;
	return status;
}

/* Names the datanets of the network, so that its datasets find theirs. */
static enum status load_datanets(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	const struct profile *p = l->p;
	enum status status =
		load_rows_grow(&s->datanets, s->n_datanets, p->n_datanets, sizeof(*s->datanets), e);

	for (size_t i = 0; i < p->n_datanets && status == STATUS_OK; i++) {
		struct snapshot_datanet *d = &s->datanets[s->n_datanets];

		d->of = (struct snapshot_owner){l->of.network, (uint16_t)s->n_datanets++,
						SNAPSHOT_NONE};
		snprintf(d->name, sizeof(d->name), "%s", p->datanets[i].name);
		d->address = p->datanets[i].address;
	}
	return status;
}

/* Appends the rows of the network as a whole. */
static enum status load_whole_network(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	enum status status = load_datanets(l, e);

	l->first_dataset = s->n_datasets;
	if (status == STATUS_OK)
		status = load_block(l, e);
	if (status == STATUS_OK)
		status = load_events(l, e);
	if (status == STATUS_OK)
		status = load_datasets(l, e);
	if (status == STATUS_OK)
		status = load_claims(l, e);
	if (status == STATUS_OK)
		status = load_nodes(l, e);
	return status == STATUS_OK ? for_accounts(l, load_coin, e) : status;
}

/* Appends the rows of the datanet that the scope stands for; without one, of payers alone. */
static enum status load_scope(struct loading *l, const struct app *scope, struct err *e)
{
	enum status status;

	l->p = scope->profile;
	l->first_model = l->s->n_models;
	if (l->p->n_datanets == 0)
		return for_accounts(l, load_standing, e);
	l->of.datanet = (uint16_t)(l->s->n_datanets - l->p->n_datanets + l->p->datanet);
	status = load_models(l, e);
	if (status == STATUS_OK)
		status = for_accounts(l, load_standing, e);
	l->of.datanet = SNAPSHOT_NONE;
	return status;
}

/* --datanet leaves the rows of other datanets out; those of the network stay. */
static bool is_wanted(const struct loading *l, const struct profile *p)
{
	return l->only_datanet == NULL || p->n_datanets == 0 ||
	       strcmp(profile_datanet(p)->name, l->only_datanet) == 0;
}

/*
 * Appends one network: what is of it as a whole, then datanet by datanet, then the payments, which
 * complete royalties and point into claims, and last what is owed, made of royalties too.
 */
static enum status load_network_rows(struct loading *l, struct app *const *scopes, size_t n,
				     struct err *e)
{
	struct cache_figure *figures = NULL;
	enum status status =
		load_rows_grow(&l->s->networks, l->s->n_networks, 1, sizeof(*l->s->networks), e);

	if (status != STATUS_OK)
		return status;
	cache_networks_return(l->cache, &scopes[0]->network->place);
	l->p = scopes[0]->profile;
	l->of = (struct snapshot_owner){(uint16_t)l->s->n_networks, SNAPSHOT_NONE, SNAPSHOT_NONE};
	set_network(&l->s->networks[l->s->n_networks++], scopes[0]);
	status = cache_figures_all(l->cache, &figures, &l->n_figures, e);
	l->figures = figures;
	if (status == STATUS_OK)
		status = load_whole_network(l, e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		if (is_wanted(l, scopes[i]->profile))
			status = load_scope(l, scopes[i], e);
	if (status == STATUS_OK)
		status = for_accounts(l, load_received, e);
	if (status == STATUS_OK)
		status = load_dues(l, e);
	free(figures);
	return status;
}

/* All standings together show as many attributions as one of a single network would. */
static enum status share_attributions(struct loading *l, struct app *const *scopes, size_t n,
				      struct err *e)
{
	uint64_t *counts = calloc(n * l->s->n_accounts + 1, sizeof(*counts));
	size_t known = 0;
	enum status status = STATUS_OK;

	if (counts == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n * l->s->n_accounts && status == STATUS_OK; i++) {
		const struct app *scope = scopes[i / l->s->n_accounts];
		size_t account = i % l->s->n_accounts;
		uint64_t last;

		if (!is_wanted(l, scope->profile) ||
		    (l->s->one_account && account != l->s->account))
			continue;
		cache_networks_return(l->cache, &scope->network->place);
		status = cache_attributions_count(l->cache, &counts[known++], &last,
						  &profile_datanet(scope->profile)->address,
						  &l->s->accounts[account].address, e);
	}
	l->attributions_part = load_attributions_part(counts, known);
	free(counts);
	return status;
}

struct snapshot_job {
	struct app *app;
	struct snapshot *snapshot;
};

/* Which account acts, and whether the tables are about it alone. */
static enum status load_accounts_shown(struct snapshot_job *job, struct cache *cache, struct err *e)
{
	struct snapshot *s = job->snapshot;
	size_t shown = 0;
	enum status status = load_account_rows(s, cache, e);

	if (status == STATUS_OK && s->n_accounts > 0)
		status = choose_account(job->app, &shown, s->accounts, s->n_accounts, e);
	if (status != STATUS_OK)
		return status;
	s->has_account = s->n_accounts > 0;
	/* In the dashboard, where the user can lift --account, jobs/show.c leaves rows out. */
	s->one_account = s->has_account && job->app->shared->options.account != NULL &&
			 job->app->shared->crew == NULL;
	s->account = (uint32_t)shown;
	describe_lost_records(s->lost, s->has_vault, s->accounts, s->n_accounts);
	return STATUS_OK;
}

/* The store's job: all rows come from one state of the cache. */
static enum status load_all(struct cache *cache, void *arg, struct err *e)
{
	struct snapshot_job *job = arg;
	struct loading l = {.s = job->snapshot,
			    .cache = cache,
			    .only_datanet = job->app->shared->options.datanet};
	struct cache_place home = cache_networks_place(cache);
	size_t n, next;
	struct app *const *scopes = scope_list(job->app, &n);
	enum status status = load_accounts_shown(job, cache, e);

	if (status == STATUS_OK)
		status = share_attributions(&l, scopes, n, e);
	for (size_t i = 0; i < n && status == STATUS_OK; i = next) {
		for (next = i + 1; next < n && !scope_is_first(scopes[next]);)
			next++;
		status = load_network_rows(&l, scopes + i, next - i, e);
	}
	cache_networks_return(cache, &home);
	/* Datasets may wait for a network; all else is of one. */
	l.p = NULL;
	l.of = (struct snapshot_owner){SNAPSHOT_NONE, SNAPSHOT_NONE, SNAPSHOT_NONE};
	if (status == STATUS_OK && job->app->profile == NULL)
		status = load_events(&l, e);
	if (status == STATUS_OK && job->app->profile == NULL)
		status = load_datasets(&l, e);
	return status == STATUS_OK ? load_order_rows(l.s, e) : status;
}

enum status load_snapshot(struct app *app, const struct snapshot **out, struct err *e)
{
	struct snapshot_job job = {.app = app, .snapshot = snapshot_new()};
	struct snapshot *s = job.snapshot;
	enum status status;

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s->version = atomic_fetch_add(&app->shared->snapshot_version, 1) + 1;
	s->read_only = app->shared->options.read_only;
	s->has_vault = has_vault(app);
	s->unlocked = is_unlocked(app);
	s->locks_at = s->unlocked ? idle_lock_time(app) : 0;
	load_vault_state(&s->vault, app);
	status = store_read(app, load_all, &job, e);
	if (status != STATUS_OK) {
		snapshot_unref(s);
		return status;
	}
	*out = s;
	return STATUS_OK;
}
