#include "app/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entitlement.h"
#include "app/state.h"
#include "app/statement_check.h"
#include "app/sync.h"
#include "cache/figures.h"

static const char *const not_shown[] = {
	"that the influences are right: the datanet computed them",
	"that the queries and their fees were real",
	"that every account in the document is a different person",
	"that the pool is the share of the fees that was promised",
	NULL,
};

struct auditing {
	struct app *app;
	struct task *task;
	struct session *session;
	struct address account;
	struct audit_report *report;
	struct cache_statement *statements; /* newest first */
	size_t n;
	struct cache_score *scores;
	size_t n_scores;
	struct cache_figure *figures;
	size_t n_figures;
	bool sum_known;
};

static enum status get_rows(struct cache *cache, void *arg, struct err *e)
{
	struct auditing *a = arg;
	enum status s = cache_statements_all(cache, &a->statements, &a->n, e);

	if (s == STATUS_OK)
		s = cache_scores_all(cache, &a->scores, &a->n_scores, &a->account, e);
	return s == STATUS_OK ? cache_figures_all(cache, &a->figures, &a->n_figures, e) : s;
}

static enum status put_verdict(struct cache *cache, void *arg, struct err *e)
{
	return cache_statements_audit(cache, arg, e);
}

static const struct profile_token *token_of(const struct auditing *a,
					    const struct cache_statement *st)
{
	return profile_token(a->app->profile, &st->statement.token);
}

/* "sum to 269…, attested are 296…, 27… too much", in units of 1e-18. */
static void name_influence(char out[static 160], uint64_t epoch, const struct statement_finding *f)
{
	bool less = u256_compare(&f->found, &f->expected) < 0;
	char sum[U256_DECIMAL_SIZE], attested[U256_DECIMAL_SIZE], by[U256_DECIMAL_SIZE];
	struct u256 difference = {{0}};

	if (u256_sub(&difference, less ? &f->expected : &f->found,
		     less ? &f->found : &f->expected) != STATUS_OK)
		difference = u256_from_u64(0);
	u256_format(sum, &f->expected);
	u256_format(attested, &f->found);
	u256_format(by, &difference);
	snprintf(out, 160,
		 "epoch %llu: the influences sum to %.30s, attested are %.30s, %.30s too %s",
		 (unsigned long long)epoch, sum, attested, by, less ? "little" : "much");
}

static void name_fault(char out[static 160], const struct statement_finding *f,
		       const struct cache_statement *st, const struct datanet_document *doc,
		       unsigned decimals)
{
	uint64_t epoch = st->statement.epoch;

	switch (f->fault) {
	case STATEMENT_WRONG_AMOUNT:
	case STATEMENT_OVERSPENT:
		finding_amount(out, epoch, &f->found, &f->expected, decimals);
		return;
	case STATEMENT_WRONG_INFLUENCE: name_influence(out, epoch, f); return;
	case STATEMENT_SOUND:
	case STATEMENT_WRONG_DOCUMENT:
	case STATEMENT_WRONG_ORDER:
	case STATEMENT_WRONG_TREE:
		snprintf(out, 160, "epoch %llu: %s (line %zu of %zu)", (unsigned long long)epoch,
			 statement_fault_phrase(f->fault), f->index + 1, doc->n);
		return;
	}
}

/* Every own leaf must stand in the document as it was given alone. */
static bool has_own_leaves(const struct auditing *a, const struct cache_statement *st,
			   const struct datanet_document *doc)
{
	size_t own = 0, found = 0;

	for (size_t i = 0; i < a->n_scores; i++)
		own += a->scores[i].epoch == st->statement.epoch;
	for (size_t i = 0; i < doc->n; i++)
		found += address_equal(&doc->scores[i].account, &a->account);
	return own == found;
}

static enum status audit_document(struct auditing *a, struct cache_statement *st, struct err *e)
{
	const struct profile_token *token = token_of(a, st);
	struct datanet_document doc = {0};
	struct statement_finding finding = {0};
	enum status s = datanet_document(&a->session->datanet, &doc, st->statement.epoch, e);

	if (s != STATUS_OK)
		return s;
	s = statement_audit(&finding, &st->statement, doc.scores, doc.n);
	if (s == STATUS_OK) {
		st->audit = CACHE_AUDIT_FULL_SOUND;
		st->finding[0] = '\0';
		st->leaves_of = (struct address){{0}};
		if (finding.fault != STATEMENT_SOUND) {
			st->audit = CACHE_AUDIT_FAULT;
			name_fault(st->finding, &finding, st, &doc,
				   token != NULL ? token->decimals : 0);
		} else if (!has_own_leaves(a, st, &doc)) {
			st->audit = CACHE_AUDIT_FAULT;
			snprintf(st->finding, sizeof(st->finding),
				 "epoch %llu: the document has other leaves of this account than "
				 "the datanet gave",
				 (unsigned long long)st->statement.epoch);
		}
	}
	datanet_document_release(&doc);
	return s;
}

static enum audit_state state_of(enum cache_audit audit)
{
	switch (audit) {
	case CACHE_AUDIT_NOT_RUN: return AUDIT_NOT_RUN;
	case CACHE_AUDIT_OWN_SOUND: return AUDIT_OWN_SOUND;
	case CACHE_AUDIT_FULL_SOUND: return AUDIT_FULL_SOUND;
	case CACHE_AUDIT_FAULT: return AUDIT_FAULT;
	case CACHE_AUDIT_NOT_AUDITABLE: return AUDIT_NOT_AUDITABLE;
	}
	return AUDIT_NOT_RUN;
}

static enum status audit_one(struct auditing *a, struct cache_statement *st, struct err *e)
{
	struct audit_epoch *row = &a->report->epochs[a->report->n];
	enum status s = STATUS_OK;

	/* A fault found in the own leaves stands whatever the whole document says. */
	if (a->report->full && st->audit != CACHE_AUDIT_FAULT &&
	    st->audit != CACHE_AUDIT_NOT_AUDITABLE)
		s = audit_document(a, st, e);
	if (s != STATUS_OK)
		return s;
	row->epoch = st->statement.epoch;
	row->state = state_of(st->audit);
	memcpy(row->finding, st->finding, sizeof(row->finding));
	for (size_t i = 0; i < a->n_scores; i++)
		if (a->scores[i].epoch == row->epoch &&
		    u256_add(&row->own.raw, &row->own.raw, &a->scores[i].score.amount.raw) !=
			    STATUS_OK)
			return err_set(e, ERR_RANGE,
				       "the amounts of epoch %llu do not fit 256 bits",
				       (unsigned long long)row->epoch);
	a->report->n++;
	a->report->sound += row->state == AUDIT_OWN_SOUND || row->state == AUDIT_FULL_SOUND;
	a->report->faulty += row->state == AUDIT_FAULT;
	return store_write(a->app, put_verdict, st, e);
}

/* From the first epoch on, each statement must name the one before it. */
static void check_chain(struct auditing *a)
{
	static const struct hash none;

	a->report->chain_whole = a->n > 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct cache_statement *st = &a->statements[i];
		const struct hash *before = i + 1 < a->n ? &a->statements[i + 1].uid : &none;
		bool first = i + 1 == a->n;

		if (!hash_equal(&st->previous, before) ||
		    (!first && st->statement.epoch != a->statements[i + 1].statement.epoch + 1))
			a->report->chain_whole = false;
	}
}

static enum status check_sum(struct auditing *a, struct err *e)
{
	struct entitlement_rows rows = {.profile = a->app->profile,
					.account = &a->account,
					.statements = a->statements,
					.n_statements = a->n,
					.scores = a->scores,
					.n_scores = a->n_scores,
					.figures = a->figures,
					.n_figures = a->n_figures};
	struct audit_report *r = a->report;
	struct entitlement_check check;
	enum status s = check_entitlements(&check, &rows);

	if (s != STATUS_OK)
		return err_set(e, s, "the own amounts do not fit 256 bits");
	a->sum_known = check.known;
	r->own_sum = check.own;
	r->cumulative = check.cumulative;
	r->cumulative_trust = check.trust;
	r->sum_matches = check.matches;
	return STATUS_OK;
}

static void say_verdict(struct auditing *a)
{
	struct audit_report *r = a->report;

	for (size_t i = 0; i < r->n; i++) {
		if (r->epochs[i].state == AUDIT_FAULT) {
			snprintf(r->verdict, sizeof(r->verdict), "%s", r->epochs[i].finding);
			return;
		}
	}
	if (!r->chain_whole)
		snprintf(r->verdict, sizeof(r->verdict), "the chain of statements has a gap");
	else if (a->sum_known && !r->sum_matches)
		snprintf(r->verdict, sizeof(r->verdict),
			 "the epochs do not sum to what the distributor entitles to");
	else
		snprintf(r->verdict, sizeof(r->verdict), "%zu of %zu epochs paid in full%s",
			 r->sound, r->n,
			 a->sum_known ? ""
				      : "; what the distributor pays is not known well enough to "
					"compare the sum");
}

static enum status audit_all(struct auditing *a, struct err *e)
{
	enum status s = STATUS_OK;

	a->report->epochs = calloc(a->n + 1, sizeof(*a->report->epochs));
	if (a->report->epochs == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = a->n; i > 0 && s == STATUS_OK; i--) {
		task_progress(a->task, "auditing epochs", a->n - i, a->n, "epochs");
		s = task_check(a->task, e);
		if (s == STATUS_OK)
			s = audit_one(a, &a->statements[i - 1], e);
	}
	return s;
}

enum status audit_epochs(struct app *app, struct task *task, struct audit_report *out, bool full,
			 struct err *e)
{
	struct auditing a = {.app = app, .task = task, .report = out};
	const struct profile *profile;
	enum status s = require_profile(app, &profile, e);

	if (s == STATUS_OK)
		s = shown_account(app, &a.account, NULL, e);
	*out = (struct audit_report){.full = full, .not_shown = not_shown};
	/* The dashboard syncs by itself, with connections that know the nodes. */
	if (s == STATUS_OK && !app->options.offline && app->crew == NULL)
		s = sync_network(app, task, NULL, e);
	if (s == ERR_BUSY)
		s = STATUS_OK;
	if (s == STATUS_OK && full)
		s = session_of(app, task, &a.session, e);
	if (s == STATUS_OK)
		s = store_read(app, get_rows, &a, e);
	if (s == STATUS_OK && a.n == 0)
		s = err_set(e, ERR_NOT_FOUND, "no settled epoch is known yet; nothing to audit");
	if (s == STATUS_OK)
		s = audit_all(&a, e);
	if (s == STATUS_OK) {
		check_chain(&a);
		s = check_sum(&a, e);
	}
	if (s == STATUS_OK)
		say_verdict(&a);
	free(a.statements);
	free(a.scores);
	free(a.figures);
	if (s != STATUS_OK)
		audit_report_release(out);
	return s;
}

void audit_report_release(struct audit_report *r)
{
	free(r->epochs);
	r->epochs = NULL;
	r->n = 0;
}
