/*
 * Leaves first, then tokens, each saved and merged. A saved leaf has no state: byline judges it
 * again with the next sync.
 *
 * Invariant: a row that is here stays as it is.
 */
#include "backup/saved_dues.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "cache/dues.h"
#include "cache/foreign_tokens.h"
#include "chain/member.h"

/* Whether no network can give the row back. */
static bool is_users(const struct cache_due *due)
{
	switch (due->source) {
	case CACHE_DUE_FILE:
	case CACHE_DUE_NAMED: return true;
	case CACHE_DUE_SERVICE:
	case CACHE_DUE_FORMER: break;
	}
	return false;
}

enum status save_dues(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_due *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_dues_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const struct entitlement *en = &rows[i].leaf;
		struct json *row;

		if (!is_users(&rows[i]))
			continue;
		row = json_new_object();
		member_field_write(row, &saved_due_row, &rows[i]);
		if (en->n_proof > 0)
			member_add_hashes(row, "proof", en->proof, en->n_proof);
		if (en->n_inner > 0)
			member_add_hashes(row, "inner_proof", en->inner, en->n_inner);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "dues", list);
	return s;
}

static enum status read_proof(struct hash out[static LIMIT_MERKLE_DEPTH], size_t *n,
			      const struct json *row, const char *name, struct err *e)
{
	*n = 0;
	return json_get(row, name) == NULL
		       ? STATUS_OK
		       : member_hashes(out, n, LIMIT_MERKLE_DEPTH, row, name, e);
}

/* Whether both are one row of the cache (cache/dues.h). */
static bool is_same_due(const struct cache_due *a, const struct cache_due *b)
{
	return address_equal(&a->payer, &b->payer) &&
	       address_equal(&a->leaf.account, &b->leaf.account) &&
	       address_equal(&a->leaf.token, &b->leaf.token) && a->leaf.index == b->leaf.index &&
	       a->leaf.series == b->leaf.series &&
	       u256_compare(&a->leaf.cumulative.raw, &b->leaf.cumulative.raw) == 0 &&
	       hash_equal(&a->root, &b->root);
}

enum status merge_dues(struct merge *m, const struct json *from, struct err *e)
{
	static const char *const more[] = {"proof", "inner_proof", NULL};
	struct cache_due *here = NULL, due;
	size_t n = 0;
	enum status s = cache_dues_all(m->cache, &here, &n, e);

	for (const struct json *row = json_first(json_get(from, "dues"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		bool known = false;

		s = member_field_read(&due, &saved_due_row, row, more, e);
		if (s == STATUS_OK)
			s = read_proof(due.leaf.proof, &due.leaf.n_proof, row, "proof", e);
		if (s == STATUS_OK)
			s = read_proof(due.leaf.inner, &due.leaf.n_inner, row, "inner_proof", e);
		if (s == STATUS_OK && !is_users(&due))
			s = err_set(e, ERR_PARSE, "a backup holds no row of a service");
		for (size_t i = 0; i < n && s == STATUS_OK && !known; i++)
			known = is_users(&here[i]) && is_same_due(&here[i], &due);
		if (s == STATUS_OK)
			merge_count(m, BACKUP_DUES, !known);
		/* A row of a service that is the same one becomes the user's. */
		if (s == STATUS_OK && !known)
			s = cache_dues_put(m->cache, &due, 1, e);
	}
	free(here);
	return s;
}

enum status save_asked_tokens(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_foreign_token *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_foreign_tokens_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row;

		if (!rows[i].asked)
			continue;
		row = json_new_object();
		member_add_address(row, "token", &rows[i].token);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "asked_tokens", list);
	return s;
}

enum status merge_asked_tokens(struct merge *m, const struct json *from, struct err *e)
{
	static const char *const members[] = {"token", NULL};
	struct cache_foreign_token *here = NULL;
	size_t n = 0;
	enum status s = cache_foreign_tokens_all(m->cache, &here, &n, e);

	for (const struct json *row = json_first(json_get(from, "asked_tokens"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		struct address token;
		bool known = false;

		s = json_only(row, members, e);
		if (s == STATUS_OK)
			s = member_address(&token, row, "token", e);
		if (s != STATUS_OK)
			break;
		for (size_t i = 0; i < n && !known; i++)
			known = here[i].asked && address_equal(&here[i].token, &token);
		merge_count(m, BACKUP_SETTINGS, !known);
		s = cache_foreign_tokens_ask(m->cache, &token, true, e);
	}
	free(here);
	return s;
}
