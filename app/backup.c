/*
 * Writes "byline-backup/1", a JSON document: accounts, then each network with its datasets,
 * transactions and claims. Each add_…() appends one list; write_backup() at the end puts the file
 * and the vault's copy on the disk. The cache is read with a handle of its own, because it must
 * change networks, which the app's handle must not. A list that cannot be read whole fails the
 * backup: one that looks complete and is not would be worse than none.
 */
#include "app/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/state.h"
#include "app/vault_state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json_write.h"
#include "cache/accounts.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/networks.h"
#include "cache/transactions.h"
#include "chain/member.h"

struct backing {
	struct app *app;
	struct json *top;
	struct json *network; /* the one being written */
	struct backup_result *result;
};

/* Times that are not known (0) are left out. */
static void add_time(struct json *object, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	if (seconds == 0)
		return;
	clock_format_rfc3339(text, seconds);
	json_add_text(object, name, text);
}

static void add_hash(struct json *object, const char *name, const struct hash *h)
{
	if (!hash_is_zero(h))
		json_add_hex(object, name, h->bytes, sizeof(h->bytes));
}

static enum status add_accounts(struct backing *b, struct cache *cache, struct err *e)
{
	struct cache_account *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_accounts_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();

		member_add_address(row, "address", &rows[i].address);
		json_add_text(row, "label", rows[i].label);
		json_add_bool(row, "watch_only", rows[i].watch_only);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(b->top, "accounts", list);
	b->result->accounts = n;
	return s;
}

/*
 * Adds the manifest of a dataset committed to here. With it, the records and the vault's words the
 * salts can be computed again. A folder that is gone only leaves the manifest out.
 */
static void add_manifest(struct json *row, const struct app *app, const struct hash *root)
{
	char hex[HASH_TEXT_SIZE], *path;
	struct json *manifest = NULL;
	struct buf text;

	hash_format(hex, root);
	if (asprintf(&path, "%s/%s/manifest.json", app->paths.datasets, hex) < 0)
		return;
	buf_init(&text, LIMIT_SMALL_FILE);
	if (file_read(&text, path, NULL) == STATUS_OK &&
	    json_parse(&manifest, text.data, text.len, NULL) == STATUS_OK)
		json_add(row, "manifest", manifest);
	buf_release(&text);
	free(path);
}

static enum status add_datasets(struct backing *b, struct cache *cache, struct err *e)
{
	struct cache_dataset *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_datasets_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();

		add_hash(row, "root", &rows[i].root);
		add_hash(row, "uid", &rows[i].uid);
		add_hash(row, "nonce", &rows[i].nonce);
		add_hash(row, "replaces", &rows[i].replaces);
		member_add_address(row, "account", &rows[i].account);
		if (!address_is_zero(&rows[i].datanet))
			member_add_address(row, "datanet", &rows[i].datanet);
		json_add_text(row, "name", rows[i].name);
		json_add_text(row, "license", rows[i].license);
		json_add_text(row, "source", rows[i].source);
		json_add_u64(row, "records", rows[i].records);
		json_add_u64(row, "bytes", rows[i].bytes);
		add_time(row, "created", rows[i].created_at);
		if (rows[i].local)
			add_manifest(row, b->app, &rows[i].root);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(b->network, "datasets", list);
	b->result->datasets += n;
	return s;
}

/* The signed bytes come along: they can be sent again on another machine. */
static enum status add_transaction(struct json *list, struct cache *cache,
				   const struct cache_tx *tx, struct err *e)
{
	const struct value_style whole = {.hide = false};
	struct json *row = json_new_object();
	char what[SENTENCE_TEXT_SIZE];
	struct buf raw;
	enum status s;

	buf_init(&raw, LIMIT_CALLDATA + 4 * KIB);
	s = cache_transactions_raw(cache, &raw, tx->id, e);
	member_add_address(row, "account", &tx->account);
	json_add_u64(row, "nonce", tx->nonce);
	sentence_text(what, sizeof(what), &tx->what, &whole);
	json_add_text(row, "what", what);
	add_hash(row, "signing_hash", &tx->signing_hash);
	add_hash(row, "hash", &tx->hash);
	add_time(row, "prepared", tx->prepared_at);
	add_time(row, "exported", tx->exported_at);
	add_time(row, "signed", tx->signed_at);
	add_time(row, "sent", tx->sent_at);
	add_time(row, "mined", tx->mined_at);
	if (tx->block != 0)
		json_add_u64(row, "block", tx->block);
	if (raw.len > 0)
		json_add_hex(row, "raw", raw.data, raw.len);
	json_add(list, NULL, row);
	buf_release(&raw);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status add_transactions(struct backing *b, struct cache *cache, struct err *e)
{
	struct cache_tx *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		s = add_transaction(list, cache, &rows[i], e);
	free(rows);
	json_add(b->network, "transactions", list);
	b->result->transactions += n;
	return s;
}

static enum status add_claims(struct backing *b, struct cache *cache, struct err *e)
{
	struct cache_claim *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_claims_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();
		struct cache_tx tx = {0};

		s = cache_transactions_get(cache, &tx, rows[i].transaction, e);
		add_hash(row, "signing_hash", &tx.signing_hash);
		member_add_address(row, "account", &rows[i].account);
		member_add_address(row, "distributor", &rows[i].payer);
		member_add_address(row, "token", &rows[i].token);
		member_add_u256(row, "amount", &rows[i].amount.raw);
		member_add_u256(row, "cumulative", &rows[i].cumulative.raw);
		add_time(row, "prepared", rows[i].prepared_at);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(b->network, "claims", list);
	b->result->claims += n;
	return s;
}

static enum status add_one_network(struct backing *b, struct cache *cache,
				   const struct cache_network *n, bool first_of_chain,
				   struct err *e)
{
	enum status s = cache_networks_select(cache, NULL, n->name, n->chain_id, NULL, e);

	json_add_text(b->network, "name", n->name);
	json_add_u64(b->network, "chain_id", n->chain_id);
	if (s == STATUS_OK)
		s = add_datasets(b, cache, e);
	/* Profiles of one chain share its transactions, which are written once. */
	if (s == STATUS_OK && first_of_chain)
		s = add_transactions(b, cache, e);
	else
		json_add(b->network, "transactions", json_new_array());
	return s == STATUS_OK ? add_claims(b, cache, e) : s;
}

static enum status add_networks(struct backing *b, struct cache *cache, struct err *e)
{
	struct json *list = json_new_array();
	struct cache_network *networks = NULL;
	size_t n = 0;
	enum status s = cache_networks_all(cache, &networks, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first &= networks[k].chain_id != networks[i].chain_id;
		b->network = json_new_object();
		s = add_one_network(b, cache, &networks[i], first, e);
		json_add(list, NULL, b->network);
	}
	free(networks);
	json_add(b->top, "networks", list);
	b->result->networks = n;
	return s;
}

/* Opens the cache a second time, read-only, and goes from network to network. */
static enum status collect(struct backing *b, struct err *e)
{
	struct cache *cache = NULL;
	enum status s = cache_open(&cache, b->app->paths.cache, true, e);

	if (s == STATUS_OK)
		s = add_accounts(b, cache, e);
	if (s == STATUS_OK)
		s = add_networks(b, cache, e);
	cache_close(cache);
	return s;
}

/* Copies the vault as it is on disk: encrypted, so that the copy needs the same passphrase. */
static enum status copy_vault(struct app *app, const char *path, struct err *e)
{
	char *to = NULL;
	struct buf file;
	enum status s;

	if (asprintf(&to, "%s.vault", path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	buf_init(&file, LIMIT_VAULT);
	s = file_read_private(&file, app->paths.vault, e);
	if (s == STATUS_OK)
		s = file_write_new(to, file.data, file.len, e);
	buf_release(&file);
	free(to);
	return s;
}

enum status write_backup(struct app *app, struct backup_result *out, const char *path,
			 struct err *e)
{
	struct backing b = {.app = app, .top = json_new_object(), .result = out};
	struct buf text;
	enum status s;

	*out = (struct backup_result){.has_vault = has_vault(app)};
	if (access(path, F_OK) == 0) {
		json_free(b.top);
		return err_set(e, ERR_EXISTS, "%s exists; nothing was written", path);
	}
	json_add_text(b.top, "format", "byline-backup/1");
	add_time(b.top, "written", clock_now());
	s = collect(&b, e);
	buf_init(&text, LIMIT_MODEL);
	if (s == STATUS_OK && json_write(&text, b.top) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	json_free(b.top);
	/* The vault is written first: a backup without it must not look complete. */
	if (s == STATUS_OK && out->has_vault)
		s = copy_vault(app, path, e);
	if (s == STATUS_OK)
		s = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}
