/*
 * Transactions first, then claims, each saved and merged. A claim names its transaction by the
 * number that the backup gives it; merge_transactions() notes which row that is here.
 */
#include "backup/saved_transactions.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "base/buf.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "chain/member.h"

static enum status save_one(struct json *list, struct cache *cache, const struct cache_tx *tx,
			    struct err *e)
{
	struct json *row = json_new_object();
	struct buf raw;
	enum status s;

	buf_init(&raw, LIMIT_TX);
	s = cache_transactions_raw(cache, &raw, tx->id, e);
	member_field_write(row, &saved_transaction_row, tx);
	if (raw.len > 0)
		json_add_hex(row, "raw", raw.data, raw.len);
	json_add(list, NULL, row);
	buf_release(&raw);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* The oldest comes first, so that rows get their generations in the order that they had. */
enum status save_transactions(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_tx *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = n; i > 0 && s == STATUS_OK; i--)
		s = save_one(list, cache, &rows[i - 1], e);
	free(rows);
	json_add(into, "transactions", list);
	return s;
}

/*
 * Whether both are one transaction. Signed ones are told apart by their hash. A draft of the backup
 * that is signed here by now is the signed one; a draft here that the backup knows signed is not,
 * because the signature takes a nonce.
 */
static bool is_same(const struct cache_tx *here, const struct cache_tx *saved)
{
	if (!address_equal(&here->account, &saved->account) || here->kind != saved->kind)
		return false;
	if (!hash_is_zero(&saved->hash))
		return hash_equal(&here->hash, &saved->hash);
	if (!hash_is_zero(&saved->signing_hash))
		return hash_equal(&here->signing_hash, &saved->signing_hash);
	return here->nonce == saved->nonce && here->prepared_at == saved->prepared_at;
}

static enum status put_raw(struct merge *m, int64_t id, const struct json *row, struct err *e)
{
	struct buf raw;
	enum status s;

	if (json_get(row, "raw") == NULL)
		return STATUS_OK;
	buf_init(&raw, LIMIT_TX);
	s = member_bytes(&raw, row, "raw", e);
	if (s == STATUS_OK)
		s = cache_transactions_put_raw(m->cache, id, raw.data, raw.len, e);
	buf_release(&raw);
	return s;
}

static enum status merge_one(struct merge *m, const struct cache_tx *here, size_t n_here,
			     const struct json *row, struct err *e)
{
	static const char *const more[] = {"raw", NULL};
	struct merged_tx *merged = &m->txs[m->n_txs];
	struct cache_tx tx;
	enum status s = member_field_read(&tx, &saved_transaction_row, row, more, e);

	if (s != STATUS_OK)
		return s;
	*merged = (struct merged_tx){.in_backup = tx.id, .added = true};
	for (size_t i = 0; i < n_here && merged->added; i++) {
		if (!is_same(&here[i], &tx))
			continue;
		merged->added = false;
		merged->here = here[i].id;
	}
	if (merged->added) {
		s = cache_transactions_restore(m->cache, &tx, e);
		if (s == STATUS_OK)
			s = put_raw(m, tx.id, row, e);
		merged->here = tx.id;
	}
	m->n_txs++;
	merge_count(m, BACKUP_TRANSACTIONS, merged->added);
	return s;
}

enum status merge_transactions(struct merge *m, const struct json *from, struct err *e)
{
	const struct json *list = json_get(from, "transactions");
	size_t count = json_count(list), n = 0;
	struct cache_tx *here = NULL;
	struct merged_tx *grown = reallocarray(m->txs, m->n_txs + count + 1, sizeof(*grown));
	enum status s;

	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	m->txs = grown;
	s = cache_transactions_all(m->cache, &here, &n, e);
	for (const struct json *row = json_first(list); row != NULL && s == STATUS_OK;
	     row = json_next(row))
		s = merge_one(m, here, n, row, e);
	free(here);
	return s;
}

/* Oldest claim first; the rows of a claim stay together and in their order. */
enum status save_claims(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_claim *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0, end;
	enum status s = cache_claims_all(cache, &rows, &n, e);

	for (end = n; end > 0 && s == STATUS_OK;) {
		size_t first = end - 1;

		while (first > 0 && rows[first - 1].id == rows[end - 1].id)
			first--;
		for (size_t i = first; i < end; i++) {
			struct json *row = json_new_object();

			member_field_write(row, &saved_claim_row, &rows[i]);
			json_add(list, NULL, row);
		}
		end = first;
	}
	free(rows);
	json_add(into, "claims", list);
	return s;
}

static const struct merged_tx *find_merged(const struct merge *m, int64_t in_backup)
{
	for (size_t i = 0; i < m->n_txs; i++)
		if (m->txs[i].in_backup == in_backup)
			return &m->txs[i];
	return NULL;
}

enum status merge_claims(struct merge *m, const struct json *from, struct err *e)
{
	int64_t number = -1, here = 0; /* the claim whose rows are being added, there and here */
	enum status s = STATUS_OK;

	for (const struct json *row = json_first(json_get(from, "claims"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		struct cache_claim claim;
		const struct merged_tx *tx;
		bool first;

		s = member_field_read(&claim, &saved_claim_row, row, NULL, e);
		if (s != STATUS_OK)
			break;
		tx = find_merged(m, claim.transaction);
		if (tx == NULL || !tx->added) {
			if (tx == NULL)
				m->report->parts[BACKUP_CLAIMS].left_out++;
			else
				merge_count(m, BACKUP_CLAIMS, false);
			continue;
		}
		first = claim.id != number;
		number = claim.id;
		claim.transaction = tx->here;
		if (!first)
			claim.id = here;
		s = first ? cache_claims_restore(m->cache, &claim, e)
			  : cache_claims_add(m->cache, &claim, e);
		here = claim.id;
		merge_count(m, BACKUP_CLAIMS, true);
	}
	return s;
}
