/*
 * Two tables: `dues` has the leaves, which a backup may need, and `due_states` what the last sync
 * found, which the next one finds again. Proofs are blobs of 32 bytes for each step.
 *
 * Invariant: a state belongs to a row of `dues`, and both are deleted together.
 */
#include "cache/dues.h"

#include <string.h>

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

#define LEAF                                                                                \
	"payer, account, token, series, idx, cumulative, root, known_from, origin, proof, " \
	"inner_idx,"                                                                        \
	" inner_proof, expires_at, added_at"

#define STATE                                                                                     \
	"obstacle, entitled, has_claimed, claimed, amount, in_force, next_root, next_at, opens, " \
	"ends, vests,"                                                                            \
	" paid_to, fee, gas, trust, block, as_of"

/* A blob of another length is no proof: none leads to no root, which the judge says. */
static void take_proof(struct cache_sql *q, struct hash out[static LIMIT_MERKLE_DEPTH], size_t *n)
{
	const void *blob = sqlite3_column_blob(q->stmt, q->column);
	size_t len = (size_t)sqlite3_column_bytes(q->stmt, q->column);

	*n = 0;
	if (blob != NULL && len % sizeof(*out) == 0 && len / sizeof(*out) <= LIMIT_MERKLE_DEPTH) {
		memcpy(out, blob, len);
		*n = len / sizeof(*out);
	}
	q->column++;
}

/* Takes the columns of LEAF, with the id before them. Numbers above 2^63 are stored negative. */
static void read_leaf(struct cache_sql *q, struct cache_due *due)
{
	struct entitlement *en = &due->leaf;

	due->id = cache_sql_get_int(q);
	cache_sql_get_address(q, &due->payer);
	cache_sql_get_address(q, &en->account);
	cache_sql_get_address(q, &en->token);
	en->series = (uint64_t)cache_sql_get_int(q);
	en->index = (uint64_t)cache_sql_get_int(q);
	cache_sql_get_u256(q, &en->cumulative.raw);
	cache_sql_get_hash(q, &due->root);
	due->source = (enum cache_due_source)cache_stored_get(q, CACHE_STORED_DUE_SOURCE);
	cache_sql_get_text(q, due->origin, sizeof(due->origin));
	take_proof(q, en->proof, &en->n_proof);
	en->inner_index = (uint64_t)cache_sql_get_int(q);
	take_proof(q, en->inner, &en->n_inner);
	due->expires_at = cache_sql_get_int(q);
	due->added_at = cache_sql_get_int(q);
}

/* Takes the columns of LEAF and STATE. */
static void read_due(struct cache_sql *q, void *row)
{
	struct cache_due *due = row;
	struct cache_due_state *state = &due->state;
	struct payer_finding *f = &state->finding;

	read_leaf(q, due);
	f->obstacle = (enum payer_obstacle)cache_stored_get(q, CACHE_STORED_OBSTACLE);
	cache_sql_get_u256(q, &f->entitled.raw);
	f->has_claimed = cache_sql_get_int(q) != 0;
	cache_sql_get_u256(q, &f->claimed.raw);
	cache_sql_get_u256(q, &f->amount.raw);
	cache_sql_get_hash(q, &f->root);
	cache_sql_get_hash(q, &f->next_root);
	f->next_at = cache_sql_get_int(q);
	f->opens = cache_sql_get_int(q);
	f->ends = cache_sql_get_int(q);
	f->vests = cache_sql_get_int(q);
	cache_sql_get_address(q, &f->paid_to);
	cache_sql_get_u256(q, &f->fee.raw);
	cache_sql_get_u256(q, &state->gas.raw);
	state->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	state->block = (uint64_t)cache_sql_get_int(q);
	state->as_of = cache_sql_get_int(q);
	/* Columns without a state are zero, which would say that nothing is in the way. */
	if (state->as_of == 0)
		*state = (struct cache_due_state){.finding.obstacle = PAYER_UNTOLD};
}

/* The numbers of sources are those of cache/stored.c: 1 and 2 are the user's. */
static enum status put_one(struct cache *c, struct cache_due *due, struct err *e)
{
	const struct entitlement *en = &due->leaf;
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO dues(network, " LEAF
		") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT(network, payer, account, token, series, idx, cumulative, root)"
		" DO UPDATE SET proof = excluded.proof, inner_idx = excluded.inner_idx,"
		" inner_proof = excluded.inner_proof,"
		" expires_at = iif(excluded.expires_at = 0, expires_at, excluded.expires_at),"
		" origin = iif(excluded.known_from IN (1, 2) OR known_from NOT IN (1, 2),"
		" excluded.origin, origin),"
		" known_from = iif(excluded.known_from IN (1, 2) OR known_from NOT IN (1, 2),"
		" excluded.known_from, known_from)"
		" RETURNING id");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &due->payer);
	cache_sql_address(&q, &en->account);
	cache_sql_address(&q, &en->token);
	cache_sql_int(&q, (int64_t)en->series);
	cache_sql_int(&q, (int64_t)en->index);
	cache_sql_u256(&q, &en->cumulative.raw);
	/* A zero is stored as it is: rows with NULL would never be the same one. */
	cache_sql_blob(&q, due->root.bytes, sizeof(due->root.bytes));
	cache_sql_int(&q, due->source);
	cache_sql_text(&q, due->origin);
	cache_sql_blob(&q, en->proof, en->n_proof * sizeof(en->proof[0]));
	cache_sql_int(&q, (int64_t)en->inner_index);
	cache_sql_blob(&q, en->inner, en->n_inner * sizeof(en->inner[0]));
	cache_sql_int(&q, due->expires_at);
	cache_sql_int(&q, due->added_at);
	return cache_sql_one(&q, &due->id, cache_sql_read_int, e);
}

enum status cache_dues_put(struct cache *c, struct cache_due *rows, size_t n, struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = put_one(c, &rows[i], e);
	return cache_finish(c, s, e);
}

enum status cache_dues_answered(struct cache *c, const struct address *payer,
				const struct address *account, struct cache_due *rows, size_t n,
				struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"UPDATE dues SET known_from = 3 WHERE network = ? AND payer = ?"
			" AND account = ? AND known_from = 0");
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, payer);
	cache_sql_address(&q, account);
	s = cache_sql_run(&q, NULL, e);
	if (s == STATUS_OK)
		s = cache_dues_put(c, rows, n, e);
	return cache_finish(c, s, e);
}

enum status cache_dues_all(struct cache *c, struct cache_due **out, size_t *n, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT dues.id, " LEAF ", " STATE " FROM dues LEFT JOIN due_states"
			" ON due = dues.id WHERE dues.network = ?"
			" ORDER BY payer, account, token, series, idx, dues.id");
	cache_sql_int(&q, c->network);
	return cache_sql_all(&q, out, n, sizeof(**out), read_due, e);
}

/* Nothing is put for a row that was removed meanwhile: its number may be given to another one. */
static enum status put_state(struct cache *c, const struct cache_due *due, struct err *e)
{
	const struct cache_due_state *state = &due->state;
	const struct payer_finding *f = &state->finding;
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"INSERT INTO due_states(due, network, " STATE
			") SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
			" WHERE EXISTS (SELECT 1 FROM dues WHERE id = ?1 AND network = ?2)");
	cache_sql_int(&q, due->id);
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, f->obstacle);
	cache_sql_u256(&q, &f->entitled.raw);
	cache_sql_int(&q, f->has_claimed);
	cache_sql_u256(&q, &f->claimed.raw);
	cache_sql_u256(&q, &f->amount.raw);
	cache_sql_hash(&q, &f->root);
	cache_sql_hash(&q, &f->next_root);
	cache_sql_int(&q, f->next_at);
	cache_sql_int(&q, f->opens);
	cache_sql_int(&q, f->ends);
	cache_sql_int(&q, f->vests);
	cache_sql_address(&q, &f->paid_to);
	cache_sql_u256(&q, &f->fee.raw);
	cache_sql_u256(&q, &state->gas.raw);
	cache_sql_int(&q, state->trust);
	cache_sql_int(&q, (int64_t)state->block);
	cache_sql_int(&q, state->as_of);
	return cache_sql_run(&q, NULL, e);
}

/* Deletes the state of a row, if it has one. */
static enum status remove_state(struct cache *c, int64_t id, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM due_states WHERE network = ? AND due = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, id);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_dues_judged(struct cache *c, const struct cache_due *rows, size_t n,
			      struct err *e)
{
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		s = remove_state(c, rows[i].id, e);
		if (s == STATUS_OK)
			s = put_state(c, &rows[i], e);
	}
	return cache_finish(c, s, e);
}

enum status cache_dues_remove(struct cache *c, int64_t id, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = remove_state(c, id, e);
	cache_sql_begin(&q, c, "DELETE FROM dues WHERE network = ? AND id = ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, id);
	if (s == STATUS_OK)
		s = cache_sql_run(&q, NULL, e);
	return cache_finish(c, s, e);
}
