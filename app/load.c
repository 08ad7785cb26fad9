#include "app/load.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/load_attributions.h"
#include "app/load_claims.h"
#include "app/load_datasets.h"
#include "app/load_epochs.h"
#include "app/load_events.h"
#include "app/load_nodes.h"
#include "app/load_received.h"
#include "app/load_royalties.h"
#include "app/lost_records.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "base/clock.h"
#include "cache/blocks.h"
#include "cache/settings.h"

/* A settlement is late once it is a minute overdue: a block or a poll later is no delay. */
#define SETTLEMENT_GRACE_S 60

/* Copies what the profile says, so that a snapshot outlives the app that made it. */
static void load_network_facts(struct snapshot *s, const struct app *app)
{
	const struct profile *p = app->profile;

	s->read_only = app->shared->options.read_only;
	s->has_vault = has_vault(app);
	if (p == NULL)
		return;
	s->has_network = true;
	snprintf(s->network, sizeof(s->network), "%s", p->name);
	snprintf(s->title, sizeof(s->title), "%s", p->title);
	snprintf(s->native_symbol, sizeof(s->native_symbol), "%s", p->native_symbol);
	s->chain_id = p->chain_id;
	s->native_decimals = (uint8_t)p->native_decimals;
	/* A block is as old as its confirmations when it is read. */
	s->max_age_s =
		(uint32_t)((p->max_age_ms + (uint64_t)p->confirmations * p->block_time_ms) / 1000);
	s->quorum = p->quorum;
	s->has_datanet = p->n_datanets > 0;
	if (p->n_datanets > 0)
		snprintf(s->datanet, sizeof(s->datanet), "%s", profile_datanet(p)->name);
	s->datanet_address = profile_datanet(p)->address;
}

static enum status load_block(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_block block;
	enum status status = cache_blocks_last(cache, &block, e);

	if (status == ERR_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	s->block = block.number;
	s->block_hash = block.hash;
	s->as_of = block.time;
	s->read_at = block.read_at;
	s->block_trust = block.trust;
	return STATUS_OK;
}

/* When things happened last, for "why no earnings?". */
static enum status load_rhythm(struct snapshot *s, const struct profile *p, struct cache *cache,
			       struct err *e)
{
	struct snapshot_rhythm *r = &s->rhythm;
	enum status status =
		cache_settings_number(cache, &r->next_settlement, CACHE_SETTING_NEXT_SETTLEMENT,
				      &profile_datanet(p)->address, NULL, e);

	if (status != STATUS_OK && status != ERR_NOT_FOUND)
		return status;
	if (s->n_epochs > 0) {
		r->last_settlement = s->epochs[0].settled_at;
		r->last_epoch = s->epochs[0].epoch;
	}
	r->settlement_late =
		r->next_settlement != 0 && r->next_settlement + SETTLEMENT_GRACE_S < clock_now();
	if (s->n_attributions > 0) {
		const struct snapshot_attribution *a = &s->attributions[0];

		r->last_attribution = a->time;
		if (a->dataset < s->n_datasets)
			snprintf(r->last_attribution_of, sizeof(r->last_attribution_of),
				 "%.32s by inference %.16s", s->datasets[a->dataset].name,
				 a->inference);
	}
	return STATUS_OK;
}

/* State of the process, which the cache knows nothing of. */
static void load_sync_state(struct snapshot *s, struct app *app)
{
	struct sync_status now = sync_status_of(app);

	s->sync = app->shared->options.offline ? SYNC_OFFLINE : now.state;
	memcpy(s->sync_text, now.text, sizeof(s->sync_text));
	s->next_try = now.next_try;
	s->clock_skew_s = now.clock_skew_s;
	s->unlocked = is_unlocked(app);
	s->locks_at = s->unlocked ? lock_time(app) : 0;
}

/*
 * Fills the tables in an order that matters: attributions and epochs point into datasets and
 * models, royalties are estimated from epochs and attributions and less what claims collect,
 * payments complete royalties and point into claims, the rhythm is made of all of them.
 */
static enum status load_tables(struct snapshot *s, struct app *app, struct cache *cache,
			       struct err *e)
{
	enum status status = load_events(s, app->profile, cache, e);

	if (status != STATUS_OK)
		return status;
	/* Datasets may wait for a network; all else is of one. */
	if (!s->has_network)
		return load_datasets(s, cache, e);
	status = load_block(s, cache, e);
	if (status == STATUS_OK)
		status = load_models(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_datasets(s, cache, e);
	if (status == STATUS_OK)
		status = load_epochs(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_attributions(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_claims(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_royalties(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_nodes(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_received(s, app->profile, cache, e);
	if (status == STATUS_OK)
		status = load_rhythm(s, app->profile, cache, e);
	return status;
}

struct loading {
	struct app *app;
	struct snapshot *snapshot;
};

/* The store's job: all rows come from one state of the cache. */
static enum status load_all(struct cache *cache, void *arg, struct err *e)
{
	struct loading *l = arg;
	struct snapshot *s = l->snapshot;
	size_t shown = 0; /* index of the account that the tables are about */
	enum status status = load_account_rows(s, cache, e);

	if (status == STATUS_OK && s->n_accounts > 0)
		status = choose_account(l->app, &shown, s->accounts, s->n_accounts, e);
	if (status != STATUS_OK)
		return status;
	s->has_account = s->n_accounts > 0;
	describe_lost_records(s->lost, s->has_vault, s->accounts, s->n_accounts);
	s->account = (uint32_t)shown;
	return load_tables(s, l->app, cache, e);
}

enum status load_snapshot(struct app *app, const struct snapshot **out, struct err *e)
{
	struct loading l = {.app = app, .snapshot = snapshot_new()};
	enum status status;

	*out = NULL;
	if (l.snapshot == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	l.snapshot->version = atomic_fetch_add(&app->shared->snapshot_version, 1) + 1;
	load_network_facts(l.snapshot, app);
	load_sync_state(l.snapshot, app);
	status = store_read(app, load_all, &l, e);
	if (status != STATUS_OK) {
		snapshot_unref(l.snapshot);
		return status;
	}
	*out = l.snapshot;
	return STATUS_OK;
}
