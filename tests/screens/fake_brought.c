/*
 * Claims that are brought, of the fake app: a file has one claim of an airdrop that nobody pins,
 * or, where its name says so, of a payer that the profile pins.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screens/fake_private.h"

void release_brought_claims(struct brought_claims *b)
{
	free(b->claims);
	free(b->funds);
}

static struct brought_claims *airdrop(const struct app *app, const struct address *contract,
				      bool is_new)
{
	struct brought_claims *b = calloc(1, sizeof(*b));
	struct profile_distributor *d;

	if (b == NULL || (b->funds = calloc(1, sizeof(*b->funds))) == NULL)
		abort();
	snprintf(b->profile.name, sizeof(b->profile.name), "%s", app->snapshot->networks[0].name);
	b->profile.n_distributors = 1;
	d = &b->profile.distributors[0];
	d->kind = DISTRIBUTOR_MERKLE;
	d->contract.address = *contract;
	d->contract.has_code_hash = true;
	memset(d->token.bytes, 0x33, sizeof(d->token.bytes));
	d->terms.name = "uniswap";
	b->is_new = is_new;
	b->n = 1;
	b->n_funds = 1;
	b->funds[0].decimals = 18;
	snprintf(b->funds[0].symbol, sizeof(b->funds[0].symbol), "GRAIN");
	b->funds[0].owed.raw = u256_from_u64(8000000000000000000);
	return b;
}

/* The text has all that was chosen: "FILE CONTRACT PRESET TOKEN NETWORK". */
struct work *start_bring_claims(struct app *app, const char *path, const struct address *contract,
				const char *preset, const struct address *token, work_done *done,
				void *user)
{
	struct work *w = fake_work_new(app, "bring", done, user);
	char at[ADDRESS_TEXT_SIZE], in[ADDRESS_TEXT_SIZE] = "-", text[256];

	address_format(at, contract);
	if (token != NULL)
		address_format(in, token);
	snprintf(text, sizeof(text), "%s %s %s %s %s", path, at, preset != NULL ? preset : "-", in,
		 app->scope);
	fake_keep_text(app, text);
	if (w->result.status == STATUS_OK)
		w->result.brought = airdrop(app, contract, strstr(path, "pinned") == NULL);
	return w;
}

/* The text is the network's name and the contract. */
struct work *start_keep_brought(struct app *app, struct brought_claims *take_brought,
				work_done *done, void *user)
{
	struct work *w = fake_work_new(app, "keep-brought", done, user);
	char at[ADDRESS_TEXT_SIZE], text[128];

	address_format(at, &take_brought->profile.distributors[0].contract.address);
	snprintf(text, sizeof(text), "%s %s", take_brought->profile.name, at);
	fake_keep_text(app, text);
	w->result.brought = take_brought;
	w->result.reopen = w->result.status == STATUS_OK;
	return w;
}
