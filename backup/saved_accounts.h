/*
 * Accounts, named by address and, when a vault has their key, by its path. A number alone would
 * mean another account in another vault.
 */
#ifndef BACKUP_SAVED_ACCOUNTS_H
#define BACKUP_SAVED_ACCOUNTS_H

#include "backup/merge.h"
#include "cache/accounts.h"

save_rows save_accounts;
merge_rows merge_accounts;

/*
 * Reads the accounts of a backup. The caller frees `out`.
 * Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status read_saved_accounts(struct cache_account **out, size_t *n,
					   const struct json *content, struct err *e);

#endif
