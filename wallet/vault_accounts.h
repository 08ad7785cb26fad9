/* The accounts of a vault, in memory: numbers, labels, and how each gets its key. */
#ifndef WALLET_VAULT_ACCOUNTS_H
#define WALLET_VAULT_ACCOUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "wallet/path.h"

#define VAULT_ACCOUNTS	 200 /* the most; LIMIT_VAULT is reckoned with this many */
#define VAULT_LABEL_SIZE 64  /* with the final zero */
#define VAULT_INDEX_END	 0x80000000u
#define VAULT_KEY_BYTES	 32 /* an imported private key's */

/* `index` is the number by which people know the account. It does not have to be in the path. */
struct vault_account {
	uint32_t index;
	struct key_path path;	      /* has no step for an imported key */
	struct secret *key;	      /* the imported key, VAULT_KEY_BYTES; else NULL */
	char label[VAULT_LABEL_SIZE]; /* UTF-8; may be "" */
};

struct vault;

/* The accounts, ascending by index; valid until the next change of `v`. Out: `n`, how many. */
const struct vault_account *vault_accounts(const struct vault *v, size_t *n);

/* The number after the highest one; 0 without accounts. */
uint32_t vault_accounts_next(const struct vault *v);

/*
 * Adds account `index`, whose key is derived at `path`.
 * In:      label  `len` bytes of UTF-8 without control characters
 * Returns: STATUS_OK, ERR_EXISTS for an index or a path that is there, ERR_RANGE for an index of
 *          VAULT_INDEX_END or above, ERR_LIMIT when the vault is full; for the label as
 *          vault_accounts_check_label().
 */
MUST_CHECK enum status vault_accounts_add(struct vault *v, uint32_t index,
					  const struct key_path *path, const char *label,
					  size_t len, struct err *e);

/*
 * Adds account `index`, whose private key comes from elsewhere.
 * In:      key  VAULT_KEY_BYTES, of which the caller knows that they are a key; copied
 * Returns: as vault_accounts_add(); ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_accounts_import(struct vault *v, uint32_t index,
					     const struct secret *key, const char *label,
					     size_t len, struct err *e);

/* Changes the label of account `index`. ERR_NOT_FOUND; for the label as above. */
MUST_CHECK enum status vault_accounts_label(struct vault *v, uint32_t index, const char *label,
					    size_t len, struct err *e);

/*
 * Checks that a label may stand in a vault.
 * Returns: STATUS_OK, ERR_LIMIT when it is too long, ERR_PARSE when it has control or invisible
 *          characters or is not UTF-8.
 */
MUST_CHECK enum status vault_accounts_check_label(const char *label, size_t len, struct err *e);

#endif
