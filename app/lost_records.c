/*
 * The sentences name what is gone, why that matters, and the way back. A backup is the best way; a
 * sync finds what the chain has, which is less.
 */
#include "app/lost_records.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/account.h"
#include "app/dataset_rows.h"
#include "app/state.h"
#include "app/vault_state.h"
#include "cache/datasets.h"

static size_t count_keys(const struct snapshot_account *accounts, size_t n)
{
	size_t keys = 0;

	for (size_t i = 0; i < n; i++)
		keys += !accounts[i].watch_only;
	return keys;
}

bool describe_lost_records(char out[static LOST_RECORDS_SIZE], bool vault,
			   const struct snapshot_account *accounts, size_t n)
{
	size_t keys = count_keys(accounts, n);

	out[0] = '\0';
	if (vault && keys == 0)
		snprintf(out, LOST_RECORDS_SIZE,
			 "The vault is here, but its records are gone (accounts, labels, own "
			 "transactions, taken nonces): the cache was deleted or emptied, or byline "
			 "ended while the vault was made. Next: byline restore --backup FILE; "
			 "without a backup, byline sync finds what the chain has");
	else if (!vault && keys > 0)
		snprintf(out, LOST_RECORDS_SIZE,
			 "The vault is gone, while %zu of its accounts %s known here. Next: byline "
			 "restore --backup FILE, or byline restore with its recovery phrase",
			 keys, keys == 1 ? "is" : "are");
	return out[0] != '\0';
}

/* Folders of datasets, and how many of them no network lists. */
struct unlisted {
	struct root_list roots;
	size_t n;
};

static enum status count_unlisted(struct cache *cache, void *arg, struct err *e)
{
	struct unlisted *u = arg;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < u->roots.n && s == STATUS_OK; i++) {
		bool known = false;

		s = cache_datasets_anywhere(cache, &known, &u->roots.roots[i], e);
		u->n += s == STATUS_OK && !known;
	}
	return s;
}

/* A commit lists its dataset right after its folder is complete, so that one may be under way. */
static bool look_for_datasets(struct app *app, char out[static LOST_RECORDS_SIZE])
{
	struct unlisted u = {.n = 0};

	if (list_datasets_on_disk(app, &u.roots, NULL) == STATUS_OK && u.roots.n > 0 &&
	    store_read(app, count_unlisted, &u, NULL) == STATUS_OK && u.n > 0)
		snprintf(out, LOST_RECORDS_SIZE,
			 "%zu dataset%s on this disk %s in no list: the cache was deleted or "
			 "emptied. Next: byline restore --backup FILE, or byline sync",
			 u.n, u.n == 1 ? "" : "s", u.n == 1 ? "is" : "are");
	free(u.roots.roots);
	return out[0] != '\0';
}

bool look_for_lost_records(struct app *app, char out[static LOST_RECORDS_SIZE])
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	bool lost = false;

	out[0] = '\0';
	if (load_accounts(app, &accounts, &n, NULL) == STATUS_OK)
		lost = describe_lost_records(out, has_vault(app), accounts, n) ||
		       look_for_datasets(app, out);
	free(accounts);
	return lost;
}

bool has_vault_without_records(struct app *app)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	bool lost = has_vault(app) && load_accounts(app, &accounts, &n, NULL) == STATUS_OK &&
		    count_keys(accounts, n) == 0;

	free(accounts);
	return lost;
}

/* The sentence as an error, which begins with a small letter; `other` when nothing is gone. */
static enum status refuse(char *text, const char *other, struct err *e)
{
	if (text[0] == '\0')
		return err_set(e, ERR_NOT_FOUND, "%s", other);
	if (text[0] >= 'A' && text[0] <= 'Z')
		text[0] = (char)(text[0] - 'A' + 'a');
	return err_set(e, ERR_NOT_FOUND, "%s", text);
}

enum status refuse_no_vault(struct app *app, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	char text[LOST_RECORDS_SIZE] = "";
	size_t n = 0;

	if (load_accounts(app, &accounts, &n, NULL) == STATUS_OK)
		describe_lost_records(text, false, accounts, n);
	free(accounts);
	return refuse(text, "there is no vault yet; run: byline init, or: byline restore", e);
}

enum status refuse_no_account(struct app *app, struct err *e)
{
	char text[LOST_RECORDS_SIZE];

	describe_lost_records(text, has_vault(app), NULL, 0);
	return refuse(text, "no account yet; run: byline init, or: byline account watch ADDRESS",
		      e);
}
