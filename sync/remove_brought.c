/*
 * Taking claims back. find_brought() finds the payer (find_payer()), whether its pin goes, and how
 * many rows there are; remove_brought() deletes the rows and then writes the profile.
 *
 * Invariant: nothing goes while a claim of the payer is not over (check_claims()), which is looked
 * at again in the commit that deletes the rows.
 */
#include "sync/remove_brought.h"

#include <stdlib.h>
#include <string.h>

#include "act/ledger.h"
#include "app/builtin_network.h"
#include "app/event.h"
#include "app/network.h"
#include "app/state.h"
#include "cache/claims.h"
#include "cache/dues.h"
#include "cache/transactions.h"

/* --- the payer --- */

static enum status find_named(const struct profile *p, size_t *at, const char *name, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_distributors; i++)
		if (strcmp(p->distributors[i].name, name) == 0) {
			*at = i;
			n++;
		}
	if (n == 1)
		return STATUS_OK;
	if (n > 1)
		return err_set(e, ERR_USAGE,
			       "%zu payers of network %s are called \"%.48s\"; name the address of "
			       "one: byline claims",
			       n, p->name, name);
	return err_set(e, ERR_NOT_FOUND,
		       "network %s pins no payer \"%.48s\"; name its address, or the name of the "
		       "profile: byline network show",
		       p->name, name);
}

/* A name that looks like an address would be one. */
static enum status find_payer(const struct profile *p, size_t *at, const char *text, struct err *e)
{
	const struct profile_distributor *d;
	char shown[ADDRESS_TEXT_SIZE];
	struct address a;
	struct err own = {0};

	if (strncmp(text, "0x", 2) != 0)
		return find_named(p, at, text, e);
	if (address_read(&a, text, &own) != STATUS_OK)
		return err_set(e, ERR_USAGE, "%s", own.text);
	d = profile_distributor(p, &a);
	if (d != NULL) {
		*at = (size_t)(d - p->distributors);
		return STATUS_OK;
	}
	address_format(shown, &a);
	return err_set(e, ERR_NOT_FOUND, "network %s does not pin the payer %s; see: byline claims",
		       p->name, shown);
}

/* A pin that comes with byline is none of the user's, whatever a file says of it. */
static bool is_shipped(const struct profile *p, const struct address *payer)
{
	struct profile *builtin = malloc(sizeof(*builtin));
	bool found = builtin == NULL;

	for (size_t i = 0; !found && i < count_builtin_networks(); i++)
		found = read_builtin_network(builtin, i, NULL) == STATUS_OK &&
			strcmp(builtin->name, p->name) == 0 &&
			profile_distributor(builtin, payer) != NULL;
	free(builtin);
	return found;
}

/* Datanets name their payers by bits, of which those behind the one that goes move up. */
static void drop_payer(struct profile *p, size_t at)
{
	const uint32_t below = ((uint32_t)1 << at) - 1;

	p->n_distributors--;
	for (size_t i = at; i < p->n_distributors; i++)
		p->distributors[i] = p->distributors[i + 1];
	p->distributors[p->n_distributors] = (struct profile_distributor){.kind = DISTRIBUTOR_URD};
	for (size_t i = 0; i < p->n_datanets; i++) {
		uint32_t *payers = &p->datanets[i].payers;

		*payers = (*payers & below) | ((*payers >> 1) & ~below);
	}
}

/* --- the cache --- */

/*
 * A claim that is not over may need its payer's pin to be signed, sent or followed. One that is
 * void or expired pays nothing any more.
 */
static enum status refuse_open(const struct cache_claim *claim, const struct cache_tx *tx,
			       struct err *e)
{
	const long long id = (long long)claim->id;

	if (ledger_is_final(tx->state) || tx->state == CACHE_TX_VOID ||
	    tx->state == CACHE_TX_EXPIRED)
		return STATUS_OK;
	if (tx->state == CACHE_TX_DRAFT)
		return err_set(e, ERR_EXISTS,
			       "claim %lld of this payer is prepared; finish it, or give it up for "
			       "nothing: byline claim forget %lld",
			       id, id);
	return err_set(e, ERR_EXISTS,
		       "claim %lld of this payer is not over; finish it first: byline claim status "
		       "%lld",
		       id, id);
}

static enum status check_claims(struct cache *cache, const struct address *payer, struct err *e)
{
	struct cache_claim *claims = NULL;
	struct cache_tx tx;
	size_t n = 0;
	enum status s = cache_claims_all(cache, &claims, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!address_equal(&claims[i].payer, payer))
			continue;
		s = cache_transactions_get(cache, &tx, claims[i].transaction, e);
		if (s == STATUS_OK)
			s = refuse_open(&claims[i], &tx, e);
	}
	free(claims);
	return s;
}

/* Rows of a payer that is not pinned are of no use, wherever they came from. */
static bool is_removed(const struct brought_removal *r, const struct cache_due *row)
{
	const bool own = row->source == CACHE_DUE_FILE || row->source == CACHE_DUE_NAMED;

	return address_equal(&row->payer, &r->payer.contract.address) && (own || r->unpins);
}

/* Counts the rows that go, and takes them away where that was confirmed. */
static enum status go_through_rows(struct cache *cache, struct brought_removal *r, bool remove,
				   struct err *e)
{
	struct cache_due *rows = NULL;
	size_t n = 0;
	enum status s = check_claims(cache, &r->payer.contract.address, e);

	if (s == STATUS_OK)
		s = cache_dues_all(cache, &rows, &n, e);
	r->n_rows = 0;
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!is_removed(r, &rows[i]))
			continue;
		if (remove)
			s = cache_dues_remove(cache, rows[i].id, e);
		r->n_rows++;
	}
	free(rows);
	return s;
}

static enum status count_rows(struct cache *cache, void *arg, struct err *e)
{
	return go_through_rows(cache, arg, false, e);
}

/* One store job, so that no claim is prepared between the look and the deletion. */
static enum status delete_rows(struct cache *cache, void *arg, struct err *e)
{
	return go_through_rows(cache, arg, true, e);
}

/* --- the steps --- */

enum status find_brought(struct app *app, struct brought_removal *out, const char *payer,
			 struct err *e)
{
	const struct profile *p;
	size_t at = 0;
	enum status s = require_profile(app, &p, e);

	*out = (struct brought_removal){.n_rows = 0};
	if (s == STATUS_OK)
		s = find_payer(p, &at, payer, e);
	if (s != STATUS_OK)
		return s;
	out->payer = p->distributors[at];
	out->profile = *p;
	out->unpins = out->payer.brought && !profile_pays_any(p, at) &&
		      !is_shipped(p, &out->payer.contract.address);
	if (out->unpins)
		drop_payer(&out->profile, at);
	s = store_read(app, count_rows, out, e);
	if (s == STATUS_OK && out->n_rows == 0 && !out->unpins)
		return err_set(
			e, ERR_NOT_FOUND,
			"no claim of this payer was brought by: byline claim add; its pin is "
			"the network profile's own, and stays");
	return s;
}

enum status remove_brought(struct app *app, struct brought_removal *r, struct err *e)
{
	char address[ADDRESS_TEXT_SIZE];
	enum status s = require_writable(app, "remove claims", e);

	if (s == STATUS_OK)
		s = store_write(app, delete_rows, r, e);
	if (s == STATUS_OK && r->unpins)
		s = change_network(app, &r->profile, e);
	if (s != STATUS_OK)
		return s;
	address_format(address, &r->payer.contract.address);
	note_event(app, "act", TRUST_NONE, "removed %zu brought claim%s of the payer %s%s",
		   r->n_rows, r->n_rows == 1 ? "" : "s", address, r->unpins ? ", and its pin" : "");
	return STATUS_OK;
}
