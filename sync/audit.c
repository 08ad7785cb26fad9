/*
 * The audit as a use case. A sync judges each statement and the account's leaves when it reads
 * them; audit_account(), near the end, reads those rows and turns them into a report. A full
 * audit first fetches each whole document and judges it (redo_documents() and what stands before
 * it), and stores what it found. The rules themselves are in audit/.
 *
 * Invariant: a fault that was stored once is never overwritten by a later, better finding.
 */
#include "sync/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/audited_rows.h"
#include "app/session_private.h"
#include "app/state.h"
#include "audit/statement_check.h"
#include "audit/verdict.h"

/* Sentences that continue "An audit does not show". */
static const char *const not_shown[] = {
	"that the influences are right: the datanet computed them",
	"that the queries and their fees were real",
	"that every account in the document is a different person",
	"that the pool is the share of the fees that was promised",
	"that the live attributions are complete: one that the datanet never sent, or that is kept "
	"no longer, is not counted",
	"that an influence is what its attributions add up to: only their number is compared",
	NULL,
};

/* One call of audit_account(). */
struct auditing {
	struct app *app;
	struct task *task;
	struct session *session;
	struct address account;
	struct audit_report *report;
	struct audited_rows rows;
};

static enum status get_rows(struct cache *cache, void *arg, struct err *e)
{
	struct auditing *a = arg;

	return load_audited_rows(cache, &a->rows, a->app->profile, &a->account, e);
}

/* The findings in one whole document: about the statement, and about the account's leaves in it. */
struct found {
	struct cache_statement *statement;
	const struct address *account;
	/* Empty: nothing is wrong with them, or they were not read yet. */
	struct sentence own_fault;
};

/* Stores the fault in the verdict, if that is still about the same statement and has no fault. */
static enum status put_own_fault(struct cache *cache, const struct found *f, struct err *e)
{
	struct cache_verdict own;
	enum status s = cache_verdicts_get(cache, &own, &f->statement->datanet, f->account,
					   f->statement->statement.epoch, e);

	if (s != STATUS_OK || own.audit == CACHE_AUDIT_FAULT ||
	    !hash_equal(&own.statement, &f->statement->uid))
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	own.audit = CACHE_AUDIT_FAULT;
	own.finding = f->own_fault;
	return cache_verdicts_put(cache, f->account, &own, e);
}

/*
 * Stores the findings, unless a sync that ran while the document was fetched has stored a fault, or
 * another statement of the epoch.
 */
static enum status put_found(struct cache *cache, void *arg, struct err *e)
{
	const struct found *f = arg;
	struct cache_statement now;
	enum status s = cache_statements_get(cache, &now, &f->statement->datanet,
					     f->statement->statement.epoch, e);

	if (s != STATUS_OK || now.audit == CACHE_AUDIT_FAULT ||
	    !hash_equal(&now.uid, &f->statement->uid))
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	s = cache_statements_audit(cache, f->statement, e);
	return s == STATUS_OK && !sentence_is_empty(&f->own_fault) ? put_own_fault(cache, f, e) : s;
}

static const struct profile_token *token_of(const struct auditing *a,
					    const struct cache_statement *st)
{
	return profile_token(a->app->profile, &st->statement.token);
}

/* Describes influences that do not add up to the attested sum; all in units of 1e-18. */
static void name_influence(struct sentence *out, uint64_t epoch, const struct statement_finding *f)
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
	sentence_add(out, "epoch %llu: the influences sum to %s, attested are %s, %s too %s",
		     (unsigned long long)epoch, sum, attested, by, less ? "little" : "much");
}

static void name_fault(struct sentence *out, const struct statement_finding *f,
		       const struct cache_statement *st, const struct statement_document *doc,
		       const struct profile_token *token)
{
	uint64_t epoch = st->statement.epoch;

	*out = (struct sentence){.n = 0};
	switch (f->fault) {
	case STATEMENT_WRONG_AMOUNT:
	case STATEMENT_OVERSPENT:
		describe_wrong_amount(out, epoch, &f->found, &f->expected, token);
		return;
	case STATEMENT_WRONG_INFLUENCE: name_influence(out, epoch, f); return;
	case STATEMENT_SOUND:
	case STATEMENT_WRONG_DOCUMENT:
	case STATEMENT_WRONG_ORDER:
	case STATEMENT_WRONG_TREE:
		sentence_add(out, "epoch %llu: %s (line %zu of %zu)", (unsigned long long)epoch,
			     statement_fault_phrase(f->fault), f->index + 1, doc->n);
		return;
	}
}

/* Whether the document has as many leaves of the account as the datanet gave for it alone. */
static bool has_own_leaves(const struct auditing *a, const struct cache_statement *st,
			   const struct statement_document *doc)
{
	size_t own = 0, found = 0;

	for (size_t i = 0; i < a->rows.n_scores; i++)
		own += a->rows.scores[i].epoch == st->statement.epoch;
	for (size_t i = 0; i < doc->n; i++)
		found += address_equal(&doc->scores[i].account, &a->account);
	return own == found;
}

static const struct cache_verdict *own_verdict(const struct auditing *a, uint64_t epoch)
{
	for (size_t i = 0; i < a->rows.n_verdicts; i++)
		if (a->rows.verdicts[i].epoch == epoch)
			return &a->rows.verdicts[i];
	return NULL;
}

static enum status audit_document(struct auditing *a, struct found *f, bool own_read, struct err *e)
{
	struct cache_statement *st = f->statement;
	const struct profile_token *token = token_of(a, st);
	struct statement_document doc = {0};
	struct statement_finding finding = {0};
	enum status s = datanet_document(&a->session->datanet, &doc, st->statement.epoch, e);

	if (s != STATUS_OK)
		return s;
	s = statement_audit(&finding, &st->statement, doc.scores, doc.n);
	if (s == STATUS_OK && finding.fault != STATEMENT_SOUND) {
		st->audit = CACHE_AUDIT_FAULT;
		name_fault(&st->finding, &finding, st, &doc, token);
	} else if (s == STATUS_OK) {
		st->audit = CACHE_AUDIT_FULL_SOUND;
		st->finding = (struct sentence){.n = 0};
		if (own_read && !has_own_leaves(a, st, &doc))
			sentence_add(&f->own_fault,
				     "epoch %llu: the document has other leaves of this account "
				     "than the datanet gave",
				     (unsigned long long)st->statement.epoch);
	}
	statement_document_release(&doc);
	return s;
}

/* Skips an epoch with a fault: the whole document cannot take that back. */
static enum status redo_document(struct auditing *a, struct cache_statement *st, struct err *e)
{
	struct found f = {.statement = st, .account = &a->account};
	const struct cache_verdict *own = own_verdict(a, st->statement.epoch);
	enum status s;

	if (st->audit == CACHE_AUDIT_FAULT ||
	    (own != NULL &&
	     (own->audit == CACHE_AUDIT_FAULT || own->audit == CACHE_AUDIT_NOT_AUDITABLE)))
		return STATUS_OK;
	s = audit_document(a, &f, own != NULL, e);
	return s == STATUS_OK ? store_write(a->app, put_found, &f, e) : s;
}

/*
 * Redoes all documents, newest last, and reads the rows again: the report must rest on the rows
 * that are stored now, with what a sync found meanwhile.
 */
static enum status redo_documents(struct auditing *a, struct err *e)
{
	size_t n = a->rows.n_statements;
	enum status s = STATUS_OK;

	for (size_t i = n; i > 0 && s == STATUS_OK; i--) {
		task_progress(a->task, "auditing epochs", n - i, n, "epochs");
		s = task_check(a->task, e);
		if (s == STATUS_OK)
			s = redo_document(a, &a->rows.statements[i - 1], e);
	}
	audited_rows_release(&a->rows);
	return s == STATUS_OK ? store_read(a->app, get_rows, a, e) : s;
}

static enum status sum_epoch(struct audit_epoch *row, const struct auditing *a, struct err *e)
{
	for (size_t i = 0; i < a->rows.n_scores; i++)
		if (a->rows.scores[i].epoch == row->epoch &&
		    u256_add(&row->own.raw, &row->own.raw, &a->rows.scores[i].score.amount.raw) !=
			    STATUS_OK)
			return err_set(e, ERR_RANGE,
				       "the amounts of epoch %llu do not fit 256 bits",
				       (unsigned long long)row->epoch);
	return STATUS_OK;
}

/* Lists the epochs of the verdict, ascending, with the account's amount in each. */
static enum status list_epochs(struct auditing *a, struct err *e)
{
	struct audit_report *r = a->report;
	const struct audit_verdict *v = &r->verdict;
	enum status s = STATUS_OK;

	r->epochs = calloc(v->n + 1, sizeof(*r->epochs));
	if (r->epochs == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = v->n; i > 0 && s == STATUS_OK; i--) {
		struct audit_epoch *row = &r->epochs[r->n++];

		row->epoch = a->rows.statements[i - 1].statement.epoch;
		row->state = v->epochs[i - 1].state;
		row->counted = v->epochs[i - 1].counted;
		row->finding = v->epochs[i - 1].finding;
		s = sum_epoch(row, a, e);
	}
	return s;
}

enum status audit_account(struct app *app, struct task *task, struct audit_report *out,
			  const struct address *account, bool full, struct err *e)
{
	struct auditing a = {.app = app, .task = task, .report = out, .account = *account};
	const struct profile *profile;
	enum status s = require_profile(app, &profile, e);

	*out = (struct audit_report){.full = full, .not_shown = not_shown};
	if (s == STATUS_OK && full)
		s = session_of(app, task, &a.session, e);
	if (s == STATUS_OK)
		s = store_read(app, get_rows, &a, e);
	if (s == STATUS_OK && full)
		s = redo_documents(&a, e);
	if (s == STATUS_OK && a.rows.n_statements == 0)
		s = err_set(e, ERR_NOT_FOUND, "no settled epoch is known yet; nothing to audit");
	if (s == STATUS_OK)
		s = reach_verdict(&out->verdict, &a.rows, e);
	if (s == STATUS_OK)
		s = list_epochs(&a, e);
	audited_rows_release(&a.rows);
	if (s != STATUS_OK)
		audit_report_release(out);
	return s;
}

void audit_report_release(struct audit_report *r)
{
	audit_verdict_release(&r->verdict);
	free(r->epochs);
	r->epochs = NULL;
	r->n = 0;
}
