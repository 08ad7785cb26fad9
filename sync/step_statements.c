/*
 * New epochs. Read this file from its end: sync_statements_of() asks the datanet for a page of
 * epochs, store_page() reads their statements from the chain, store_epoch() has audit/ judge the
 * statement and the account's leaves, put_epoch() stores both inside the store job.
 *
 * Invariant: an account's mark is the last epoch that need not be read again. The mark does not
 * move while a statement is one server's word or not on chain yet, or a leaf does not fold to its
 * root.
 */
#include "sync/step_statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pinned.h"
#include "app/state.h"
#include "audit/statement_check.h"
#include "cache/settings.h"
#include "chain/attestation.h"
#include "sync/absence.h"
#include "sync/context.h"
#include "sync/finding.h"

/* Epochs asked for at once, and the most pages in one sync; the next sync reads the rest. */
#define PAGE	      50
#define PAGES_A_ROUND 40

/* The statements of one account as they are read in one round. */
struct reading_epochs {
	struct sync_context *c;
	const struct snapshot_account *account;
	uint64_t after;	 /* the last epoch read */
	bool first;	 /* the whole history is being read: no event for each epoch */
	bool rule_known; /* byline knows the datanet's rule, so that it can compute amounts */
	bool agreed;	 /* every statement of this round is more than one server's word */
	bool folds;	 /* every leaf of this round folds to the root of its statement */
};

/* The rows of one epoch, stored in one transaction. */
struct epoch_rows {
	const struct reading_epochs *reading;
	struct cache_statement statement;
	struct cache_verdict verdict;
	struct cache_score *scores;
	size_t n;
	bool known; /* this statement was stored for this account before */
};

static enum status put_mark(struct cache *cache, const struct address *datanet,
			    const struct address *account, uint64_t epoch, struct err *e)
{
	return cache_settings_put_number(cache, CACHE_SETTING_STATEMENTS_READ, datanet, account,
					 (int64_t)epoch, e);
}

/* Compares the statement with those that the cache has of this epoch and of the one before. */
static enum status place_in_chain(struct cache *cache, struct cache_statement *st, struct err *e)
{
	struct cache_statement before, known;
	uint64_t epoch = st->statement.epoch;
	enum status s = cache_statements_get(cache, &known, &st->datanet, epoch, NULL);
	bool is_known = s == STATUS_OK && known.trust >= TRUST_AGREED, has_before;

	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return err_set(e, s, "cannot read the cache: %s", status_phrase(s));
	s = epoch > 0 ? cache_statements_get(cache, &before, &st->datanet, epoch - 1, NULL)
		      : ERR_NOT_FOUND;
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return err_set(e, s, "cannot read the cache: %s", status_phrase(s));
	has_before = s == STATUS_OK;
	check_statement_order(st, has_before ? &before : NULL, is_known ? &known : NULL);
	return STATUS_OK;
}

static enum status put_epoch(struct cache *cache, void *arg, struct err *e)
{
	struct epoch_rows *r = arg;
	const struct reading_epochs *reading = r->reading;
	const struct address *account = &reading->account->address;
	uint64_t epoch = r->statement.statement.epoch;
	struct cache_verdict before;
	enum status s = place_in_chain(cache, &r->statement, e);

	r->known = cache_verdicts_get(cache, &before, &r->statement.datanet, account, epoch,
				      NULL) == STATUS_OK &&
		   hash_equal(&before.statement, &r->statement.uid);
	if (s == STATUS_OK)
		s = cache_statements_put(cache, &r->statement, e);
	if (s == STATUS_OK)
		s = cache_scores_put(cache, &r->statement.datanet, account, epoch, r->scores, r->n,
				     e);
	if (s == STATUS_OK)
		s = cache_verdicts_put(cache, account, &r->verdict, e);
	/* cache_statements_put() keeps the audit of a known statement; a fault must replace it. */
	if (s == STATUS_OK && r->statement.audit == CACHE_AUDIT_FAULT)
		s = cache_statements_audit(cache, &r->statement, e);
	/*
	 * The mark stays below a statement that is one server's word, since more nodes may answer
	 * next time, and below a leaf that does not fold, since the datanet may correct itself.
	 */
	return s == STATUS_OK && reading->agreed && reading->folds
		       ? put_mark(cache, &r->statement.datanet, account, epoch, e)
		       : s;
}

/* Logs what an epoch that was not known before pays. */
static void log_settled(struct sync_context *c, const struct epoch_rows *r, const struct u256 *sum,
			unsigned decimals, const char *symbol)
{
	struct sentence text = {.n = 0};
	char name[OWNER_SIZE];

	name_owner(name, c, r->reading->account);
	sentence_add(&text, "epoch %llu%s settled: +",
		     (unsigned long long)r->statement.statement.epoch, name);
	sentence_add_amount(&text, sum, symbol, decimals, AMOUNT_PLACES);
	sentence_add(&text, ", %s",
		     r->verdict.audit == CACHE_AUDIT_OWN_SOUND ? "audited" : "not auditable");
	note_sentence(c->app,
		      &(struct event_owner){.datanet = &r->statement.datanet,
					    .account = &r->reading->account->address},
		      "epochs", r->statement.trust, &text);
}

/* A fault is logged in place of the payment. */
static void log_epoch(struct sync_context *c, const struct epoch_rows *r, unsigned decimals,
		      const char *symbol)
{
	const struct snapshot_account *account = r->reading->account;
	struct u256 sum = u256_from_u64(0);

	for (size_t i = 0; i < r->n; i++)
		if (u256_add(&sum, &sum, &r->scores[i].score.amount.raw) != STATUS_OK)
			return;
	if (r->verdict.audit == CACHE_AUDIT_FAULT)
		tell_finding(c, account, &r->verdict.finding);
	else if (r->statement.audit == CACHE_AUDIT_FAULT)
		tell_sentence_once(c->app, CACHE_SETTING_LOGGED_AUDIT, NULL, &r->statement.finding);
	else if (!u256_is_zero(&sum) && !r->known)
		log_settled(c, r, &sum, decimals, symbol);
}

static enum status store_epoch(struct reading_epochs *reading, const struct datanet_epoch *epoch,
			       const struct attestation_reading *attestation, struct err *e)
{
	struct sync_context *c = reading->c;
	const struct profile *profile = c->app->profile;
	struct epoch_rows r = {.reading = reading};
	const struct profile_token *token;
	bool folds;
	enum status s = check_statement(&r.statement, attestation, profile, e);

	if (s == STATUS_OK && r.statement.statement.epoch != epoch->epoch)
		s = err_set(e, ERR_MISMATCH,
			    "the datanet gives epoch %llu the statement of epoch %llu",
			    (unsigned long long)epoch->epoch,
			    (unsigned long long)r.statement.statement.epoch);
	if (s != STATUS_OK)
		return s;
	r.scores = calloc(epoch->n_leaves + 1, sizeof(*r.scores));
	if (r.scores == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	r.statement.block = c->session->anchor.header.number;
	if (profile_can_agree(profile) && r.statement.trust < TRUST_AGREED)
		reading->agreed = false;
	token = profile_token(profile, &r.statement.statement.token);
	r.n = check_own_leaves(r.scores, &r.verdict, &folds, &r.statement,
			       &reading->account->address, epoch->leaves, epoch->n_leaves, token,
			       reading->rule_known);
	reading->folds = reading->folds && folds;
	s = store_write(c->app, put_epoch, &r, e);
	if (s == STATUS_OK && !reading->first && reading->agreed)
		log_epoch(c, &r, token != NULL ? token->decimals : 0,
			  token != NULL ? token->symbol : "units");
	free(r.scores);
	return s;
}

/* A statement above the agreed block is found by a later sync; one that never comes is a fault. */
static enum status note_absent_statement(struct sync_context *c, const struct address *account,
					 uint64_t epoch, struct err *e)
{
	bool overdue;
	enum status s = note_absent(c, &overdue, ABSENCE_STATEMENT, account, epoch, e);

	if (s == STATUS_OK && overdue)
		s = err_set(e, ERR_MISMATCH,
			    "the statement that the datanet names for epoch %llu is not on chain",
			    (unsigned long long)epoch);
	return s;
}

/*
 * Reads the statements of a page in one request, and stores each epoch.
 * Out: `whole`  false when a statement is not on chain yet; later epochs must wait for it
 */
static enum status store_page(struct reading_epochs *reading, bool *whole,
			      const struct datanet_statements *page, struct err *e)
{
	struct sync_context *c = reading->c;
	struct attestation_reading *readings = calloc(page->n + 1, sizeof(*readings));
	struct hash *uids = calloc(page->n + 1, sizeof(*uids));
	enum status s = readings == NULL || uids == NULL ? err_set(e, ERR_MEMORY, "out of memory")
							 : STATUS_OK;
	const struct address *account = &reading->account->address;

	for (size_t i = 0; i < page->n && s == STATUS_OK; i++)
		uids[i] = page->epochs[i].statement;
	if (s == STATUS_OK)
		s = read_pinned_attestations(c->session, readings, uids, page->n, e);
	if (s == STATUS_OK) {
		for (size_t i = 0; i < page->n && s == STATUS_OK && *whole; i++) {
			*whole = readings[i].status != ERR_NOT_FOUND;
			s = *whole ? store_epoch(reading, &page->epochs[i], &readings[i], e)
				   : note_absent_statement(c, account, page->epochs[i].epoch, e);
		}
		if (s == STATUS_OK && *whole)
			s = note_present(c, ABSENCE_STATEMENT, account, e);
		for (size_t i = 0; i < page->n; i++)
			if (readings[i].status == STATUS_OK)
				attestation_release(&readings[i].attestation);
	}
	free(readings);
	free(uids);
	return s;
}

static enum status newest_epoch(struct cache *cache, uint64_t *out, const struct address *datanet,
				struct err *e)
{
	struct cache_statement *rows = NULL;
	size_t n = 0;
	enum status s = cache_statements_all(cache, &rows, &n, datanet, e);

	*out = n > 0 ? rows[0].statement.epoch : 0;
	free(rows);
	return s;
}

static enum status get_mark(struct cache *cache, uint64_t *out, const struct address *datanet,
			    const struct address *account, struct err *e)
{
	int64_t mark = 0;
	enum status s = cache_settings_number(cache, &mark, CACHE_SETTING_STATEMENTS_READ, datanet,
					      account, e);

	*out = (uint64_t)mark;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

enum status rewind_statements(struct cache *cache, const struct address *datanet,
			      const struct address *account, struct err *e)
{
	uint64_t mark = 0, newest = 0;
	enum status s = get_mark(cache, &mark, datanet, account, e);

	if (s == STATUS_OK)
		s = newest_epoch(cache, &newest, datanet, e);
	return s == STATUS_OK && mark > newest ? put_mark(cache, datanet, account, newest, e) : s;
}

/* Reads where the reading begins: the account's mark, and whether the datanet's rule is known. */
static enum status get_start(struct cache *cache, void *arg, struct err *e)
{
	struct reading_epochs *r = arg;
	const struct address *datanet = &profile_datanet(r->c->app->profile)->address;
	int64_t auditable = 1;
	enum status s = get_mark(cache, &r->after, datanet, &r->account->address, e);

	if (s == STATUS_OK)
		s = cache_settings_number(cache, &auditable, CACHE_SETTING_AUDITABLE, datanet, NULL,
					  e);
	r->first = r->after == 0;
	r->rule_known = auditable != 0;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status sync_statements_of(struct sync_context *c,
				      const struct snapshot_account *account, struct err *e)
{
	struct reading_epochs r = {.c = c, .account = account, .agreed = true, .folds = true};
	bool more = true, whole = true;
	enum status s = store_read(c->app, get_start, &r, e);

	for (int pages = 0; s == STATUS_OK && more && pages < PAGES_A_ROUND; pages++) {
		struct datanet_statements page = {0};

		s = task_check(c->task, e);
		if (s == STATUS_OK)
			s = datanet_statements(&c->session->datanet, &page, &account->address,
					       r.after, PAGE, e);
		if (s == STATUS_OK && page.n > 0)
			s = store_page(&r, &whole, &page, e);
		more = s == STATUS_OK && whole && page.more && page.next > r.after;
		r.after = page.next;
		datanet_statements_release(&page);
	}
	return s;
}

enum status sync_statements(struct sync_context *c, struct err *e)
{
	struct err own = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s != ERR_CANCELLED; i++) {
		enum status one = sync_statements_of(c, &c->accounts[i], &own);

		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	tell_outcome(c->app, CACHE_SETTING_LOGGED_STATEMENTS, s, e);
	return s;
}
