/*
 * The leaves of an account in an epoch are always put together: a datanet that corrected itself may
 * have fewer of them, so the former ones are deleted first.
 */
#include "cache/scores.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define COLUMNS "datanet, epoch, account, dataset, line, inferences, influence, amount, trust"

static void read_score(struct cache_sql *q, void *row)
{
	struct cache_score *s = row;

	cache_sql_get_address(q, &s->datanet);
	s->epoch = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_address(q, &s->score.account);
	cache_sql_get_hash(q, &s->score.dataset);
	s->index = (uint64_t)cache_sql_get_int(q);
	s->score.inferences = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_u256(q, &s->score.influence);
	cache_sql_get_u256(q, &s->score.amount.raw);
	s->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
}

static enum status put_one(struct cache *c, const struct address *datanet,
			   const struct address *account, uint64_t epoch,
			   const struct cache_score *score, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO scores(network, " COLUMNS
			") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_int(&q, (int64_t)epoch);
	cache_sql_address(&q, account);
	cache_sql_blob(&q, score->score.dataset.bytes, sizeof(score->score.dataset.bytes));
	cache_sql_int(&q, (int64_t)score->index);
	cache_sql_int(&q, (int64_t)score->score.inferences);
	cache_sql_u256(&q, &score->score.influence);
	cache_sql_u256(&q, &score->score.amount.raw);
	cache_sql_int(&q, score->trust);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_scores_put(struct cache *c, const struct address *datanet,
			     const struct address *account, uint64_t epoch,
			     const struct cache_score *scores, size_t n, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"DELETE FROM scores WHERE network = ? AND datanet = ? AND epoch = ? AND "
			"account = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_int(&q, (int64_t)epoch);
	cache_sql_address(&q, account);
	s = cache_sql_run(&q, NULL, e);
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = put_one(c, datanet, account, epoch, &scores[i], e);
	return cache_finish(c, s, e);
}

enum status cache_scores_all(struct cache *c, struct cache_score **out, size_t *n,
			     const struct address *datanet, const struct address *account,
			     struct err *e)
{
	struct cache_sql q;

	/* Two statements, because each literal is prepared once. */
	if (account != NULL)
		cache_sql_begin(&q, c,
				"SELECT " COLUMNS
				" FROM scores WHERE network = ? AND datanet = ? AND account = ?"
				" ORDER BY epoch DESC, dataset");
	else
		cache_sql_begin(&q, c,
				"SELECT " COLUMNS " FROM scores WHERE network = ? AND datanet = ?"
				" ORDER BY epoch DESC, account, dataset");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	if (account != NULL)
		cache_sql_address(&q, account);
	return cache_sql_all(&q, out, n, sizeof(**out), read_score, e);
}
