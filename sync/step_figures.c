/* Balances and entitlements, proven at the agreed block. */
#include "sync/step_figures.h"

#include <stdlib.h>
#include <string.h>

#include "app/balances.h"
#include "app/distributors.h"
#include "app/pinned.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/figures.h"
#include "sync/context.h"

/* Figures gathered before they are stored together. */
struct gathered {
	struct cache_figure *figures;
	size_t n, cap;
};

static enum status gather(struct gathered *g, const struct sync_context *c,
			  enum cache_figure_kind kind, const struct address *account,
			  const struct address *payer, const struct address *token,
			  const struct u256 *value, enum trust trust, struct err *e)
{
	struct cache_figure *f;

	if (g->n == g->cap) {
		size_t cap = g->cap == 0 ? 32 : 2 * g->cap;
		struct cache_figure *grown = realloc(g->figures, cap * sizeof(*grown));

		if (grown == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		g->figures = grown;
		g->cap = cap;
	}
	f = &g->figures[g->n++];
	*f = (struct cache_figure){.kind = kind,
				   .value = *value,
				   .trust = trust,
				   .block = c->session->anchor.header.number,
				   .as_of = c->session->anchor.found};
	if (account != NULL)
		f->account = *account;
	if (payer != NULL)
		f->payer = *payer;
	if (token != NULL)
		f->token = *token;
	return STATUS_OK;
}

static enum status gather_accounts(struct gathered *g, struct sync_context *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++) {
		const struct address *a = &c->accounts[i].address;
		struct account account;
		enum trust trust;

		s = chainstate_account(c->session->nodes, &account, &trust, &c->session->anchor, a,
				       e);
		if (s == STATUS_OK)
			s = gather(g, c, CACHE_FIGURE_NATIVE_BALANCE, a, NULL, NULL,
				   &account.balance, trust, e);
	}
	return s;
}

/* Accounts are read so many at a time; wallets hold a handful. */
#define OWNERS_AT_ONCE (BALANCES_AT_ONCE - LIMIT_DISTRIBUTORS)

static enum status gather_token(struct gathered *g, struct sync_context *c,
				const struct profile_token *token, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct address owners[OWNERS_AT_ONCE + LIMIT_DISTRIBUTORS];
	struct slot_value values[OWNERS_AT_ONCE + LIMIT_DISTRIBUTORS];
	enum trust code;
	enum status s = check_token(c->session, &code, token, e);

	for (size_t first = 0; first < c->n_accounts && s == STATUS_OK; first += OWNERS_AT_ONCE) {
		size_t n = 0, own;

		while (n < OWNERS_AT_ONCE && first + n < c->n_accounts) {
			owners[n] = c->accounts[first + n].address;
			n++;
		}
		own = n;
		for (size_t d = 0; d < p->n_distributors; d++)
			if (address_equal(&p->distributors[d].token, &token->contract.address))
				owners[n++] = p->distributors[d].contract.address;
		s = read_balances(c->session, values, token, owners, n, e);
		for (size_t i = 0; i < n && s == STATUS_OK; i++)
			s = i < own ? gather(g, c, CACHE_FIGURE_TOKEN_BALANCE, &owners[i], NULL,
					     &token->contract.address, &values[i].value,
					     trust_min(values[i].trust, code), e)
				    : gather(g, c, CACHE_FIGURE_DISTRIBUTOR_FUNDS, NULL, &owners[i],
					     &token->contract.address, &values[i].value,
					     trust_min(values[i].trust, code), e);
	}
	return s;
}

static enum status gather_words(struct gathered *g, struct sync_context *c,
				const struct distributor_words *words,
				struct distributor_facts *facts, struct err *e)
{
	const struct address *at = &facts->pinned->contract.address;
	enum status s;

	facts->known = true;
	facts->trust = trust_min(words->root.trust, words->ipfs_hash.trust);
	u256_to_be(facts->root.bytes, &words->root.value);
	u256_to_be(facts->ipfs_hash.bytes, &words->ipfs_hash.value);
	s = gather(g, c, CACHE_FIGURE_DISTRIBUTOR_ROOT, NULL, at, NULL, &words->root.value,
		   facts->trust, e);
	if (s == STATUS_OK)
		s = gather(g, c, CACHE_FIGURE_DISTRIBUTOR_STATEMENT, NULL, at, NULL,
			   &words->ipfs_hash.value, facts->trust, e);
	return s == STATUS_OK ? gather(g, c, CACHE_FIGURE_PENDING_AT, NULL, at, NULL,
				       &words->pending_at.value, words->pending_at.trust, e)
			      : s;
}

static enum status gather_distributor(struct gathered *g, struct sync_context *c, size_t index,
				      struct err *e)
{
	const struct profile_distributor *d = &c->app->profile->distributors[index];
	struct distributor_facts *facts = &c->distributors[index];
	const struct profile_token *token = profile_token(c->app->profile, &d->token);
	struct address owners[DISTRIBUTOR_ACCOUNTS];
	struct slot_value claimed[DISTRIBUTOR_ACCOUNTS];
	struct distributor_words words;
	size_t first = 0;
	enum trust code, ignored;
	enum status s = check_contract(c->session, &code, &d->contract, "the distributor", e);

	facts->pinned = d;
	facts->known = false;
	/* What it owes is counted in units of its token. */
	if (s == STATUS_OK && token != NULL)
		s = check_token(c->session, &ignored, token, e);
	if (s != STATUS_OK || !d->has_slots)
		return s;
	/* The words are known without an account too. */
	do {
		size_t n = 0;

		for (; n < DISTRIBUTOR_ACCOUNTS && first + n < c->n_accounts; n++)
			owners[n] = c->accounts[first + n].address;
		s = read_distributor_words(c->session, &words, claimed, d, code, owners, n, e);
		if (s == STATUS_OK && first == 0)
			s = gather_words(g, c, &words, facts, e);
		for (size_t i = 0; i < n && s == STATUS_OK; i++)
			s = gather(g, c, CACHE_FIGURE_CLAIMED, &owners[i], &d->contract.address,
				   &d->token, &claimed[i].value, claimed[i].trust, e);
		first += n;
	} while (s == STATUS_OK && first < c->n_accounts);
	return s;
}

static enum status put_figures(struct cache *cache, void *arg, struct err *e)
{
	const struct gathered *g = arg;

	return cache_figures_put(cache, g->figures, g->n, e);
}

/* Of several readings: the first failure. */
struct outcome {
	enum status status;
	struct err first;
};

static void outcome_add(struct outcome *o, enum status s, const struct err *e)
{
	if (s == STATUS_OK || o->status != STATUS_OK)
		return;
	o->status = s;
	o->first = *e;
}

static bool goes_on(const struct outcome *o)
{
	return o->status == STATUS_OK || o->status == ERR_MISMATCH;
}

enum status sync_figures(struct sync_context *c, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct gathered g = {0};
	struct outcome o = {0};

	outcome_add(&o, gather_accounts(&g, c, e), e);
	/* A contract that is not the pinned one keeps no other from being read. */
	for (size_t i = 0; i < p->n_tokens && goes_on(&o); i++)
		outcome_add(&o, gather_token(&g, c, &p->tokens[i], e), e);
	for (size_t i = 0; i < p->n_distributors && goes_on(&o); i++)
		outcome_add(&o, gather_distributor(&g, c, i, e), e);
	/* What was learned before a failure is true all the same. */
	if (g.n > 0)
		outcome_add(&o, store_write(c->app, put_figures, &g, e), e);
	free(g.figures);
	*e = o.first;
	return o.status;
}
