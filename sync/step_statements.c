/* New epochs: the statement from the chain, own leaves from the datanet, folded and recomputed. */
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

/* Epochs asked for at once, and pages of them in one round: the rest comes with the next. */
#define PAGE	      50
#define PAGES_A_ROUND 40

#define NAME_SIZE 64

/* "statements.read.0x…": up to this epoch everything of the account was read and agreed on. */
static void mark_name(char out[static NAME_SIZE], const struct address *account)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, account);
	snprintf(out, NAME_SIZE, "statements.read.%s", address);
}

/* "statements.0x…": what note_absent() calls those named for this account. */
static void missing_topic(char out[static NAME_SIZE], const struct address *account)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, account);
	snprintf(out, NAME_SIZE, "statements.%s", address);
}

/* The statements of one account as they are read in one round. */
struct reading_epochs {
	struct sync_context *c;
	const struct snapshot_account *account;
	uint64_t after;	 /* the last epoch read */
	bool first;	 /* the whole history is being read: no event for each epoch */
	bool rule_known; /* amounts can be redone */
	bool agreed;	 /* all that was read in this round is more than one server's word */
	bool folds;	 /* every leaf that was read in this round is in its tree */
};

struct epoch_rows {
	const struct reading_epochs *reading;
	struct cache_statement statement;
	struct cache_verdict verdict;
	struct cache_score *scores;
	size_t n;
	bool known; /* this statement was looked at for this account before */
};

static enum status put_mark(struct cache *cache, const struct address *account, uint64_t epoch,
			    struct err *e)
{
	char name[NAME_SIZE];

	mark_name(name, account);
	return cache_settings_put_number(cache, name, (int64_t)epoch, e);
}

/* Compares with what the cache holds of this epoch and the one before. */
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
	/* One that is known already keeps its audit, but not over a fault in the chain. */
	if (s == STATUS_OK && r->statement.audit == CACHE_AUDIT_FAULT)
		s = cache_statements_audit(cache, &r->statement, e);
	/*
	 * What is one server's word now is read again when more nodes answer, and a leaf that is
	 * not in its tree when the datanet may have corrected itself.
	 */
	return s == STATUS_OK && reading->agreed && reading->folds
		       ? put_mark(cache, account, epoch, e)
		       : s;
}

static void tell(struct sync_context *c, const struct epoch_rows *r, unsigned decimals,
		 const char *symbol)
{
	const struct snapshot_account *account = r->reading->account;
	struct u256 sum = u256_from_u64(0);
	char text[AMOUNT_TEXT_SIZE], name[OWNER_SIZE];

	for (size_t i = 0; i < r->n; i++)
		if (u256_add(&sum, &sum, &r->scores[i].score.amount.raw) != STATUS_OK)
			return;
	amount_format(text, &sum, decimals, AMOUNT_PLACES);
	name_owner(name, c, account);
	if (r->verdict.audit == CACHE_AUDIT_FAULT)
		tell_finding(c, account, r->verdict.finding);
	else if (r->statement.audit == CACHE_AUDIT_FAULT)
		tell_once(c->app, "audit", r->statement.finding);
	else if (!u256_is_zero(&sum) && !r->known)
		note_event(c->app, "epochs", r->statement.trust, "epoch %llu%s settled: +%s %s, %s",
			   (unsigned long long)r->statement.statement.epoch, name, text, symbol,
			   r->verdict.audit == CACHE_AUDIT_OWN_SOUND ? "audited" : "not auditable");
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
			       &reading->account->address, epoch->leaves, epoch->n_leaves,
			       token != NULL ? token->decimals : 0, reading->rule_known);
	reading->folds = reading->folds && folds;
	s = store_write(c->app, put_epoch, &r, e);
	if (s == STATUS_OK && !reading->first && reading->agreed)
		tell(c, &r, token != NULL ? token->decimals : 0,
		     token != NULL ? token->symbol : "units");
	free(r.scores);
	return s;
}

/* Settled above the agreed block it comes with a later round, but it must come. */
static enum status statement_missing(struct sync_context *c, const char *topic, uint64_t epoch,
				     struct err *e)
{
	bool overdue;
	enum status s = note_absent(c, &overdue, topic, epoch, e);

	if (s == STATUS_OK && overdue)
		s = err_set(e, ERR_MISMATCH,
			    "the statement that the datanet names for epoch %llu is not on chain",
			    (unsigned long long)epoch);
	return s;
}

/* Reads the attestations of a page at once. Out: `whole` false when one is missing yet. */
static enum status store_page(struct reading_epochs *reading, bool *whole,
			      const struct datanet_statements *page, struct err *e)
{
	struct sync_context *c = reading->c;
	struct attestation_reading *readings = calloc(page->n + 1, sizeof(*readings));
	struct hash *uids = calloc(page->n + 1, sizeof(*uids));
	enum status s = readings == NULL || uids == NULL ? err_set(e, ERR_MEMORY, "out of memory")
							 : STATUS_OK;
	char topic[NAME_SIZE];

	missing_topic(topic, &reading->account->address);
	for (size_t i = 0; i < page->n && s == STATUS_OK; i++)
		uids[i] = page->epochs[i].statement;
	if (s == STATUS_OK)
		s = read_pinned_attestations(c->session, readings, uids, page->n, e);
	if (s == STATUS_OK) {
		for (size_t i = 0; i < page->n && s == STATUS_OK && *whole; i++) {
			*whole = readings[i].status != ERR_NOT_FOUND;
			s = *whole ? store_epoch(reading, &page->epochs[i], &readings[i], e)
				   : statement_missing(c, topic, page->epochs[i].epoch, e);
		}
		if (s == STATUS_OK && *whole)
			s = note_present(c, topic, e);
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

static enum status get_mark(struct cache *cache, uint64_t *out, const struct address *account,
			    struct err *e)
{
	char name[NAME_SIZE];
	int64_t mark = 0;
	enum status s;

	mark_name(name, account);
	s = cache_settings_number(cache, &mark, name, e);
	*out = (uint64_t)mark;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

enum status rewind_statements(struct cache *cache, const struct address *datanet,
			      const struct address *account, struct err *e)
{
	uint64_t mark = 0, newest = 0;
	enum status s = get_mark(cache, &mark, account, e);

	if (s == STATUS_OK)
		s = newest_epoch(cache, &newest, datanet, e);
	return s == STATUS_OK && mark > newest ? put_mark(cache, account, newest, e) : s;
}

static enum status get_start(struct cache *cache, void *arg, struct err *e)
{
	struct reading_epochs *r = arg;
	int64_t auditable = 1;
	enum status s = get_mark(cache, &r->after, &r->account->address, e);

	if (s == STATUS_OK)
		s = cache_settings_number(cache, &auditable, "datanet.auditable", e);
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
	tell_outcome(c->app, "statements", s, e);
	return s;
}
