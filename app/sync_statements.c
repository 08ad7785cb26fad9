/* New epochs: the statement from the chain, own leaves from the datanet, folded and recomputed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "app/statement_check.h"
#include "app/sync_private.h"
#include "cache/settings.h"

#define PAGE 50

/* A statement above the agreed block is seen a few blocks later; after so many it never was made. */
#define MISSING_BLOCKS 8

struct epoch_rows {
	const struct address *account;
	struct cache_statement statement;
	struct cache_score *scores;
	size_t n;
};

static enum status put_epoch(struct cache *cache, void *arg, struct err *e)
{
	const struct epoch_rows *r = arg;
	enum status s = cache_statements_put(cache, &r->statement, e);

	if (s == STATUS_OK)
		s = cache_scores_put(cache, r->account, r->statement.statement.epoch, r->scores,
				     r->n, e);
	/* Several accounts share a statement: a fault found for one is not cleared by another. */
	if (s == STATUS_OK && r->statement.audit == CACHE_AUDIT_FAULT)
		s = cache_statements_audit(cache, r->statement.statement.epoch, r->statement.audit,
					   r->statement.finding, e);
	return s;
}

static void tell(struct sync_context *c, const struct epoch_rows *r, unsigned decimals,
		 const char *symbol)
{
	struct u256 sum = u256_from_u64(0);
	char text[AMOUNT_TEXT_SIZE];

	for (size_t i = 0; i < r->n; i++)
		if (u256_add(&sum, &sum, &r->scores[i].score.amount.raw) != STATUS_OK)
			return;
	amount_format(text, &sum, decimals, 3);
	if (r->statement.audit == CACHE_AUDIT_FAULT)
		note_event(c->app, "audit", TRUST_DISPUTED, "%s", r->statement.finding);
	else if (!u256_is_zero(&sum))
		note_event(c->app, "epochs", r->statement.trust,
			   "epoch %llu settled: +%s %s, audited",
			   (unsigned long long)r->statement.statement.epoch, text, symbol);
}

static enum status store_epoch(struct sync_context *c, const struct address *account,
			       const struct datanet_epoch *epoch,
			       const struct attestation_reading *reading, struct err *e)
{
	struct epoch_rows r = {.account = account, .n = epoch->n_leaves};
	const struct profile_token *token;
	enum status s = statement_of(&r.statement, reading, c->app->profile, e);

	if (s == STATUS_OK && r.statement.statement.epoch != epoch->epoch)
		s = err_set(e, ERR_MISMATCH,
			    "the datanet gives epoch %llu the statement of epoch %llu",
			    (unsigned long long)epoch->epoch,
			    (unsigned long long)r.statement.statement.epoch);
	if (s != STATUS_OK)
		return s;
	r.scores = calloc(r.n + 1, sizeof(*r.scores));
	if (r.scores == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	token = profile_token(c->app->profile, &r.statement.statement.token);
	check_own_leaves(r.scores, &r.statement, account, epoch->leaves, epoch->n_leaves,
			 token != NULL ? token->decimals : 0);
	s = store_write(c->app, put_epoch, &r, e);
	if (s == STATUS_OK && !c->first_statements)
		tell(c, &r, token != NULL ? token->decimals : 0,
		     token != NULL ? token->symbol : "units");
	free(r.scores);
	return s;
}

/* The epoch whose statement was named but not found, and the block when that was first so. */
struct missing {
	uint64_t epoch, block;
	bool overdue;
};

static enum status judge_missing(struct cache *cache, void *arg, struct err *e)
{
	struct missing *m = arg;
	int64_t epoch = 0, since = 0;
	enum status s = cache_settings_number(cache, &epoch, "statements.missing_epoch", e);

	if (s == STATUS_OK)
		s = cache_settings_number(cache, &since, "statements.missing_since", e);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	if (s == STATUS_OK && (uint64_t)epoch == m->epoch) {
		m->overdue = m->block >= (uint64_t)since + MISSING_BLOCKS;
		return STATUS_OK;
	}
	s = cache_settings_put_number(cache, "statements.missing_epoch", (int64_t)m->epoch, e);
	return s == STATUS_OK ? cache_settings_put_number(cache, "statements.missing_since",
							  (int64_t)m->block, e)
			      : s;
}

static enum status clear_missing(struct cache *cache, void *arg, struct err *e)
{
	(void)arg;
	return cache_settings_put(cache, "statements.missing_epoch", NULL, e);
}

/* Settled above the agreed block it comes with a later round, but it must come. */
static enum status statement_missing(struct sync_context *c, uint64_t epoch, struct err *e)
{
	struct missing m = {.epoch = epoch, .block = c->session->anchor.header.number};
	enum status s = store_write(c->app, judge_missing, &m, e);

	if (s == STATUS_OK && m.overdue)
		s = err_set(e, ERR_MISMATCH,
			    "the statement that the datanet names for epoch %llu is not on chain",
			    (unsigned long long)epoch);
	return s;
}

/* Reads the attestations of a page of epochs at once. Out: `whole` false when one is missing yet. */
static enum status store_page(struct sync_context *c, bool *whole, const struct address *account,
			      const struct datanet_statements *page, struct err *e)
{
	struct attestation_reading *readings = calloc(page->n + 1, sizeof(*readings));
	struct hash *uids = calloc(page->n + 1, sizeof(*uids));
	enum status s = readings == NULL || uids == NULL ? err_set(e, ERR_MEMORY, "out of memory")
							 : STATUS_OK;

	for (size_t i = 0; i < page->n && s == STATUS_OK; i++)
		uids[i] = page->epochs[i].statement;
	if (s == STATUS_OK)
		s = read_attestations(c->session->nodes, readings, &c->session->anchor, uids,
				      page->n, e);
	if (s == STATUS_OK) {
		for (size_t i = 0; i < page->n && s == STATUS_OK && *whole; i++) {
			*whole = readings[i].status != ERR_NOT_FOUND;
			s = *whole ? store_epoch(c, account, &page->epochs[i], &readings[i], e)
				   : statement_missing(c, page->epochs[i].epoch, e);
		}
		if (s == STATUS_OK && *whole)
			s = store_write(c->app, clear_missing, NULL, e);
		for (size_t i = 0; i < page->n; i++)
			if (readings[i].status == STATUS_OK)
				attestation_release(&readings[i].attestation);
	}
	free(readings);
	free(uids);
	return s;
}

struct last_epoch {
	const struct address *account;
	uint64_t epoch;
	bool has_scores;
};

static enum status get_last_epoch(struct cache *cache, void *arg, struct err *e)
{
	struct last_epoch *l = arg;
	struct cache_statement *rows = NULL;
	struct cache_score *scores = NULL;
	size_t n = 0, n_scores = 0;
	enum status s = cache_statements_all(cache, &rows, &n, e);

	if (s == STATUS_OK)
		s = cache_scores_all(cache, &scores, &n_scores, l->account, e);
	l->has_scores = n_scores > 0;
	/* An account added later still needs the epochs that others have already. */
	l->epoch = n > 0 && n_scores > 0 ? rows[0].statement.epoch : 0;
	free(rows);
	free(scores);
	return s;
}

static enum status sync_statements_of(struct sync_context *c, const struct address *account,
				      struct err *e)
{
	struct last_epoch last = {.account = account};
	bool more = true, whole = true;
	enum status s = store_read(c->app, get_last_epoch, &last, e);

	/* Thirty old epochs are not thirty events. */
	c->first_statements = !last.has_scores;
	while (s == STATUS_OK && more && !task_cancelled(c->task)) {
		struct datanet_statements page = {0};

		s = datanet_statements(&c->session->datanet, &page, account, last.epoch, PAGE, e);
		if (s == STATUS_OK && page.n > 0)
			s = store_page(c, &whole, account, &page, e);
		more = s == STATUS_OK && whole && page.more && page.next > last.epoch;
		last.epoch = page.next;
		datanet_statements_release(&page);
	}
	return s;
}

enum status sync_statements(struct sync_context *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++) {
		s = sync_statements_of(c, &c->accounts[i].address, e);
		if (s == ERR_MISMATCH || s == ERR_PARSE)
			note_event(c->app, "datanet", TRUST_DISPUTED, "%s", e->text);
	}
	return s;
}
