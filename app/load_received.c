/*
 * Payments are judged when they are shown: a claim that is paid changes the paid amount and brings
 * its payment in the same sync, but perhaps not in the same transaction of the cache.
 */
#include "app/load_received.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/load_rows.h"
#include "audit/receipts_check.h"
#include "cache/received.h"

/* A claim and its payment are in one transaction; a claim may pay several tokens. */
static uint64_t find_claim(const struct loading *l, const struct cache_received *row)
{
	const struct snapshot *s = l->s;

	for (size_t i = 0; i < s->n_claims; i++)
		if (s->claims[i].of.network == l->of.network &&
		    hash_equal(&s->claims[i].tx, &row->tx) &&
		    address_equal(&s->claims[i].account, &row->account) &&
		    address_equal(&s->claims[i].distributor, &row->sender) &&
		    address_equal(&s->claims[i].token, &row->token))
			return s->claims[i].id;
	return 0;
}

/* Amounts are in units of a token that the profile may not describe: they have no symbol then. */
static void set_received(struct snapshot_received *out, const struct cache_received *row,
			 const struct loading *l)
{
	const struct profile_token *token = profile_token(l->p, &row->token);

	out->of = l->of;
	out->time = row->time;
	out->block = row->block;
	out->claim = row->kind == CACHE_RECEIVED_CLAIM;
	out->sender = row->sender;
	out->token = row->token;
	snprintf(out->symbol, sizeof(out->symbol), "%s", token != NULL ? token->symbol : "");
	out->decimals = token != NULL ? (uint8_t)token->decimals : 0;
	out->amount = row->amount;
	out->tx = row->tx;
	out->trust = row->trust;
	out->own_claim = find_claim(l, row);
}

/* The sum is as of the block of the paid amount, with which it is compared. */
static void set_receipts(struct snapshot_royalty *r, const struct cache_received *rows, size_t n,
			 const struct cache_search *search)
{
	struct cache_figure claimed = {.payer = r->distributor,
				       .token = r->token,
				       .value = r->claimed.value,
				       .trust = r->claimed.trust,
				       .block = r->claimed.block};
	struct receipts_check check;

	if (check_receipts(&check, rows, n, r->claimed.known ? &claimed : NULL, search) !=
		    STATUS_OK ||
	    check.state == RECEIVED_UNKNOWN)
		return;
	r->receipts = check.state;
	r->received = (struct figure){.known = true,
				      .trust = check.trust,
				      .value = check.sum.raw,
				      .block = r->claimed.block,
				      .as_of = r->claimed.as_of};
	if (check.state == RECEIVED_COMPLETE)
		return;
	r->unfound = r->received;
	r->unfound.value = check.off.raw;
	r->unfound.trust = trust_min(check.trust, r->claimed.trust);
}

enum status load_received(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_received *rows = NULL;
	struct cache_search search;
	bool searched;
	size_t n = 0;
	enum status status;

	/* An account that was added just now was not searched yet. */
	status = cache_received_search(l->cache, &search, load_rows_account(l), e);
	searched = status == STATUS_OK;
	if (status == STATUS_OK || status == ERR_NOT_FOUND)
		status = cache_received_all(l->cache, &rows, &n, load_rows_account(l), e);
	if (status == STATUS_OK)
		status = load_rows_grow(&s->received, s->n_received, n, sizeof(*s->received), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		set_received(&s->received[s->n_received++], &rows[i], l);
	for (size_t i = 0; i < s->n_royalties && status == STATUS_OK; i++)
		if (s->royalties[i].of.network == l->of.network &&
		    s->royalties[i].of.account == l->of.account)
			set_receipts(&s->royalties[i], rows, n, searched ? &search : NULL);
	free(rows);
	return status;
}
