/*
 * The leaves of one line (app/join_dues.h) are left out together: a file that the user brought asks
 * for its line, whatever a service says of it too.
 */
#include "act/claim_list.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/join_dues.h"
#include "app/state.h"
#include "app/token_unit.h"
#include "cache/dues.h"

static enum status add_item(struct claim_items *c, const struct entitlement *en, struct err *e)
{
	struct claim_item *grown = reallocarray(c->items, c->n + 1, sizeof(*grown));

	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	c->items = grown;
	c->items[c->n] = (struct claim_item){.entitlement = *en, .token.address = en->token};
	c->n++;
	return STATUS_OK;
}

static bool is_chosen(const struct claim_choice *choice, const struct entitlement *en)
{
	for (size_t i = 0; i < choice->n_parts; i++)
		if (claim_part_has(&choice->parts[i], en))
			return true;
	return choice->n_parts == 0;
}

/* The rows of the network that are read once. */
struct listed_dues {
	struct cache_due *rows;
	size_t n;
	struct cache_foreign_token *foreign;
	size_t n_foreign;
};

/* Whether the `n` leaves of a line are there although the user asked for nothing of it. */
static bool is_unasked(const struct claim_items *c, const struct listed_dues *in,
		       const struct cache_due *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line[i].source == CACHE_DUE_FILE || line[i].source == CACHE_DUE_NAMED)
			return false;
	return c->choice->n_parts == 0 &&
	       !token_unit_is_expected(c->app->profile, c->payer, in->foreign, in->n_foreign,
				       &line->leaf.token);
}

/* Adds the leaves of a line. One that is left out counts unless the last sync found it paid. */
static enum status add_line(struct claim_items *c, const struct listed_dues *in,
			    const struct cache_due *line, size_t n, struct err *e)
{
	enum status s = STATUS_OK;
	bool paid = true;

	if (is_unasked(c, in, line, n)) {
		for (size_t i = 0; i < n; i++)
			paid = paid && line[i].state.finding.obstacle == PAYER_PAID;
		c->unasked += !paid;
		return STATUS_OK;
	}
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (is_chosen(c->choice, &line[i].leaf))
			s = add_item(c, &line[i].leaf, e);
	return s;
}

static enum status require_items(const struct claim_items *c, struct err *e)
{
	if (c->n > 0)
		return STATUS_OK;
	if (c->unasked > 0)
		return err_set(e, ERR_NOT_FOUND,
			       "nothing to claim but %zu in tokens that nobody asked for; see "
			       "byline claims --all, then name one: --token ADDRESS, or for good: "
			       "byline claim token ADDRESS",
			       c->unasked);
	return err_set(e, ERR_NOT_FOUND,
		       "nothing to claim: this payer owes the account nothing that is known here; "
		       "sync, or bring the payer's file: byline claim add FILE");
}

/* The leaves of one line stand together in the order of the cache. */
static enum status list_dues(struct cache *cache, void *arg, struct err *e)
{
	struct claim_items *c = arg;
	struct listed_dues in = {.rows = NULL};
	size_t next;
	enum status s = cache_dues_all(cache, &in.rows, &in.n, e);

	if (s == STATUS_OK)
		s = cache_foreign_tokens_all(cache, &in.foreign, &in.n_foreign, e);
	for (size_t i = 0; i < in.n && s == STATUS_OK; i = next) {
		next = i + 1;
		if (!address_equal(&in.rows[i].payer, &c->payer->contract.address) ||
		    !address_equal(&in.rows[i].leaf.account, &c->account))
			continue;
		while (next < in.n && join_dues_are_one(c->payer, &in.rows[i], &in.rows[next]))
			next++;
		s = add_line(c, &in, &in.rows[i], next - i, e);
	}
	free(in.rows);
	free(in.foreign);
	return s == STATUS_OK ? require_items(c, e) : s;
}

static enum status name_tokens(struct cache *cache, void *arg, struct err *e)
{
	struct claim_items *c = arg;
	struct cache_foreign_token *foreign = NULL;
	size_t n = 0;
	enum status s = cache_foreign_tokens_all(cache, &foreign, &n, e);

	for (size_t i = 0; i < c->n && s == STATUS_OK; i++) {
		struct claim_token *t = &c->items[i].token;
		struct token_unit unit;

		find_token_unit(&unit, c->app->profile, foreign, n, &t->address);
		t->pinned = profile_token(c->app->profile, &t->address);
		snprintf(t->symbol, sizeof(t->symbol), "%s",
			 unit.unit[0] != '\0' ? unit.unit : "units");
		t->decimals = unit.decimals;
	}
	free(foreign);
	return s;
}

enum status list_claim_items(struct claim_items *c, struct err *e)
{
	const struct entitlement urd = {.account = c->account, .token = c->payer->token};
	enum status s = profile_is_told(c->app->profile, c->payer)
				? add_item(c, &urd, e)
				: store_read(c->app, list_dues, c, e);

	/* The parts were chosen by somebody who left such tokens out. */
	c->unasked += c->choice->unasked;
	return s == STATUS_OK ? store_read(c->app, name_tokens, c, e) : s;
}
