/* The accounts of a vault: their indices and labels, in memory. */
#ifndef WALLET_VAULT_ACCOUNTS_H
#define WALLET_VAULT_ACCOUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define VAULT_ACCOUNTS	 200	     /* the most; LIMIT_VAULT is reckoned with this many */
#define VAULT_LABEL_SIZE 64	     /* with the final zero */
#define VAULT_INDEX_END	 0x80000000u /* BIP-44: indices of addresses are not hardened */

/* The account whose key is at m/44'/60'/0'/0/index. */
struct vault_account {
	uint32_t index;
	char label[VAULT_LABEL_SIZE]; /* UTF-8; may be "" */
};

struct vault;

/* The accounts, ascending by index; valid until the next change of `v`. Out: `n`, how many. */
const struct vault_account *vault_accounts(const struct vault *v, size_t *n);

/*
 * Adds account `index`.
 * In:      label  `len` bytes of UTF-8 without control characters
 * Returns: STATUS_OK, ERR_EXISTS, ERR_RANGE for an index of VAULT_INDEX_END or above, ERR_LIMIT
 *          when the vault is full; for the label as vault_accounts_check_label().
 */
MUST_CHECK enum status vault_accounts_add(struct vault *v, uint32_t index, const char *label,
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
