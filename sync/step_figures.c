/*
 * Figures read at the agreed block, and proven against its state root where a node has proofs; or
 * at the block of a proof at a node's head, once that is agreed on. sync_figures(), the last
 * function, gathers them in three parts (native balances, tokens, distributors) and stores them in
 * one transaction. Tokens and distributors are read for several accounts in one request.
 *
 * Invariant: the figures of one contract that are read together are of one block.
 */
#include "sync/step_figures.h"

#include <stdlib.h>
#include <string.h>

#include "act/balances.h"
#include "act/distributors.h"
#include "app/pinned.h"
#include "app/state.h"
#include "cache/figures.h"
#include "chain/delegation.h"
#include "client/code.h"
#include "sync/context.h"

/* A growing list of figures to store together. */
struct gathered {
	struct cache_figure *figures;
	size_t n, cap;
};

static enum status gather(struct gathered *g, enum cache_figure_kind kind,
			  const struct address *account, const struct address *payer,
			  const struct address *token, const struct slot_value *value,
			  struct err *e)
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
				   .value = value->value,
				   .trust = value->trust,
				   .block = value->at.number,
				   .as_of = value->at.time};
	if (account != NULL)
		f->account = *account;
	if (payer != NULL)
		f->payer = *payer;
	if (token != NULL)
		f->token = *token;
	return STATUS_OK;
}

struct stored_code {
	const struct address *account;
	struct u256 value;
};

/* Finds what was read last of the account's code; 0 when nothing was. */
static enum status find_code(struct cache *cache, void *arg, struct err *e)
{
	struct stored_code *f = arg;
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status s = cache_figures_all(cache, &all, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (all[i].kind == CACHE_FIGURE_CODE && address_equal(&all[i].account, f->account))
			f->value = all[i].value;
	free(all);
	return s;
}

/* Whether the code that was read before has this hash, so that no node need be asked again. */
static bool is_same_code(const struct u256 *stored, const struct hash *code_hash)
{
	struct address delegate;
	struct hash hash;
	uint8_t word[32];

	u256_to_be(word, stored);
	if (memcmp(word, code_hash->bytes, sizeof(word)) == 0)
		return true;
	if (address_from_word(&delegate, word) != STATUS_OK)
		return false;
	delegation_code_hash(&hash, &delegate);
	return hash_equal(&hash, code_hash);
}

/* Gathers the account's code, in the form of CACHE_FIGURE_CODE. Code that is not seen stays out. */
static enum status gather_code(struct gathered *g, struct sync_context *c, const struct address *a,
			       const struct account *account, const struct slot_value *balance,
			       struct err *e)
{
	struct stored_code stored = {.account = a};
	struct slot_value now = *balance; /* the code is known as the balance is */
	struct code_reading code;
	struct hash word = {0};
	enum status s = store_read(c->app, find_code, &stored, e);

	if (s != STATUS_OK)
		return s;
	now.value = stored.value;
	if (is_same_code(&stored.value, &account->code_hash))
		return gather(g, CACHE_FIGURE_CODE, a, NULL, NULL, &now, e);
	s = code_read(c->session->nodes, &code, &c->session->anchor, a, &account->code_hash, e);
	if (s != STATUS_OK || code.kind == CODE_UNSEEN)
		return s;
	if (code.kind == CODE_DELEGATION)
		address_to_word(word.bytes, &code.delegate);
	else if (code.kind == CODE_CONTRACT)
		word = account->code_hash;
	now.value = u256_from_be(word.bytes);
	return gather(g, CACHE_FIGURE_CODE, a, NULL, NULL, &now, e);
}

/* A reading that waits for its block keeps no other one from being asked for. */
static bool goes_on(enum status s)
{
	return s == STATUS_OK || s == ERR_PENDING;
}

static enum status gather_accounts(struct gathered *g, struct sync_context *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && goes_on(s); i++) {
		const struct address *a = &c->accounts[i].address;
		struct slot_value balance;
		struct account account;
		enum status one = chainstate_account(c->session->nodes, &account, &balance.trust,
						     &balance.at, &c->session->anchor, a, e);

		balance.value = account.balance;
		if (one == STATUS_OK)
			one = gather(g, CACHE_FIGURE_NATIVE_BALANCE, a, NULL, NULL, &balance, e);
		if (one == STATUS_OK)
			one = gather_code(g, c, a, &account, &balance, e);
		s = one != STATUS_OK ? one : s;
	}
	return s;
}

/* Accounts in one reading, so that the distributors fit beside them; a wallet holds a handful. */
#define OWNERS_AT_ONCE (BALANCES_AT_ONCE - LIMIT_DISTRIBUTORS)

/*
 * Reads the balance of each account, and of each distributor that pays royalties in this token.
 * Other payers are read by sync/step_payers.c.
 */
static enum status gather_token(struct gathered *g, struct sync_context *c,
				const struct profile_token *token, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct address owners[OWNERS_AT_ONCE + LIMIT_DISTRIBUTORS];
	struct slot_value values[OWNERS_AT_ONCE + LIMIT_DISTRIBUTORS];
	enum status s = check_token_names(c->session, token, e);

	for (size_t first = 0; first < c->n_accounts && goes_on(s); first += OWNERS_AT_ONCE) {
		enum status one;
		size_t n = 0, own;

		while (n < OWNERS_AT_ONCE && first + n < c->n_accounts) {
			owners[n] = c->accounts[first + n].address;
			n++;
		}
		own = n;
		for (size_t d = 0; d < p->n_distributors; d++)
			if (p->distributors[d].kind == DISTRIBUTOR_URD &&
			    address_equal(&p->distributors[d].token, &token->contract.address))
				owners[n++] = p->distributors[d].contract.address;
		one = read_balances(c->session, values, token, owners, n, e);
		for (size_t i = 0; i < n && one == STATUS_OK; i++)
			one = i < own ? gather(g, CACHE_FIGURE_TOKEN_BALANCE, &owners[i], NULL,
					       &token->contract.address, &values[i], e)
				      : gather(g, CACHE_FIGURE_DISTRIBUTOR_FUNDS, NULL, &owners[i],
					       &token->contract.address, &values[i], e);
		s = one != STATUS_OK ? one : s;
	}
	return s;
}

/* Keeps the distributor's facts for sync_claims(), and gathers them as figures. */
static enum status gather_words(struct gathered *g, const struct distributor_words *words,
				struct distributor_facts *facts, struct err *e)
{
	const struct address *at = &facts->pinned->contract.address;
	enum status s;

	facts->known = true;
	facts->trust = trust_min(words->root.trust, words->ipfs_hash.trust);
	facts->at = words->root.at;
	u256_to_be(facts->root.bytes, &words->root.value);
	u256_to_be(facts->ipfs_hash.bytes, &words->ipfs_hash.value);
	s = gather(g, CACHE_FIGURE_DISTRIBUTOR_ROOT, NULL, at, NULL, &words->root, e);
	if (s == STATUS_OK)
		s = gather(g, CACHE_FIGURE_DISTRIBUTOR_STATEMENT, NULL, at, NULL, &words->ipfs_hash,
			   e);
	return s == STATUS_OK
		       ? gather(g, CACHE_FIGURE_PENDING_AT, NULL, at, NULL, &words->pending_at, e)
		       : s;
}

/* In: funds_wait  what the distributors hold of the token is not proven yet */
static enum status gather_distributor(struct gathered *g, struct sync_context *c, size_t index,
				      bool funds_wait, struct err *e)
{
	const struct profile_distributor *d = &c->app->profile->distributors[index];
	struct distributor_facts *facts = &c->distributors[index];
	const struct profile_token *token = profile_token(c->app->profile, &d->token);
	struct address owners[DISTRIBUTOR_ACCOUNTS];
	struct slot_value claimed[DISTRIBUTOR_ACCOUNTS];
	struct distributor_words words;
	size_t first = 0;
	enum trust code;
	enum status s = STATUS_OK;

	*facts = (struct distributor_facts){.pinned = d, .waits = funds_wait};
	/* The distributor counts in units of its token, which must therefore be the pinned one. */
	if (token != NULL)
		s = check_token_names(c->session, token, e);
	if (s == STATUS_OK && !d->has_slots)
		s = check_contract(c->session, &code, &d->contract, "the distributor", e);
	if (s != STATUS_OK || !d->has_slots)
		return s;
	/* The first reading is made without accounts too: the root belongs to no account. */
	do {
		size_t n = 0;
		enum status one;

		for (; n < DISTRIBUTOR_ACCOUNTS && first + n < c->n_accounts; n++)
			owners[n] = c->accounts[first + n].address;
		one = read_distributor_words(c->session, &words, claimed, d, owners, n, e);
		facts->waits = facts->waits || one == ERR_PENDING;
		if (one == STATUS_OK && first == 0)
			one = gather_words(g, &words, facts, e);
		for (size_t i = 0; i < n && one == STATUS_OK; i++)
			one = gather(g, CACHE_FIGURE_CLAIMED, &owners[i], &d->contract.address,
				     &d->token, &claimed[i], e);
		first += n;
		s = one != STATUS_OK ? one : s;
	} while (goes_on(s) && first < c->n_accounts);
	return s;
}

static enum status put_figures(struct cache *cache, void *arg, struct err *e)
{
	const struct gathered *g = arg;

	return cache_figures_put(cache, g->figures, g->n, e);
}

/* The first failure of several readings, or else that one of them waits. */
struct first_failure {
	enum status status;
	struct err err;
};

static void note_status(struct first_failure *f, enum status s, const struct err *e)
{
	if (s == STATUS_OK || (f->status != STATUS_OK && f->status != ERR_PENDING))
		return;
	f->status = s;
	f->err = *e;
}

/* A contract that is not the pinned one does not keep the others from being read. */
static bool reads_on(const struct first_failure *f)
{
	return goes_on(f->status) || f->status == ERR_MISMATCH;
}

enum status sync_figures(struct sync_context *c, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct gathered g = {0};
	struct first_failure f = {0};
	enum status tokens[LIMIT_TOKENS] = {0};

	note_status(&f, gather_accounts(&g, c, e), e);
	for (size_t i = 0; i < p->n_tokens && reads_on(&f); i++) {
		tokens[i] = gather_token(&g, c, &p->tokens[i], e);
		note_status(&f, tokens[i], e);
	}
	for (size_t i = 0; i < p->n_distributors && reads_on(&f); i++) {
		const struct profile_token *t = profile_token(p, &p->distributors[i].token);
		bool wait = t != NULL && tokens[t - p->tokens] == ERR_PENDING;

		if (p->distributors[i].kind == DISTRIBUTOR_URD)
			note_status(&f, gather_distributor(&g, c, i, wait, e), e);
	}
	/* Figures that were read before a failure are true all the same. */
	if (g.n > 0)
		note_status(&f, store_write(c->app, put_figures, &g, e), e);
	free(g.figures);
	*e = f.err;
	return f.status;
}
