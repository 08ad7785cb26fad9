/*
 * Searches own claims in the cache: find_in_pool() for those that may still be paid, and, where all
 * was paid, for the transaction that did it.
 */
#include "act/claim_under_way.h"

#include <stdlib.h>

#include "act/ledger_rows.h"
#include "app/join_dues.h"
#include "app/state.h"
#include "audit/owed.h"
#include "cache/claims.h"
#include "cache/received.h"
#include "cache/transactions.h"

/* The item, and what was found of it. */
struct search_of_claims {
	const struct claim_items *items;
	const struct claim_item *item;
	struct u256 under_way;
	struct hash paid_by; /* zero: not known */
};

/* The whole of a thing: what its leaf says, or what the payer's books do. */
static const struct u256 *whole_of(const struct claim_item *item)
{
	return &item->finding.entitled.raw;
}

static bool is_of(const struct cache_claim *row, const struct search_of_claims *k)
{
	const struct entitlement *en = &k->item->entitlement;

	return address_equal(&row->account, &en->account) &&
	       address_equal(&row->payer, &k->items->payer->contract.address) &&
	       address_equal(&row->token, &en->token) &&
	       (join_dues_is_cumulative(k->items->payer) ||
		(row->index == en->index && row->series == en->series));
}

/* Where amounts are not cumulative, a claim collects all that there is when it lands. */
static bool takes_all(const struct cache_claim *row, const struct search_of_claims *k)
{
	return !join_dues_is_cumulative(k->items->payer) ||
	       u256_compare(&row->cumulative.raw, whole_of(k->item)) >= 0;
}

/* WeatherXM's call names the sum that it takes, of which an earlier claim leaves too little. */
static bool names_sum(const struct profile_distributor *d)
{
	return d->kind == DISTRIBUTOR_MERKLE && d->terms.claimed == MERKLE_CLAIMED_CYCLES;
}

static enum status refuse_under_way(const struct cache_claim *row, bool all, struct err *e)
{
	const long long id = (long long)row->id;

	if (all)
		return err_set(e, ERR_EXISTS,
			       "claim %lld is on its way and pays all of this; a second one would "
			       "fail and cost gas; see: byline claim status %lld",
			       id, id);
	return err_set(e, ERR_EXISTS,
		       "claim %lld is on its way and takes a part of this; a second one would fail "
		       "until it is paid; wait, and see: byline claim status %lld",
		       id, id);
}

static enum status find_in_pool(struct cache *cache, void *arg, struct err *e)
{
	struct search_of_claims *k = arg;
	struct cache_claim *rows = NULL;
	struct cache_tx tx;
	size_t n = 0;
	enum status s = cache_claims_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const bool all = takes_all(&rows[i], k);

		if (!is_of(&rows[i], k))
			continue;
		s = cache_transactions_get(cache, &tx, rows[i].transaction, e);
		if (s != STATUS_OK || !ledger_is_under_way(tx.state))
			continue;
		if (u256_compare(&rows[i].cumulative.raw, &k->under_way) > 0)
			k->under_way = rows[i].cumulative.raw;
		if (all || names_sum(k->items->payer))
			s = refuse_under_way(&rows[i], all, e);
	}
	free(rows);
	return s;
}

enum status find_under_way(const struct claim_items *c, struct claim_item *item, struct err *e)
{
	struct search_of_claims k = {.items = c, .item = item};
	enum status s = store_read(c->app, find_in_pool, &k, e);

	if (s == STATUS_OK)
		item->on_its_way = owed_on_its_way(&item->amount.raw, &item->finding.claimed.raw,
						   &k.under_way);
	return s;
}

/* An own claim that the chain confirmed; the newest comes first. */
static enum status find_own_payment(struct cache *cache, void *arg, struct err *e)
{
	struct search_of_claims *k = arg;
	struct cache_claim *rows = NULL;
	size_t n = 0;
	enum status s = cache_claims_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK && hash_is_zero(&k->paid_by); i++) {
		struct cache_tx tx;

		if (!is_of(&rows[i], k))
			continue;
		s = cache_transactions_get(cache, &tx, rows[i].transaction, e);
		if (s == STATUS_OK &&
		    (tx.state == CACHE_TX_MINED || tx.state == CACHE_TX_CONFIRMED))
			k->paid_by = tx.hash;
	}
	free(rows);
	return s;
}

/*
 * Whether everything that the payer pays the account in one token is paid on one sum. Elsewhere a
 * payment does not say which part it was for.
 */
static bool is_one_sum(const struct profile_distributor *d)
{
	return d->kind != DISTRIBUTOR_REPPO &&
	       !(d->kind == DISTRIBUTOR_MERKLE && d->terms.claimed == MERKLE_CLAIMED_BITMAP);
}

static enum status find_payment(struct cache *cache, void *arg, struct err *e)
{
	struct search_of_claims *k = arg;
	const struct entitlement *en = &k->item->entitlement;
	struct cache_received *rows = NULL;
	size_t n = 0;
	enum status s = find_own_payment(cache, k, e);

	if (s == STATUS_OK && is_one_sum(k->items->payer))
		s = cache_received_all(cache, &rows, &n, &en->account, e);
	for (size_t i = 0; i < n && s == STATUS_OK && hash_is_zero(&k->paid_by); i++)
		if (address_equal(&rows[i].sender, &k->items->payer->contract.address) &&
		    address_equal(&rows[i].token, &en->token))
			k->paid_by = rows[i].tx;
	free(rows);
	return s;
}

static enum status tell_payment(const struct search_of_claims *k, enum status s, struct err *e)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &k->paid_by);
	return err_set(e, s, "nothing to claim: already claimed, by transaction %s", hash);
}

enum status name_payment(const struct claim_items *c, const struct claim_item *item, enum status s,
			 struct err *e)
{
	struct search_of_claims k = {.items = c, .item = item};
	enum status read = store_read(c->app, find_payment, &k, e);

	if (read != STATUS_OK)
		return read;
	return hash_is_zero(&k.paid_by) ? s : tell_payment(&k, s, e);
}

enum status refuse_second_claim(const struct claim_items *c, const struct claim_item *item,
				struct err *e)
{
	struct search_of_claims k = {.items = c, .item = item};
	enum status s = store_read(c->app, find_own_payment, &k, e);

	return s == STATUS_OK && !hash_is_zero(&k.paid_by) ? tell_payment(&k, ERR_NOT_FOUND, e) : s;
}
