/* The state of bringing claims, which its parts share. For bring_claims.c and brought_*.c only. */
#ifndef SYNC_BRINGING_H
#define SYNC_BRINGING_H

#include "app/session_private.h"
#include "cache/dues.h"
#include "sync/bring_claims.h"

struct bringing {
	struct app *app;
	struct task *task;
	struct session *session;
	const struct claim_origin *from;
	struct address *accounts; /* all of this byline */
	size_t n_accounts;
	struct profile_distributor *payer; /* in out->profile */
	struct brought_claims *out;
	bool has_root;	    /* the contract's root was read before the file: */
	struct hash root;   /* in force */
	bool waits;	    /* a proof waits, so that all is read again */
	const char *origin; /* the file's name, without its folders */
};

/* Appends a row. ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status bringing_add(struct bringing *b, const struct cache_due *row, struct err *e);

/*
 * Sets ERR_NOT_FOUND: `what` has nothing for the accounts, of which the first ones are named.
 * Returns ERR_NOT_FOUND.
 */
enum status bringing_none(const struct bringing *b, const char *what, struct err *e);

#endif
