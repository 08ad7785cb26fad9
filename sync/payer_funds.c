#include "sync/payer_funds.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/balances.h"
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

enum status read_payer_funds(struct sync_context *c, struct payer_funds **out, size_t *n_out,
			     const struct cache_due *rows, size_t n, struct err *e)
{
	static const struct address none;
	struct payer_funds *funds = calloc(n + 1, sizeof(*funds));
	size_t n_foreign = 0;
	enum status s = STATUS_OK;

	*out = funds;
	*n_out = 0;
	if (funds == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s != ERR_CANCELLED; i++) {
		const struct address *token = &rows[i].leaf.token;
		const bool pinned = profile_token(c->app->profile, token) != NULL;
		struct payer_funds *f = &funds[*n_out];
		struct err own = {0};

		if (address_equal(token, &none) || find_payer_funds(funds, *n_out, token) != NULL ||
		    (!pinned && n_foreign++ >= FOREIGN_A_ROUND))
			continue;
		f->token = *token;
		f->status = read_held(c, f, &rows[i].payer, &own);
		++*n_out;
		if (f->status != STATUS_OK && f->status != ERR_PENDING && s == STATUS_OK)
			s = err_set(e, f->status, "%s", own.text);
	}
	return s;
}
