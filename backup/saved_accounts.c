/* The vault has labels as well; those that it does not have yet are marked as unsaved. */
#include "backup/saved_accounts.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "base/parse.h"
#include "wallet/path.h"
#include "wallet/vault_accounts.h"

/* Whether a path has the account's number in it, as all paths of 0.1 do: it tells the number. */
static bool tells_number(const char *text, uint32_t *number)
{
	enum path_scheme scheme;
	struct key_path path;

	return path_parse(&path, text, strlen(text), NULL) == STATUS_OK &&
	       path_scheme_of(&scheme, number, &path) && scheme == PATH_METAMASK;
}

enum status save_accounts(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_account *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_accounts_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();
		uint32_t number;

		member_field_write(row, &saved_account_row, &rows[i]);
		if (!rows[i].watch_only)
			json_add_text(row, "path", rows[i].path);
		if (!rows[i].watch_only &&
		    (!tells_number(rows[i].path, &number) || number != rows[i].index))
			json_add_u64(row, "number", rows[i].index);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "accounts", list);
	return s;
}

/* Reads the number that stands beside a path which does not tell it. */
static enum status read_number(struct cache_account *a, const struct json *row, bool told)
{
	uint64_t number = a->index;
	enum status s = STATUS_OK;

	if (json_get(row, "number") != NULL)
		s = json_get_u64(&number, row, "number", NULL);
	else if (!told)
		return ERR_PARSE;
	if (s != STATUS_OK || number >= VAULT_INDEX_END)
		return ERR_PARSE;
	a->index = (uint32_t)number;
	return STATUS_OK;
}

/* An account without a path is one that was only watched. */
static enum status read_path(struct cache_account *a, const struct json *row, struct err *e)
{
	const char *text = json_text(json_get(row, "path"));
	struct key_path path;
	bool told;

	a->watch_only = json_get(row, "path") == NULL;
	if (a->watch_only && json_get(row, "number") == NULL)
		return STATUS_OK;
	if (text == NULL || strlen(text) >= sizeof(a->path) ||
	    (strcmp(text, CACHE_IMPORTED) != 0 &&
	     path_parse(&path, text, strlen(text), NULL) != STATUS_OK))
		return err_set(e, ERR_PARSE, "\"path\" is not that of an account");
	memcpy(a->path, text, strlen(text) + 1);
	told = tells_number(text, &a->index);
	if (read_number(a, row, told) != STATUS_OK)
		return err_set(e, ERR_PARSE, "\"number\" is not that of an account");
	return STATUS_OK;
}

enum status read_saved_accounts(struct cache_account **out, size_t *n, const struct json *content,
				struct err *e)
{
	static const char *const more[] = {"path", "number", NULL};
	const struct json *list = json_get(content, "accounts");
	enum status s = STATUS_OK;

	*n = 0;
	*out = calloc(json_count(list) + 1, sizeof(**out));
	if (*out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (const struct json *row = json_first(list); row != NULL && s == STATUS_OK;
	     row = json_next(row)) {
		struct cache_account *a = &(*out)[*n];

		s = member_field_read(a, &saved_account_row, row, more, e);
		if (s == STATUS_OK)
			s = read_path(a, row, e);
		if (s == STATUS_OK && address_is_zero(&a->address))
			s = err_set(e, ERR_PARSE, "an account has no address");
		*n += s == STATUS_OK;
	}
	return s;
}

static const struct cache_account *find(const struct cache_account *rows, size_t n,
					const struct address *address)
{
	for (size_t i = 0; i < n; i++)
		if (address_equal(&rows[i].address, address))
			return &rows[i];
	return NULL;
}

/*
 * Joins what is known here with what the backup knows. Here comes first: the backup gives only a
 * label where there is none, and a key's path where the account was only watched.
 */
static struct cache_account join(const struct cache_account *here,
				 const struct cache_account *saved)
{
	struct cache_account a = *here;

	if (here->watch_only && !saved->watch_only) {
		a.watch_only = false;
		a.index = saved->index;
		memcpy(a.path, saved->path, sizeof(a.path));
	}
	if (here->label[0] == '\0' && saved->label[0] != '\0') {
		memcpy(a.label, saved->label, sizeof(a.label));
		/* The vault here does not know it: the next unlock writes it there. */
		a.unsaved = !a.watch_only;
	}
	return a;
}

enum status merge_accounts(struct merge *m, const struct json *from, struct err *e)
{
	struct cache_account *saved = NULL, *here = NULL;
	size_t n = 0, n_here = 0;
	enum status s = read_saved_accounts(&saved, &n, from, e);

	if (s == STATUS_OK)
		s = cache_accounts_all(m->cache, &here, &n_here, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const struct cache_account *known = find(here, n_here, &saved[i].address);
		struct cache_account a = known != NULL ? join(known, &saved[i]) : saved[i];

		merge_count(m, BACKUP_ACCOUNTS, known == NULL);
		s = cache_accounts_put(m->cache, &a, e);
	}
	free(saved);
	free(here);
	return s;
}
