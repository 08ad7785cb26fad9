/*
 * Invariant: a claim whose parts nobody named holds no token that anybody could bring into it.
 */
#include "act/claim_list.h"

#include <stdio.h>
#include <stdlib.h>

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
	for (size_t i = 0; i < choice->n_parts; i++) {
		const struct claim_part *part = &choice->parts[i];

		if (address_equal(&part->token, &en->token) &&
		    (part->whole_token || (part->index == en->index && part->series == en->series)))
			return true;
	}
	return choice->n_parts == 0;
}

/* The foreign tokens that are known here. */
struct foreign_tokens {
	struct cache_foreign_token *list;
	size_t n;
};

/*
 * Whether anybody wanted the token. A claim calls its contract, and whoever can make a service name
 * a token could so let the claim of all others fail.
 */
static bool is_wanted(const struct claim_items *c, const struct foreign_tokens *foreign,
		      const struct cache_due *row)
{
	const struct address *token = &row->leaf.token;

	if (c->choice->n_parts > 0 || row->source == CACHE_DUE_FILE ||
	    row->source == CACHE_DUE_NAMED || profile_token(c->app->profile, token) != NULL ||
	    address_equal(&c->payer->token, token))
		return true;
	for (size_t i = 0; i < foreign->n; i++)
		if (foreign->list[i].asked && address_equal(&foreign->list[i].token, token))
			return true;
	return false;
}

/* Adds the rows of this payer and account that the choice names, and that somebody wants. */
static enum status add_rows(struct claim_items *c, const struct foreign_tokens *foreign,
			    const struct cache_due *rows, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!address_equal(&rows[i].payer, &c->payer->contract.address) ||
		    !address_equal(&rows[i].leaf.account, &c->account) ||
		    !is_chosen(c->choice, &rows[i].leaf))
			continue;
		if (is_wanted(c, foreign, &rows[i]))
			s = add_item(c, &rows[i].leaf, e);
		else
			c->unwanted = true;
	}
	return s;
}

static enum status list_dues(struct cache *cache, void *arg, struct err *e)
{
	struct claim_items *c = arg;
	struct foreign_tokens foreign = {.n = 0};
	struct cache_due *rows = NULL;
	size_t n = 0;
	enum status s = cache_dues_all(cache, &rows, &n, e);

	if (s == STATUS_OK)
		s = cache_foreign_tokens_all(cache, &foreign.list, &foreign.n, e);
	if (s == STATUS_OK)
		s = add_rows(c, &foreign, rows, n, e);
	free(rows);
	free(foreign.list);
	if (s == STATUS_OK && c->n == 0 && c->unwanted)
		return err_set(
			e, ERR_NOT_FOUND,
			"nothing to claim but tokens that nobody asked for; name one of them: "
			"--token ADDRESS; see: byline claims --all");
	if (s == STATUS_OK && c->n == 0)
		return err_set(
			e, ERR_NOT_FOUND,
			"nothing to claim: this payer owes the account nothing that is known "
			"here; sync, or bring the payer's file: byline claim add FILE");
	return s;
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

	return s == STATUS_OK ? store_read(c->app, name_tokens, c, e) : s;
}
