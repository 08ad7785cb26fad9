/*
 * Taking back what bring_claims() brought: the rows of one payer, and its pin where the command
 * that brought them made it. A pin of the profile's own stays, and so does what was claimed.
 *
 * find_brought() looks and writes nothing: a person sees first what the profile would lose.
 */
#ifndef SYNC_REMOVE_BROUGHT_H
#define SYNC_REMOVE_BROUGHT_H

#include "chain/profile.h"

struct app;

struct brought_removal {
	struct profile_distributor payer;
	size_t n_rows;		/* claims, or lines of its books, that the user brought */
	bool unpins;		/* the pin goes too: */
	struct profile profile; /* the one that is left */
};

/*
 * Finds what there is to take back.
 * In:      payer  the contract's address, or the name that the profile has for it
 * Returns: STATUS_OK; ERR_NOT_FOUND for a payer that the profile does not pin, and for one of which
 *          nothing was brought; ERR_USAGE for a name that several payers have; ERR_EXISTS while a
 *          claim of it is not over, with its number; a failure of the cache.
 */
MUST_CHECK enum status find_brought(struct app *app, struct brought_removal *out, const char *payer,
				    struct err *e);

/*
 * Deletes the rows, and then writes the profile without the payer. After a failure the command can
 * be repeated.
 * Out:     r->n_rows  how many rows are gone
 * Returns: STATUS_OK, ERR_REFUSED with --read-only; ERR_EXISTS as find_brought(); as
 *          change_network(), as the cache.
 */
MUST_CHECK enum status remove_brought(struct app *app, struct brought_removal *r, struct err *e);

#endif
