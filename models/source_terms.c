/*
 * Pools come from the statements in the cache, each with its trust. The number of accounts is not
 * kept there: it is counted in the newest epoch's document, whose hash is attested.
 */
#include "models/source_terms.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/session_private.h"
#include "app/state.h"
#include "cache/statements.h"
#include "models/accepted_data.h"

/*
 * So many of the newest epochs count. Fewer would follow the noise of single epochs, more would go
 * back behind models that are long replaced.
 */
#define EPOCHS 10

struct pool_reading {
	const struct profile *profile;
	struct accepts accepts;
	struct comparison_pool pool;
	struct cache_statement newest;
};

/* Epochs of another token than the newest one's end the sum: their amounts cannot be added. */
static enum status sum_pools(struct cache *cache, struct pool_reading *r, struct err *e)
{
	struct comparison_pool *pool = &r->pool;
	struct address datanet = profile_datanet(r->profile)->address;
	struct cache_statement *rows = NULL;
	size_t n = 0;
	enum status s = cache_statements_all(cache, &rows, &n, &datanet, e);

	pool->trust = TRUST_PROVEN;
	for (size_t i = 0; i < n && i < EPOCHS && s == STATUS_OK; i++) {
		const struct statement *st = &rows[i].statement;

		if (!address_equal(&st->token, &rows[0].statement.token) ||
		    u256_add(&pool->sum.raw, &pool->sum.raw, &st->pool.raw) != STATUS_OK)
			break;
		pool->trust = trust_min(pool->trust, rows[i].trust);
		pool->seconds += st->end > st->start ? st->end - st->start : 0;
		pool->epochs++;
	}
	if (pool->epochs > 0)
		r->newest = rows[0];
	free(rows);
	return s;
}

static enum status read_cache(struct cache *cache, void *arg, struct err *e)
{
	struct pool_reading *r = arg;
	enum status s = sum_pools(cache, r, e);

	return s == STATUS_OK
		       ? read_accepts(cache, &r->accepts, &profile_datanet(r->profile)->address, e)
		       : s;
}

/* A document has a line for each dataset, in the order of accounts. */
static uint64_t count_accounts(const struct statement_document *doc)
{
	uint64_t n = 0;

	for (size_t i = 0; i < doc->n; i++)
		n += i == 0 || !address_equal(&doc->scores[i].account, &doc->scores[i - 1].account);
	return n;
}

/* The count is an extra: whatever is in its way leaves it unknown, but for the user's own wish. */
static enum status count_contributors(struct app *app, struct task *task, struct model_source *out,
				      const struct cache_statement *st, struct err *e)
{
	struct statement_document doc = {0};
	struct session *session;

	if (session_of(app, task, &session, NULL) == STATUS_OK &&
	    datanet_document(&session->datanet, &doc, st->statement.epoch, NULL) == STATUS_OK) {
		out->has_contributors = hash_equal(&doc.hash, &st->statement.document);
		out->contributors = count_accounts(&doc);
	}
	statement_document_release(&doc);
	return task_check(task, e);
}

enum status find_source_terms(struct app *app, struct task *task, struct model_source *out,
			      struct err *e)
{
	struct pool_reading r = {.profile = app->profile};
	const struct profile_token *token;
	enum status s = store_read(app, read_cache, &r, e);

	if (s == STATUS_OK)
		out->accepts = r.accepts;
	if (s != STATUS_OK || r.pool.epochs == 0)
		return s;
	token = profile_token(app->profile, &r.newest.statement.token);
	r.pool.chain_id = app->profile->chain_id;
	r.pool.token = r.newest.statement.token;
	if (token != NULL) {
		snprintf(r.pool.symbol, sizeof(r.pool.symbol), "%s", token->symbol);
		r.pool.decimals = (uint8_t)token->decimals;
	}
	out->pool = r.pool;
	return count_contributors(app, task, out, &r.newest, e);
}
