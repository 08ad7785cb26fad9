/* Accounts below the phrase that the vault need not have: looking for one, and for used ones. */
#ifndef ACT_FIND_ADDRESS_H
#define ACT_FIND_ADDRESS_H

#include "app/app.h"
#include "chain/address.h"
#include "chain/trust.h"

/* An account of the phrase, and where its key is below it. */
struct phrase_account {
	struct address address;
	char path[128];
};

/* Schemes of paths, and the accounts of each that are asked about. */
#define PHRASE_FIRST_MOST 15

struct address_search {
	char path[128]; /* "" when it was not found, or is an imported account's */
	uint32_t tried; /* accounts that were compared */
	/* The first accounts of every usual path, each once. */
	struct phrase_account first[PHRASE_FIRST_MOST];
	size_t n;
};

/*
 * Looks for `address` at the usual paths below the phrase of the vault, which is opened where it is
 * locked. Nothing is changed.
 * In:      address  NULL where only the first accounts are wanted
 * Out:     out      also after ERR_NOT_FOUND
 * Returns: STATUS_OK; ERR_NOT_FOUND says where it was looked for; ERR_WRONG_PASSPHRASE, …
 */
MUST_CHECK enum status find_phrase_account(struct app *app, struct address_search *out,
					   const struct address *address, struct err *e);

#endif
