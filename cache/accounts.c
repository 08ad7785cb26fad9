/*
 * Addresses are unique here: an account that was watched and then opened in the vault is one row,
 * which keeps its id and so its place among the watched ones if it becomes one again.
 */
#include "cache/accounts.h"

#include "cache/sql.h"

enum status cache_accounts_put(struct cache *c, const struct cache_account *a, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO accounts(address, label, watch_only, vault_index, unsaved, path)"
		" VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(address) DO UPDATE SET"
		" label = excluded.label, watch_only = excluded.watch_only,"
		" vault_index = excluded.vault_index, unsaved = excluded.unsaved,"
		" path = excluded.path");
	cache_sql_address(&q, &a->address);
	cache_sql_text(&q, a->label);
	cache_sql_int(&q, a->watch_only);
	cache_sql_int(&q, a->index);
	cache_sql_int(&q, a->unsaved);
	cache_sql_text(&q, a->path);
	return cache_sql_run(&q, NULL, e);
}

/* Names the account that was not found. */
static enum status none(enum status s, const struct address *address, struct err *e)
{
	char text[ADDRESS_TEXT_SIZE];

	if (s != ERR_NOT_FOUND)
		return s;
	address_format(text, address);
	return err_set(e, s, "the account %s is not known here", text);
}

enum status cache_accounts_label(struct cache *c, const struct address *address, const char *label,
				 struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "UPDATE accounts SET label = ?, unsaved = 1 WHERE address = ?");
	cache_sql_text(&q, label);
	cache_sql_address(&q, address);
	return none(cache_sql_run_on_row(&q, e), address, e);
}

enum status cache_accounts_remove(struct cache *c, const struct address *address, struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c, "DELETE FROM accounts WHERE address = ? AND watch_only = 1");
	cache_sql_address(&q, address);
	return none(cache_sql_run_on_row(&q, e), address, e);
}

static void read_account(struct cache_sql *q, void *row)
{
	struct cache_account *a = row;

	cache_sql_get_address(q, &a->address);
	cache_sql_get_text(q, a->label, sizeof(a->label));
	a->watch_only = cache_sql_get_int(q) != 0;
	a->index = (uint32_t)cache_sql_get_int(q);
	a->unsaved = cache_sql_get_int(q) != 0;
	cache_sql_get_text(q, a->path, sizeof(a->path));
}

enum status cache_accounts_all(struct cache *c, struct cache_account **out, size_t *n,
			       struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"SELECT address, label, watch_only, vault_index, unsaved, path FROM accounts"
		" ORDER BY watch_only, vault_index, id");
	return cache_sql_all(&q, out, n, sizeof(**out), read_account, e);
}
