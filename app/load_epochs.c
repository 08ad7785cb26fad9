#include "app/load_epochs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audited_rows.h"
#include "app/load_rows.h"
#include "audit/verdict.h"

static void set_epoch(struct snapshot_epoch *epoch, const struct snapshot_owner *of,
		      const struct cache_statement *row, const struct epoch_verdict *verdict,
		      const struct profile *p)
{
	const struct profile_token *token = profile_token(p, &row->statement.token);

	epoch->of = *of;
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
	epoch->finding = verdict->finding;
}

/* Influence is attested in units of 1e-18; as a double it is for show only. */
static double influence_of(const struct u256 *units)
{
	return u256_to_double(units) / 1e18;
}

/*
 * Adds one own leaf to its epoch's and its dataset's sums. A sum that overflows is not shown.
 * A dataset has one column of royalties, in `main_token`: amounts in another token appear in the
 * epochs alone.
 */
static void add_score(struct loading *l, const struct snapshot_score *score,
		      const struct address *main_token)
{
	struct snapshot *s = l->s;
	bool in_main = true;

	for (size_t i = l->first_epoch; i < s->n_epochs; i++) {
		struct snapshot_epoch *epoch = &s->epochs[i];

		if (epoch->epoch != score->epoch)
			continue;
		epoch->influence += score->influence;
		epoch->inferences += score->inferences;
		epoch->trust = trust_min(epoch->trust, score->trust);
		if (u256_add(&epoch->own.raw, &epoch->own.raw, &score->amount.raw) != STATUS_OK) {
			epoch->own.raw = u256_from_u64(0);
			epoch->trust = TRUST_NONE;
		}
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

/* The token of the datanet's first payer, or NULL. */
static const struct address *main_token_of(const struct profile *p)
{
	for (size_t i = 0; i < p->n_distributors; i++)
		if (profile_pays(p, i))
			return &p->distributors[i].token;
	return NULL;
}

static enum status set_scores(struct loading *l, const struct audited_rows *all, struct err *e)
{
	struct snapshot *s = l->s;
	const struct address *main_token = main_token_of(l->p);
	const struct cache_score *rows = all->scores;
	size_t n = all->n_scores;
	enum status status = load_rows_grow(&s->scores, s->n_scores, n, sizeof(*s->scores), e);

	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_score *score = &s->scores[s->n_scores++];

		score->of = l->of;
		score->epoch = rows[i].epoch;
		score->uid = rows[i].score.dataset;
		score->dataset = load_rows_dataset(l, &rows[i].score.dataset);
		score->inferences = rows[i].score.inferences;
		score->influence = influence_of(&rows[i].score.influence);
		score->amount = rows[i].score.amount;
		score->trust = rows[i].trust;
		add_score(l, score, main_token);
	}
	return status;
}

/*
 * Computes shares of all contributors' influence: of each epoch, and of each dataset over all
 * epochs shown.
 */
static void set_shares(struct loading *l, const struct cache_statement *rows)
{
	struct snapshot *s = l->s;
	struct snapshot_epoch *epochs = s->epochs + l->first_epoch;
	double all = 0;

	for (size_t i = 0; l->first_epoch + i < s->n_epochs; i++) {
		double total = influence_of(&rows[i].statement.influence);

		all += total;
		if (total > 0)
			epochs[i].share = epochs[i].influence / total;
	}
	for (size_t i = l->first_dataset; i < s->n_datasets && all > 0; i++)
		if (s->datasets[i].royalties.known && s->datasets[i].of.datanet == l->of.datanet)
			s->datasets[i].share = s->datasets[i].influence / all;
}

/*
 * A leaf proves that something was earned. That nothing was is the datanet's word, unless all
 * leaves were read.
 */
static void doubt_nothing_earned(struct loading *l)
{
	struct snapshot *s = l->s;

	for (size_t i = l->first_epoch; i < s->n_epochs; i++) {
		struct snapshot_epoch *epoch = &s->epochs[i];

		if (u256_is_zero(&epoch->own.raw) && epoch->audit != AUDIT_FULL_SOUND)
			epoch->trust = trust_min(epoch->trust, TRUST_REPORTED);
	}
}

static enum status set_epochs(struct loading *l, const struct audited_rows *rows, struct err *e)
{
	struct snapshot *s = l->s;
	struct snapshot_standing *standing = &s->standings[s->n_standings - 1];
	struct audit_verdict verdict;
	enum status status = reach_verdict(&verdict, rows, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->epochs, s->n_epochs, verdict.n, sizeof(*s->epochs), e);
	for (size_t i = 0; i < verdict.n && status == STATUS_OK; i++)
		set_epoch(&s->epochs[s->n_epochs++], &l->of, &rows->statements[i],
			  &verdict.epochs[i], l->p);
	standing->totals_audited = verdict.all_sound;
	memcpy(standing->audit, verdict.parts, sizeof(standing->audit));
	standing->n_audit = verdict.n_parts;
	memcpy(standing->audit_text, verdict.text, sizeof(standing->audit_text));
	audit_verdict_release(&verdict);
	return status;
}

enum status load_epochs(struct loading *l, struct err *e)
{
	struct audited_rows rows;
	enum status status = load_audited_rows(l->cache, &rows, l->p, load_rows_account(l), e);

	if (status == STATUS_OK)
		status = set_epochs(l, &rows, e);
	if (status == STATUS_OK)
		status = set_scores(l, &rows, e);
	if (status == STATUS_OK) {
		doubt_nothing_earned(l);
		set_shares(l, rows.statements);
	}
	audited_rows_release(&rows);
	return status;
}
