/*
 * Compares the number of live attributions with the number that each epoch was settled with. Only
 * epochs count whose attributions were all read and are all still in the cache.
 */
#include "sync/step_counts.h"

#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "audit/attribution_check.h"
#include "sync/context.h"
#include "sync/finding.h"

struct counting {
	const struct address *datanet;
	const struct address *account;
	struct sentence finding; /* the fault in the oldest epoch; empty when there is none */
};

/* Finds the oldest epoch that was never compared. Returns: false when all were. */
static bool oldest_open(uint64_t *epoch, const struct cache_verdict *all, size_t n)
{
	for (size_t i = n; i > 0; i--) {
		if (all[i - 1].counts == CACHE_COUNTS_OPEN) {
			*epoch = all[i - 1].epoch;
			return true;
		}
	}
	return false;
}

struct counted_rows {
	struct cache_verdict *verdicts;
	size_t n_verdicts;
	struct cache_score *scores;
	size_t n_scores;
	struct cache_attribution_sum *sums;
	size_t n_sums;
	uint64_t trimmed; /* attributions up to this epoch may have been dropped from the cache */
};

/* Compares each open epoch and stores its verdict. */
static enum status compare(struct cache *cache, struct counting *c, const struct counted_rows *r,
			   struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = r->n_verdicts; i > 0 && s == STATUS_OK; i--) {
		struct cache_verdict *v = &r->verdicts[i - 1];
		bool was_fault = v->audit == CACHE_AUDIT_FAULT;

		if (v->counts != CACHE_COUNTS_OPEN)
			continue;
		if (v->epoch <= r->trimmed || v->audit == CACHE_AUDIT_NOT_AUDITABLE)
			v->counts = CACHE_COUNTS_INCOMPARABLE;
		else
			check_attributions(v, r->scores, r->n_scores, r->sums, r->n_sums);
		if (v->audit == CACHE_AUDIT_FAULT && !was_fault && sentence_is_empty(&c->finding))
			c->finding = v->finding;
		s = cache_verdicts_put(cache, c->account, v, e);
	}
	return s;
}

static enum status count(struct cache *cache, void *arg, struct err *e)
{
	struct counting *c = arg;
	struct counted_rows r = {.n_verdicts = 0};
	uint64_t oldest;
	enum status s =
		cache_verdicts_all(cache, &r.verdicts, &r.n_verdicts, c->datanet, c->account, e);

	if (s == STATUS_OK && oldest_open(&oldest, r.verdicts, r.n_verdicts)) {
		s = cache_scores_all(cache, &r.scores, &r.n_scores, c->datanet, c->account, e);
		if (s == STATUS_OK)
			s = cache_attributions_trimmed(cache, &r.trimmed, c->datanet, c->account,
						       e);
		if (s == STATUS_OK)
			s = cache_attributions_sums(cache, &r.sums, &r.n_sums, c->datanet,
						    c->account, oldest - 1, e);
		if (s == STATUS_OK)
			s = compare(cache, c, &r, e);
	}
	free(r.verdicts);
	free(r.scores);
	free(r.sums);
	return s;
}

enum status count_attributions(struct sync_context *c, const struct snapshot_account *account,
			       struct err *e)
{
	struct counting counting = {.datanet = &profile_datanet(c->app->profile)->address,
				    .account = &account->address};
	enum status s = store_write(c->app, count, &counting, e);

	if (s == STATUS_OK && !sentence_is_empty(&counting.finding))
		tell_finding(c, account, &counting.finding);
	return s;
}
