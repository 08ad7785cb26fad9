#include "cache/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "cache/dataset_names.h"
#include "cache/db_private.h"
#include "cache/sql.h"

/* ERR_NOT_FOUND when nothing ever waited. */
static enum status find(struct cache *c, int64_t *network, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "SELECT id FROM networks WHERE name = ?");
	cache_sql_text(&q, CACHE_WAITING);
	return cache_sql_one(&q, network, cache_sql_read_int, e);
}

/* Its chain is 0, which no network has: no transaction can belong to it. */
static enum status add(struct cache *c, int64_t *network, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO networks(name, chain, genesis) VALUES(?, 0, NULL) RETURNING id");
	cache_sql_text(&q, CACHE_WAITING);
	return cache_sql_one(&q, network, cache_sql_read_int, e);
}

enum status cache_waiting_select(struct cache *c, bool make, struct err *e)
{
	int64_t network = 0;
	enum status s = find(c, &network, e);

	if (s == ERR_NOT_FOUND)
		s = make ? add(c, &network, e) : STATUS_OK;
	if (s == STATUS_OK) {
		c->network = network;
		c->chain = 0;
	}
	return s;
}

/* A row that the chain alone gave learns what this machine knows: without it nothing is proven. */
static void attach(struct cache_dataset *there, const struct cache_dataset *d)
{
	there->local = true;
	there->nonce = d->nonce;
	there->manifest = d->manifest;
	memcpy(there->name, d->name, sizeof(there->name));
	memcpy(there->kind, d->kind, sizeof(there->kind));
	memcpy(there->source, d->source, sizeof(there->source));
	there->created_at = d->created_at;
}

/* Puts a dataset into the selected network, under an id of its own: the row it has is deleted. */
static enum status move(struct cache *c, struct cache_dataset *d, struct err *e)
{
	struct cache_dataset there;
	enum status s = cache_datasets_by_root(c, &there, &d->root, &d->datanet, NULL);

	if ((s != STATUS_OK && s != ERR_NOT_FOUND) || (s == STATUS_OK && there.local))
		return s;
	if (s == STATUS_OK) {
		attach(&there, d);
		*d = there;
	} else {
		d->id = 0;
	}
	s = cache_dataset_names_make_unique(c, d, e);
	return s == STATUS_OK ? cache_datasets_put(c, d, e) : s;
}

/*
 * Deletes the row that they hung on, so that no list shows a network of this name. A backup made by
 * hand may have brought other rows, and the row stays with them.
 */
static enum status forget(struct cache *c, int64_t network, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"DELETE FROM networks WHERE id = ?"
			" AND NOT EXISTS (SELECT 1 FROM datasets WHERE network = networks.id)"
			" AND NOT EXISTS (SELECT 1 FROM claims WHERE network = networks.id)"
			" AND NOT EXISTS (SELECT 1 FROM events WHERE network = networks.id)"
			" AND NOT EXISTS (SELECT 1 FROM disputes WHERE network = networks.id)"
			" AND NOT EXISTS (SELECT 1 FROM settings WHERE network = networks.id)");
	cache_sql_int(&q, network);
	return cache_sql_run(&q, NULL, e);
}

/* Another process may have taken them, so that they are read within the transaction. */
static enum status move_all(struct cache *c, int64_t from, const struct hash *root, struct err *e)
{
	const int64_t to = c->network;
	struct cache_dataset *rows = NULL;
	struct cache_sql q;
	size_t n = 0;
	enum status s;

	c->network = from;
	s = cache_datasets_all(c, &rows, &n, e);
	c->network = to;
	/* They come newest first; the oldest is moved first and keeps its name. */
	for (size_t i = n; i > 0 && s == STATUS_OK; i--)
		if (root == NULL || hash_equal(&rows[i - 1].root, root))
			s = move(c, &rows[i - 1], e);
	free(rows);
	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c, "DELETE FROM datasets WHERE network = ? AND root = ifnull(?, root)");
	cache_sql_int(&q, from);
	if (root != NULL)
		cache_sql_hash(&q, root);
	s = cache_sql_run(&q, NULL, e);
	return s == STATUS_OK ? forget(c, from, e) : s;
}

static enum status has_rows(struct cache *c, bool *yes, int64_t network, struct err *e)
{
	struct cache_sql q;
	enum status s;

	cache_sql_begin(&q, c, "SELECT 1 FROM datasets WHERE network = ? LIMIT 1");
	cache_sql_int(&q, network);
	s = cache_sql_row(&q, yes, e);
	if (s == STATUS_OK && *yes)
		cache_sql_end(&q);
	return s;
}

enum status cache_waiting_take(struct cache *c, const struct hash *root, struct err *e)
{
	int64_t from;
	bool any = false;
	enum status s = find(c, &from, e);

	if (s == STATUS_OK)
		s = has_rows(c, &any, from, e);
	if (s != STATUS_OK || !any || c->read_only)
		return s == ERR_NOT_FOUND ? STATUS_OK : s;
	s = cache_begin(c, e);
	if (s != STATUS_OK)
		return s;
	return cache_finish(c, move_all(c, from, root, e), e);
}
