#include "sync/payer_funds.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/balances.h"
#include "app/state.h"

/*
 * Tokens that no profile pins and whose balance is asked for in one sync: each costs a call to
 * every node, and anybody may fill an account's list with worthless ones.
 */
#define FOREIGN_A_ROUND 32

const struct payer_funds *find_payer_funds(const struct payer_funds *funds, size_t n,
					   const struct address *token)
{
	for (size_t i = 0; i < n; i++)
		if (address_equal(&funds[i].token, token))
			return &funds[i];
	return NULL;
}

/* A token that no profile pins is asked as one whose storage is not known. */
static enum status read_held(struct sync_context *c, struct payer_funds *f,
			     const struct address *payer, struct err *e)
{
	const struct profile_token *pinned = profile_token(c->app->profile, &f->token);
	struct profile_token foreign = {.contract = {.address = f->token}};

	/* The name in messages: the contract may call itself anything. */
	snprintf(foreign.symbol, sizeof(foreign.symbol), "0x%02x%02x%02x..", f->token.bytes[0],
		 f->token.bytes[1], f->token.bytes[2]);
	return read_balances(c->session, &f->held, pinned != NULL ? pinned : &foreign, payer, 1, e);
}

/* One reading of what a payer holds, of each token once. */
struct funds_round {
	struct sync_context *c;
	struct payer_funds *funds; /* room for one of each row */
	size_t n, n_foreign;
};

static enum status add_funds(struct funds_round *r, const struct cache_due *row, struct err *e)
{
	static const struct address none;
	const struct address *token = &row->leaf.token;
	struct payer_funds *f = &r->funds[r->n];

	if (address_equal(token, &none) || find_payer_funds(r->funds, r->n, token) != NULL ||
	    (profile_token(r->c->app->profile, token) == NULL && r->n_foreign++ >= FOREIGN_A_ROUND))
		return STATUS_OK;
	f->token = *token;
	f->status = read_held(r->c, f, &row->payer, e);
	r->n++;
	return f->status == ERR_PENDING ? STATUS_OK : f->status;
}

/* Rows that the user brought come first: a service can name more tokens than one round asks for. */
enum status read_payer_funds(struct sync_context *c, struct payer_funds **out, size_t *n_out,
			     const struct cache_due *rows, size_t n, struct err *e)
{
	struct funds_round r = {.c = c, .funds = calloc(n + 1, sizeof(*r.funds))};
	enum status s = STATUS_OK;

	*out = r.funds;
	*n_out = 0;
	if (r.funds == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (int brought = 1; brought >= 0; brought--)
		for (size_t i = 0; i < n && s != ERR_CANCELLED; i++) {
			struct err own = {0};
			enum status one = STATUS_OK;

			if ((rows[i].source != CACHE_DUE_SERVICE) == brought)
				one = add_funds(&r, &rows[i], &own);
			if (one != STATUS_OK && s == STATUS_OK)
				s = err_set(e, one, "%s", own.text);
		}
	*n_out = r.n;
	return s;
}
