/*
 * A verdict names the statement that it is about. When the datanet replaces a statement, the
 * verdict on the former one stays in the table, and the join leaves it out.
 */
#include "cache/verdicts.h"

#include "cache/sql.h"
#include "cache/stored.h"

/* The verdicts on one account at one datanet whose statement is the one that the cache has now. */
#define SELECT                                                                                 \
	"SELECT v.datanet, v.epoch, v.statement, v.audit, v.finding, v.counts FROM verdicts v" \
	" JOIN statements s ON s.network = v.network AND s.datanet = v.datanet"                \
	" AND s.epoch = v.epoch AND s.uid IS v.statement"                                      \
	" WHERE v.network = ? AND v.datanet = ? AND v.account = ?"

static void read_verdict(struct cache_sql *q, void *row)
{
	struct cache_verdict *v = row;

	cache_sql_get_address(q, &v->datanet);
	v->epoch = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &v->statement);
	v->audit = (enum cache_audit)cache_stored_get(q, CACHE_STORED_AUDIT);
	cache_sql_get_sentence(q, &v->finding);
	v->counts = (enum cache_counts)cache_stored_get(q, CACHE_STORED_COUNTS);
}

enum status cache_verdicts_put(struct cache *c, const struct address *account,
			       const struct cache_verdict *v, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO verdicts(network, datanet, epoch, account, statement, audit, finding,"
		" counts) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT(network, datanet, epoch, account) DO UPDATE SET"
		" statement = excluded.statement, audit = excluded.audit,"
		" finding = excluded.finding, counts = excluded.counts");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &v->datanet);
	cache_sql_int(&q, (int64_t)v->epoch);
	cache_sql_address(&q, account);
	cache_sql_hash(&q, &v->statement);
	cache_sql_int(&q, v->audit);
	cache_sql_sentence(&q, &v->finding);
	cache_sql_int(&q, v->counts);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_verdicts_get(struct cache *c, struct cache_verdict *out,
			       const struct address *datanet, const struct address *account,
			       uint64_t epoch, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, SELECT " AND v.epoch = ?");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_address(&q, account);
	cache_sql_int(&q, (int64_t)epoch);
	s = cache_sql_one(&q, out, read_verdict, e);
	return s == ERR_NOT_FOUND ? err_set(e, s, "epoch %llu was not audited for this account yet",
					    (unsigned long long)epoch)
				  : s;
}

enum status cache_verdicts_all(struct cache *c, struct cache_verdict **out, size_t *n,
			       const struct address *datanet, const struct address *account,
			       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, SELECT " ORDER BY v.epoch DESC");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, datanet);
	cache_sql_address(&q, account);
	return cache_sql_all(&q, out, n, sizeof(**out), read_verdict, e);
}
