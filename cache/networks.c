/*
 * Networks. In reading order: what a restarted chain takes with it (drop_rows()), the row of a
 * network, selecting one.
 *
 * Selecting the network that is selected anyway writes nothing, so that opening the cache waits for
 * no other process.
 */
#include "cache/networks.h"

#include "cache/db_private.h"
#include "cache/migrate.h"
#include "cache/sql.h"

/*
 * Deletes the rows of a network whose chain is gone. A table with a network column needs a line.
 * The user's own datasets stay, as local ones (state 0).
 */
static const char *const of_network[] = {
	"DELETE FROM blocks WHERE network = ?",
	"DELETE FROM figures WHERE network = ?",
	"DELETE FROM received WHERE network = ?",
	"DELETE FROM searches WHERE network = ?",
	"DELETE FROM uploads WHERE network = ?",
	"DELETE FROM statements WHERE network = ?",
	"DELETE FROM scores WHERE network = ?",
	"DELETE FROM verdicts WHERE network = ?",
	"DELETE FROM claims WHERE network = ?",
	"DELETE FROM nodes WHERE network = ?",
	"DELETE FROM node_abilities WHERE network = ?",
	"DELETE FROM node_requests WHERE network = ?",
	"DELETE FROM node_accounts WHERE network = ?",
	"DELETE FROM disputes WHERE network = ?",
	"DELETE FROM models WHERE network = ?",
	"DELETE FROM events WHERE network = ?",
	"DELETE FROM settings WHERE network = ?",
	"DELETE FROM dues WHERE network = ?",
	"DELETE FROM due_states WHERE network = ?",
	"DELETE FROM foreign_tokens WHERE network = ?",
	"DELETE FROM asked_tokens WHERE network = ?",
	"DELETE FROM attributions WHERE id >> 44 IN (SELECT id FROM scopes WHERE network = ?)",
	"DELETE FROM scopes WHERE network = ?",
	"DELETE FROM datasets WHERE local = 0 AND network = ?",
	/* One row of a root is enough when none of them is attested any more. */
	("DELETE FROM datasets WHERE network = ? AND id NOT IN"
	 " (SELECT min(id) FROM datasets GROUP BY network, root)"),
	"UPDATE datasets SET uid = NULL, datanet = zeroblob(20), replaces = NULL, state = 0, trust "
	"= 0, note = '', tx = "
	"NULL,"
	" block = 0, revoked_block = 0, attested_at = 0, revoked_at = 0, accepted_at = 0,"
	" updated_at = 0 WHERE network = ?",
};

static enum status run_with(struct cache *c, const char *sql, int64_t v, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, sql);
	cache_sql_int(&q, v);
	return cache_sql_run(&q, NULL, e);
}

static enum status drop_rows(struct cache *c, int64_t network, int64_t chain, struct err *e)
{
	enum status s = run_with(c, "DELETE FROM transactions WHERE chain = ?", chain, e);

	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(of_network); i++)
		s = run_with(c, of_network[i], network, e);
	return s;
}

struct network {
	int64_t id;
	int64_t chain;
	struct hash genesis;
};

static void read_network(struct cache_sql *q, void *row)
{
	struct network *n = row;

	n->id = cache_sql_get_int(q);
	n->chain = cache_sql_get_int(q);
	cache_sql_get_hash(q, &n->genesis);
}

static enum status find(struct cache *c, struct network *out, const char *name, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT id, chain, genesis FROM networks WHERE name = ?");
	cache_sql_text(&q, name);
	return cache_sql_one(&q, out, read_network, e);
}

static enum status add(struct cache *c, struct network *n, const char *name, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "INSERT INTO networks(name, chain, genesis) VALUES(?, ?, ?)");
	cache_sql_text(&q, name);
	cache_sql_int(&q, n->chain);
	cache_sql_hash(&q, &n->genesis);
	s = cache_sql_run(&q, NULL, e);
	n->id = sqlite3_last_insert_rowid(c->db);
	return s;
}

static enum status update(struct cache *c, const struct network *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "UPDATE networks SET chain = ?, genesis = ? WHERE id = ?");
	cache_sql_int(&q, n->chain);
	cache_sql_hash(&q, &n->genesis);
	cache_sql_int(&q, n->id);
	return cache_sql_run(&q, NULL, e);
}

/* A genesis that is not known does not count as another one. */
static bool other_chain(const struct network *kept, const struct network *now)
{
	return kept->chain != now->chain ||
	       (!hash_is_zero(&kept->genesis) && !hash_is_zero(&now->genesis) &&
		!hash_equal(&kept->genesis, &now->genesis));
}

/* Within a transaction, so that two processes do not add the same network twice. */
static enum status select_row(struct cache *c, struct network *now, bool *restarted,
			      const char *name, struct err *e)
{
	struct network kept = {0};
	enum status s = find(c, &kept, name, e);

	if (s == ERR_NOT_FOUND)
		return add(c, now, name, e);
	if (s != STATUS_OK)
		return s;
	now->id = kept.id;
	*restarted = other_chain(&kept, now);
	if (*restarted)
		s = drop_rows(c, kept.id, kept.chain, e);
	return s == STATUS_OK ? update(c, now, e) : s;
}

enum status cache_networks_select(struct cache *c, bool *restarted, const char *name,
				  uint64_t chain_id, const struct hash *genesis, struct err *e)
{
	struct network now = {.chain = (int64_t)chain_id}, kept = {0};
	bool dropped = false;
	enum status s = find(c, &kept, name, e);

	if (genesis != NULL)
		now.genesis = *genesis;
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	now.id = kept.id;
	/* Only a network that is new or has changed needs a transaction. */
	if (!c->read_only && (s == ERR_NOT_FOUND || kept.chain != now.chain ||
			      (genesis != NULL && !hash_equal(&kept.genesis, genesis)))) {
		s = cache_begin(c, e);
		if (s != STATUS_OK)
			return s;
		s = select_row(c, &now, &dropped, name, e);
		s = cache_finish(c, s, e);
		if (s != STATUS_OK)
			return s;
	} else if (other_chain(&kept, &now)) {
		now.id = 0;
	}
	c->network = now.id;
	c->chain = now.chain;
	if (restarted != NULL)
		*restarted = dropped;
	return STATUS_OK;
}

struct cache_place cache_networks_place(const struct cache *c)
{
	return (struct cache_place){.network = c->network, .chain = c->chain};
}

void cache_networks_return(struct cache *c, const struct cache_place *place)
{
	c->network = place->network;
	c->chain = place->chain;
}

static void read_unbound(struct cache_sql *q, void *row)
{
	*(bool *)row = cache_sql_get_int(q) != 0;
}

/* Rows of the only datanet that there was. A profile without one leaves them as they are. */
static const char *const bind_datanet[] = {
	"UPDATE statements SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	"UPDATE scores SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	"UPDATE verdicts SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	"UPDATE scopes SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	"UPDATE models SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	"UPDATE uploads SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)",
	/* How far the chain was scanned for commitments is the network's own. */
	("UPDATE settings SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)"
	 " AND key NOT GLOB 'datasets.scanned.*'"),
	/* One that is not attested, or attested to another datanet (state 8), is not its matter. */
	("UPDATE datasets SET datanet = ? WHERE network = ? AND datanet = zeroblob(20)"
	 " AND uid IS NOT NULL AND state <> 8"),
};

/* The kinds of figures that hang on a payer and a token; cache/figures.h. */
static enum status bind_tokens(struct cache *c, const struct profile *p, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < p->n_distributors && s == STATUS_OK; i++) {
		struct cache_sql q;

		cache_sql_begin(&q, c,
				"UPDATE figures SET token = ? WHERE network = ? AND payer = ?"
				" AND token = zeroblob(20) AND kind IN (3, 4, 5, 6, 8, 9)");
		cache_sql_address(&q, &p->distributors[i].token);
		cache_sql_int(&q, c->network);
		cache_sql_address(&q, &p->distributors[i].contract.address);
		s = cache_sql_run(&q, NULL, e);
	}
	return s;
}

enum status cache_networks_bind(struct cache *c, const struct profile *p, struct err *e)
{
	struct cache_sql q;
	bool unbound;
	enum status s;

	cache_sql_begin(&q, c, "SELECT unbound FROM networks WHERE id = ?");
	cache_sql_int(&q, c->network);
	s = cache_sql_one(&q, &unbound, read_unbound, e);
	if (s != STATUS_OK || !unbound)
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	if (c->read_only)
		return cache_migrate_older(c, e);
	s = cache_begin(c, e);
	if (s != STATUS_OK)
		return s;
	s = bind_tokens(c, p, e);
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(bind_datanet); i++) {
		cache_sql_begin(&q, c, bind_datanet[i]);
		cache_sql_address(&q, &profile_datanet(p)->address);
		cache_sql_int(&q, c->network);
		s = cache_sql_run(&q, NULL, e);
	}
	if (s == STATUS_OK)
		s = run_with(c, "UPDATE networks SET unbound = 0 WHERE id = ?", c->network, e);
	return cache_finish(c, s, e);
}

enum status cache_networks_restore(struct cache *c, const struct cache_network *n, struct err *e)
{
	struct network kept = {0}, now = {.chain = (int64_t)n->chain_id, .genesis = n->genesis};
	enum status s = find(c, &kept, n->name, e);

	if (s == ERR_NOT_FOUND) {
		s = add(c, &now, n->name, e);
		if (s == STATUS_OK && n->unbound)
			s = run_with(c, "UPDATE networks SET unbound = 1 WHERE id = ?", now.id, e);
	} else if (s == STATUS_OK && other_chain(&kept, &now)) {
		return err_set(e, ERR_MISMATCH, "the network %s is another chain here", n->name);
	} else if (s == STATUS_OK) {
		now.id = kept.id;
		if (hash_is_zero(&kept.genesis) && !hash_is_zero(&now.genesis))
			s = update(c, &now, e);
	}
	if (s != STATUS_OK)
		return s;
	c->network = now.id;
	c->chain = now.chain;
	return STATUS_OK;
}

static void read_named(struct cache_sql *q, void *row)
{
	struct cache_network *n = row;

	cache_sql_get_text(q, n->name, sizeof(n->name));
	n->chain_id = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_hash(q, &n->genesis);
	n->unbound = cache_sql_get_int(q) != 0;
}

enum status cache_networks_all(struct cache *c, struct cache_network **out, size_t *n,
			       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT name, chain, genesis, unbound FROM networks ORDER BY name");
	return cache_sql_all(&q, out, n, sizeof(**out), read_named, e);
}
