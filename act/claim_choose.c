#include "act/claim_choose.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/join_dues.h"

/* A payer by cumulative amounts keeps one sum for each token, whatever the root or cycle. */
static bool same_thing(const struct claim_items *c, const struct claim_item *a,
		       const struct claim_item *b)
{
	return address_equal(&a->entitlement.token, &b->entitlement.token) &&
	       (join_dues_is_cumulative(c->payer) ||
		(a->entitlement.index == b->entitlement.index &&
		 a->entitlement.series == b->entitlement.series));
}

/*
 * Claimed ones first, and of them those that the profile pins: anybody can owe a token of no worth
 * in a number that would take all places. Of two leaves of one thing the one that pays more comes
 * first, else the newer one. The reason of the largest amount that is refused comes first too.
 */
static int by_use(const void *x, const void *y)
{
	const struct claim_item *a = x, *b = y;
	const uint64_t one = a->entitlement.series, other = b->entitlement.series;
	const int more = u256_compare(&b->amount.raw, &a->amount.raw);

	if ((a->refusal == STATUS_OK) != (b->refusal == STATUS_OK))
		return a->refusal == STATUS_OK ? -1 : 1;
	if (a->refusal == STATUS_OK && (a->token.pinned != NULL) != (b->token.pinned != NULL))
		return a->token.pinned != NULL ? -1 : 1;
	return more != 0 ? more : (one < other) - (one > other);
}

/* The claim pays this item too by a leaf of at least its amount. */
static bool is_covered(const struct claim_items *c, size_t n, const struct claim_item *item)
{
	for (size_t i = 0; i < n; i++)
		if (same_thing(c, &c->items[i], item))
			return true;
	return false;
}

/* Whether an item goes into one call with those before it. */
static bool joins(const struct claim_items *c, size_t n, const struct claim_item *item)
{
	const struct entitlement *first = &c->items[0].entitlement, *en = &item->entitlement;

	if (n == payer_kind(c->payer->kind)->most)
		return false;
	/* A review has one payee; an account of Merkl may name another one for each token. */
	if (n > 0 && !address_equal(&c->items[0].finding.paid_to, &item->finding.paid_to))
		return false;
	/* EigenLayer: all tokens are under one leaf of the earner. */
	return n == 0 || c->payer->kind != DISTRIBUTOR_EIGENLAYER ||
	       (first->series == en->series && first->index == en->index);
}

size_t choose_claim_items(struct claim_items *c)
{
	size_t n = 0;

	qsort(c->items, c->n, sizeof(*c->items), by_use);
	for (size_t i = 0; i < c->n && c->items[i].refusal == STATUS_OK; i++) {
		struct claim_item item = c->items[i];

		if (is_covered(c, n, &item)) {
			c->items[i].refusal = ERR_NOT_FOUND;
			c->items[i].finding.obstacle = PAYER_PAID;
			continue;
		}
		if (!joins(c, n, &item)) {
			c->items[i].refusal = ERR_LIMIT;
			c->items[i].later = true;
			snprintf(c->items[i].why, sizeof(c->items[i].why),
				 "it needs a claim of its own, after this one");
			continue;
		}
		c->items[i] = c->items[n];
		c->items[n++] = item;
	}
	return n;
}
