/*
 * The accounts that byline shows: those of the vault, and those that are only watched. They belong
 * to all networks.
 */
#ifndef CACHE_ACCOUNTS_H
#define CACHE_ACCOUNTS_H

#include "cache/db.h"
#include "chain/address.h"

#define CACHE_PATH_SIZE 128
#define CACHE_IMPORTED	"imported"

struct cache_account {
	struct address address;
	char label[64];
	bool watch_only;
	uint32_t index; /* the account's number in the vault; 0 when watch_only */
	/* its key's place below the phrase; CACHE_IMPORTED for any other key; "" when watch_only */
	char path[CACHE_PATH_SIZE];
	bool unsaved; /* the label was given while the vault could not be written */
};

/* Adds an account, or replaces the one with its address. */
MUST_CHECK enum status cache_accounts_put(struct cache *c, const struct cache_account *a,
					  struct err *e);

/* Changes the label of an account and sets `unsaved`. ERR_NOT_FOUND for an unknown account. */
MUST_CHECK enum status cache_accounts_label(struct cache *c, const struct address *address,
					    const char *label, struct err *e);

/*
 * Removes a watch-only account. Its figures, claims and other rows stay.
 * Returns: STATUS_OK, ERR_NOT_FOUND when it is not there or belongs to the vault.
 */
MUST_CHECK enum status cache_accounts_remove(struct cache *c, const struct address *address,
					     struct err *e);

/* Lists the vault's accounts by index, then watched ones in the order they were added. */
MUST_CHECK enum status cache_accounts_all(struct cache *c, struct cache_account **out, size_t *n,
					  struct err *e);

#endif
