/* Epochs, scores, live attributions and royalties of a snapshot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audited_rows.h"
#include "app/load_private.h"
#include "audit/verdict.h"
#include "cache/attributions.h"
#include "cache/figures.h"
#include "cache/settings.h"

/* What the scores view scrolls through; the total is told beside it. */
#define ATTRIBUTIONS_SHOWN 20000

static const struct address *shown(const struct snapshot *s)
{
	return &s->accounts[s->account].address;
}

static uint32_t dataset_number(const struct snapshot *s, const struct hash *uid)
{
	for (size_t i = 0; i < s->n_datasets; i++)
		if (hash_equal(&s->datasets[i].uid, uid))
			return (uint32_t)i;
	return UINT32_MAX;
}

static void set_epoch(struct snapshot_epoch *epoch, const struct cache_statement *row,
		      const struct epoch_verdict *verdict, const struct profile *p)
{
	const struct profile_token *token = profile_token(p, &row->statement.token);

	epoch->distributor = row->statement.distributor;
	epoch->token = row->statement.token;
	snprintf(epoch->symbol, sizeof(epoch->symbol), "%s", token != NULL ? token->symbol : "");
	epoch->decimals = token != NULL ? (uint8_t)token->decimals : 0;
	epoch->epoch = row->statement.epoch;
	epoch->start = (int64_t)row->statement.start;
	epoch->end = (int64_t)row->statement.end;
	epoch->settled_at = row->attested_at;
	epoch->statement = row->uid;
	epoch->pool = row->statement.pool;
	epoch->share = -1;
	epoch->trust = row->trust;
	epoch->audit = verdict->state;
	memcpy(epoch->finding, verdict->finding, sizeof(epoch->finding));
}

/* Influence is attested in units of 1e-18. */
static double influence_of(const struct u256 *units)
{
	return u256_to_double(units) / 1e18;
}

/*
 * Adds one own leaf to its epoch's and its dataset's sums. A sum that overflows is not shown.
 * Datasets are shown in `main_token`; royalties in another one are in the epochs alone.
 */
static void add_score(struct snapshot *s, const struct snapshot_score *score,
		      const struct address *main_token)
{
	bool in_main = true;

	for (size_t i = 0; i < s->n_epochs; i++) {
		struct snapshot_epoch *epoch = &s->epochs[i];

		if (epoch->epoch != score->epoch)
			continue;
		epoch->influence += score->influence;
		epoch->inferences += score->inferences;
		if (u256_add(&epoch->own.raw, &epoch->own.raw, &score->amount.raw) != STATUS_OK)
			epoch->own.raw = u256_from_u64(0);
		in_main = main_token != NULL && address_equal(&epoch->token, main_token);
	}
	if (score->dataset < s->n_datasets) {
		struct snapshot_dataset *d = &s->datasets[score->dataset];

		d->influence += score->influence;
		d->inferences += score->inferences;
		if (!in_main)
			return;
		d->royalties.trust = d->royalties.known
					     ? trust_min(d->royalties.trust, score->trust)
					     : score->trust;
		d->royalties.known = true;
		if (u256_add(&d->royalties.value, &d->royalties.value, &score->amount.raw) !=
		    STATUS_OK)
			d->royalties.known = false;
	}
}

static enum status set_scores(struct snapshot *s, const struct audited_rows *all, struct err *e)
{
	const struct profile *p = all->profile;
	const struct address *main_token = p->n_distributors > 0 ? &p->distributors[0].token : NULL;
	const struct cache_score *rows = all->scores;
	size_t n = all->n_scores;

	if (n > 0) {
		s->scores = calloc(n, sizeof(*s->scores));
		if (s->scores == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n; i++) {
		struct snapshot_score *score = &s->scores[s->n_scores++];

		score->epoch = rows[i].epoch;
		score->uid = rows[i].score.dataset;
		score->dataset = dataset_number(s, &rows[i].score.dataset);
		score->inferences = rows[i].score.inferences;
		score->influence = influence_of(&rows[i].score.influence);
		score->amount = rows[i].score.amount;
		score->trust = rows[i].trust;
		add_score(s, score, main_token);
	}
	return STATUS_OK;
}

/* Shares of all contributors' influence: per epoch, and per dataset over all epochs shown. */
static void set_shares(struct snapshot *s, const struct cache_statement *rows)
{
	double all = 0;

	for (size_t i = 0; i < s->n_epochs; i++) {
		double total = influence_of(&rows[i].statement.influence);

		all += total;
		if (total > 0)
			s->epochs[i].share = s->epochs[i].influence / total;
	}
	for (size_t i = 0; i < s->n_datasets && all > 0; i++)
		if (s->datasets[i].royalties.known)
			s->datasets[i].share = s->datasets[i].influence / all;
}

static enum status set_epochs(struct snapshot *s, const struct audited_rows *rows, struct err *e)
{
	struct audit_verdict verdict;
	enum status status = reach_verdict(&verdict, rows, e);

	if (status == STATUS_OK && verdict.n > 0) {
		s->epochs = calloc(verdict.n, sizeof(*s->epochs));
		if (s->epochs == NULL)
			status = err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < verdict.n && status == STATUS_OK; i++)
		set_epoch(&s->epochs[s->n_epochs++], &rows->statements[i], &verdict.epochs[i],
			  rows->profile);
	s->totals_audited = verdict.all_sound;
	memcpy(s->audit, verdict.parts, sizeof(s->audit));
	s->n_audit = verdict.n_parts;
	memcpy(s->audit_text, verdict.text, sizeof(s->audit_text));
	audit_verdict_release(&verdict);
	return status;
}

enum status load_epochs(struct snapshot *s, const struct profile *p, struct cache *cache,
			struct err *e)
{
	struct audited_rows rows;
	enum status status;

	if (!s->has_account)
		return STATUS_OK;
	status = load_audited_rows(cache, &rows, p, shown(s), e);
	if (status == STATUS_OK)
		status = set_epochs(s, &rows, e);
	if (status == STATUS_OK)
		status = set_scores(s, &rows, e);
	if (status == STATUS_OK)
		set_shares(s, rows.statements);
	audited_rows_release(&rows);
	return status;
}

/* The snapshot's numbers of the cache's numbers of hashes, found once each. */
struct numbers {
	struct cache *cache;
	uint32_t from[64], to[64];
	size_t n;
};

static uint32_t translate(struct numbers *known, uint32_t number, const struct snapshot *s,
			  bool model)
{
	struct hash hash;
	uint32_t found = UINT32_MAX;

	for (size_t i = 0; i < known->n; i++)
		if (known->from[i] == number)
			return known->to[i];
	if (cache_attributions_hash(known->cache, &hash, number, NULL) == STATUS_OK) {
		if (!model)
			found = dataset_number(s, &hash);
		for (size_t i = 0; model && i < s->n_models; i++)
			if (hash_equal(&s->models[i].hash, &hash))
				found = (uint32_t)i;
	}
	if (known->n < ARRAY_SIZE(known->from)) {
		known->from[known->n] = number;
		known->to[known->n++] = found;
	}
	return found;
}

enum status load_attributions(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct numbers datasets = {.cache = cache}, models = {.cache = cache};
	struct cache_attribution *rows = NULL;
	uint64_t last;
	size_t n = 0;
	enum status status;

	if (!s->has_account)
		return STATUS_OK;
	status = cache_attributions_count(cache, &s->attributions_total, &last, shown(s), e);
	if (status == STATUS_OK)
		status = cache_attributions_page(cache, &rows, &n, shown(s), UINT64_MAX,
						 ATTRIBUTIONS_SHOWN, e);
	if (status == STATUS_OK && n > 0) {
		s->attributions = calloc(n, sizeof(*s->attributions));
		if (s->attributions == NULL)
			status = err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_attribution *a = &s->attributions[s->n_attributions++];

		a->seq = rows[i].seq;
		a->time = rows[i].time;
		a->influence_e9 = rows[i].influence_e9;
		a->fee_e9 = rows[i].fee_e9;
		a->dataset = translate(&datasets, rows[i].dataset, s, false);
		a->model = translate(&models, rows[i].model, s, true);
		memcpy(a->inference, rows[i].inference, sizeof(a->inference));
	}
	free(rows);
	return status;
}

static struct figure find_figure(const struct cache_figure *all, size_t n,
				 enum cache_figure_kind kind, const struct address *account,
				 const struct address *subject)
{
	static const struct address zero;
	struct figure f = {0};

	for (size_t i = 0; i < n; i++) {
		if (all[i].kind != kind ||
		    !address_equal(&all[i].account, account != NULL ? account : &zero) ||
		    !address_equal(&all[i].subject, subject != NULL ? subject : &zero))
			continue;
		f.known = true;
		f.trust = all[i].trust;
		f.value = all[i].value;
		f.block = all[i].block;
		f.as_of = all[i].as_of;
	}
	return f;
}

/*
 * What is attributed and not settled is known only by one server's word and by what share the
 * account had last: fees of its inferences since the last epoch, times the contributors' part,
 * times that share.
 */
static enum status estimate_accruing(struct figure *out, const struct snapshot *s,
				     unsigned decimals, struct cache *cache, struct err *e)
{
	struct cache_attribution_sum *sums = NULL;
	uint64_t fee_e9 = 0;
	int64_t part_bp = 0;
	double part;
	size_t n = 0;
	enum status status = cache_settings_number(cache, &part_bp, "datanet.contributors_bp", e);

	*out = (struct figure){0};
	if (status == ERR_NOT_FOUND || s->n_epochs == 0 || s->epochs[0].share < 0 || decimals < 9)
		return status == ERR_NOT_FOUND ? STATUS_OK : status;
	if (status == STATUS_OK)
		status = cache_attributions_sums(cache, &sums, &n, shown(s), s->epochs[0].epoch, e);
	/* An inference that touches two datasets is in both sums; the larger one counts it once. */
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		if (sums[i].fee_e9 > fee_e9)
			fee_e9 = sums[i].fee_e9;
	free(sums);
	if (status != STATUS_OK)
		return status;
	/* Both are a server's numbers: a share above 1 or a sum past 64 bits is no estimate. */
	part = (double)fee_e9 * ((double)part_bp / 10000) * s->epochs[0].share;
	if (part_bp < 0 || part_bp > 10000 || s->epochs[0].share > 1 || !(part < 0x1p63))
		return STATUS_OK;
	out->known = true;
	out->trust = TRUST_REPORTED;
	out->as_of = s->n_attributions > 0 ? s->attributions[0].time : s->as_of;
	out->value = u256_from_u64((uint64_t)part);
	for (unsigned i = 9; i < decimals; i++) {
		struct u256 ten = u256_from_u64(10);

		if (u256_mul(&out->value, &out->value, &ten) != STATUS_OK)
			out->known = false;
	}
	return STATUS_OK;
}

static enum status set_royalty(struct snapshot_royalty *r, const struct snapshot *s,
			       const struct profile *p, const struct profile_distributor *d,
			       const struct cache_figure *all, size_t n, struct cache *cache,
			       struct err *e)
{
	const struct profile_token *token = profile_token(p, &d->token);
	const struct address *account = shown(s), *at = &d->contract.address;
	struct figure funds, pending;

	r->distributor = *at;
	r->token = d->token;
	snprintf(r->symbol, sizeof(r->symbol), "%s", token != NULL ? token->symbol : "");
	r->decimals = token != NULL ? (uint8_t)token->decimals : 0;
	r->cumulative = find_figure(all, n, CACHE_FIGURE_CUMULATIVE, account, at);
	r->claimed = find_figure(all, n, CACHE_FIGURE_CLAIMED, account, at);
	r->claimable = find_figure(all, n, CACHE_FIGURE_CLAIMABLE, account, at);
	r->wallet = find_figure(all, n, CACHE_FIGURE_TOKEN_BALANCE, account, &d->token);
	r->gas = find_figure(all, n, CACHE_FIGURE_CLAIM_GAS, account, at);
	funds = find_figure(all, n, CACHE_FIGURE_DISTRIBUTOR_FUNDS, NULL, at);
	pending = find_figure(all, n, CACHE_FIGURE_PENDING_AT, NULL, at);
	r->underfunded = funds.known && r->claimable.known &&
			 u256_compare(&funds.value, &r->claimable.value) < 0;
	/* The sum is right, but that it can be claimed is not proven. */
	if (r->underfunded)
		r->claimable.trust = trust_min(r->claimable.trust, TRUST_AGREED);
	if (pending.known && !u256_is_zero(&pending.value)) {
		uint64_t when;

		if (u256_to_u64(&when, &pending.value) == STATUS_OK && when <= INT64_MAX)
			r->pending_at = (int64_t)when;
	}
	return estimate_accruing(&r->accruing, s, r->decimals, cache, e);
}

enum status load_royalties(struct snapshot *s, const struct profile *p, struct cache *cache,
			   struct err *e)
{
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status status;

	if (!s->has_account)
		return STATUS_OK;
	status = cache_figures_all(cache, &all, &n, e);
	if (status == STATUS_OK && p->n_distributors > 0) {
		s->royalties = calloc(p->n_distributors, sizeof(*s->royalties));
		if (s->royalties == NULL)
			status = err_set(e, ERR_MEMORY, "out of memory");
	}
	if (status == STATUS_OK)
		s->native_balance =
			find_figure(all, n, CACHE_FIGURE_NATIVE_BALANCE, shown(s), NULL);
	for (size_t i = 0; i < p->n_distributors && status == STATUS_OK; i++)
		status = set_royalty(&s->royalties[s->n_royalties++], s, p, &p->distributors[i],
				     all, n, cache, e);
	free(all);
	return status;
}
