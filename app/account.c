/*
 * The accounts that byline knows, as rows of the cache. In this order: the vault's accounts, which
 * each unlock copies into the cache; watching, forgetting and labelling one; reading all of them;
 * finding the one that a person means. No key is needed anywhere here, so that the accounts are
 * known while the vault is locked.
 */
#include "app/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account_private.h"
#include "app/state.h"
#include "base/parse.h"
#include "base/text.h"
#include "cache/accounts.h"

struct vault_accounts {
	const struct door_account *accounts;
	size_t n;
};

static bool in_vault(const struct vault_accounts *v, const struct address *address)
{
	for (size_t i = 0; i < v->n; i++)
		if (address_equal(&v->accounts[i].address, address))
			return true;
	return false;
}

/*
 * Makes the accounts of an earlier vault watch-only: nobody has their keys here any more, but their
 * royalties are still worth seeing.
 */
static enum status watch_former(struct cache *cache, const struct vault_accounts *now,
				struct cache_account *rows, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (rows[i].watch_only || in_vault(now, &rows[i].address))
			continue;
		rows[i].watch_only = true;
		rows[i].index = 0;
		rows[i].path[0] = '\0';
		s = cache_accounts_put(cache, &rows[i], e);
	}
	return s;
}

/* The vault's label, unless the row has a newer one that the vault could not be given yet. */
static void choose_label(struct cache_account *a, const struct door_account *in,
			 const struct cache_account *rows, size_t n)
{
	snprintf(a->label, sizeof(a->label), "%s", in->label);
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].unsaved || !address_equal(&rows[i].address, &in->address) ||
		    strcmp(rows[i].label, in->label) == 0)
			continue;
		memcpy(a->label, rows[i].label, sizeof(a->label));
		a->unsaved = true;
	}
}

static enum status put_vault_accounts(struct cache *cache, void *arg, struct err *e)
{
	const struct vault_accounts *in = arg;
	struct cache_account *rows = NULL;
	size_t n = 0;
	enum status s = cache_accounts_all(cache, &rows, &n, e);

	if (s == STATUS_OK)
		s = watch_former(cache, in, rows, n, e);
	for (size_t i = 0; i < in->n && s == STATUS_OK; i++) {
		struct cache_account a = {.address = in->accounts[i].address,
					  .index = in->accounts[i].index};

		snprintf(a.path, sizeof(a.path), "%s",
			 in->accounts[i].path[0] != '\0' ? in->accounts[i].path : CACHE_IMPORTED);
		choose_label(&a, &in->accounts[i], rows, n);
		s = cache_accounts_put(cache, &a, e);
	}
	free(rows);
	return s;
}

enum status store_vault_accounts(struct app *app, const struct door_account *accounts, size_t n,
				 struct err *e)
{
	struct vault_accounts in = {accounts, n};

	return store_write(app, put_vault_accounts, &in, e);
}

static enum status put_account(struct cache *cache, void *arg, struct err *e)
{
	return cache_accounts_put(cache, arg, e);
}

static enum status remove_account(struct cache *cache, void *arg, struct err *e)
{
	return cache_accounts_remove(cache, arg, e);
}

static enum status put_label(struct cache *cache, void *arg, struct err *e)
{
	const struct cache_account *a = arg;

	return cache_accounts_label(cache, &a->address, a->label, e);
}

/* A watch-only row; the label is text that a person typed, cleaned for the screen. */
static struct cache_account labelled(const struct address *address, const char *label)
{
	struct cache_account a = {.address = *address, .watch_only = true};

	text_clean(a.label, sizeof(a.label), label, strlen(label));
	return a;
}

enum status check_label(struct app *app, const char *label, const struct address *address,
			struct err *e)
{
	struct snapshot_account *known = NULL;
	char text[ADDRESS_TEXT_SIZE];
	size_t n = 0;
	enum status s = load_accounts(app, &known, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK && label[0] != '\0'; i++) {
		if (strcmp(known[i].label, label) != 0 ||
		    (address != NULL && address_equal(&known[i].address, address)))
			continue;
		address_format(text, &known[i].address);
		s = err_set(e, ERR_EXISTS, "%s is labelled \"%.64s\" already; choose another label",
			    text, label);
	}
	free(known);
	return s;
}

/* Writing the row would turn an account of the vault into a watch-only one. Out: `known`. */
static enum status check_watched(struct app *app, bool *known, const struct address *address,
				 struct err *e)
{
	struct snapshot_account *all = NULL;
	size_t n = 0;
	enum status s = load_accounts(app, &all, &n, e);

	*known = false;
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!address_equal(&all[i].address, address))
			continue;
		*known = true;
		if (!all[i].watch_only)
			s = err_set(e, ERR_EXISTS, "this account is in your vault already");
	}
	free(all);
	return s;
}

enum status watch_account(struct app *app, const struct address *address, const char *label,
			  struct err *e)
{
	struct cache_account a = labelled(address, label != NULL ? label : "");
	bool known = false;
	enum status s = paths_ensure(&app->shared->paths, e);

	if (s == STATUS_OK)
		s = check_watched(app, &known, address, e);
	if (s == STATUS_OK)
		s = check_label(app, a.label, address, e);
	/* Watching again without a label is no wish to lose the label. */
	if (s != STATUS_OK || (known && a.label[0] == '\0'))
		return s;
	return store_write(app, put_account, &a, e);
}

enum status forget_account(struct app *app, const struct snapshot_account *account, struct err *e)
{
	struct address address = account->address;

	if (!account->watch_only)
		return err_set(e, ERR_REFUSED,
			       "this account is in your vault; only a watched one is forgotten");
	return store_write(app, remove_account, &address, e);
}

enum status store_account_label(struct app *app, const struct address *address, const char *label,
				struct err *e)
{
	struct cache_account a = labelled(address, label);

	return store_write(app, put_label, &a, e);
}

struct all_accounts {
	struct snapshot_account *accounts;
	size_t n;
};

static enum status get_accounts(struct cache *cache, void *arg, struct err *e)
{
	struct all_accounts *out = arg;
	struct cache_account *rows = NULL;
	size_t n = 0;
	enum status s = cache_accounts_all(cache, &rows, &n, e);

	if (s == STATUS_OK && n > 0) {
		out->accounts = calloc(n, sizeof(*out->accounts));
		if (out->accounts == NULL)
			s = err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		out->accounts[i].address = rows[i].address;
		memcpy(out->accounts[i].label, rows[i].label, sizeof(rows[i].label));
		out->accounts[i].watch_only = rows[i].watch_only;
		out->accounts[i].index = rows[i].index;
		memcpy(out->accounts[i].path, rows[i].path, sizeof(rows[i].path));
		out->n = i + 1;
	}
	free(rows);
	return s;
}

enum status load_accounts(struct app *app, struct snapshot_account **out, size_t *n, struct err *e)
{
	struct all_accounts all = {0};
	enum status s = store_read(app, get_accounts, &all, e);

	*out = all.accounts;
	*n = all.n;
	return s;
}

/* How many accounts have this label, and the first of them. */
static size_t find_label(size_t *index, const struct snapshot_account *accounts, size_t n,
			 const char *label)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(accounts[i].label, label) != 0)
			continue;
		if (found++ == 0)
			*index = i;
	}
	return found;
}

enum status find_account(size_t *index, const struct snapshot_account *accounts, size_t n,
			 const char *name, struct err *e)
{
	struct address address;
	uint64_t number;
	size_t found;

	if (n == 0)
		return err_set(
			e, ERR_NOT_FOUND,
			"no account yet; run: byline init, or: byline account watch ADDRESS");
	*index = 0;
	if (name == NULL || name[0] == '\0')
		return STATUS_OK;
	if (address_parse(&address, name, strlen(name)) == STATUS_OK) {
		for (*index = 0; *index < n; ++*index)
			if (address_equal(&accounts[*index].address, &address))
				return STATUS_OK;
	}
	found = find_label(index, accounts, n, name);
	if (found > 1)
		return err_set(e, ERR_USAGE,
			       "%zu accounts are labelled \"%.64s\"; give the address", found,
			       name);
	if (found == 1)
		return STATUS_OK;
	/* Labels come before indices: somebody may have called an account "2". */
	if (parse_u64(&number, name, strlen(name)) == STATUS_OK) {
		for (*index = 0; *index < n; ++*index)
			if (!accounts[*index].watch_only && accounts[*index].index == number)
				return STATUS_OK;
	}
	return err_set(e, ERR_NOT_FOUND, "no account \"%.64s\"; see: byline account list", name);
}
