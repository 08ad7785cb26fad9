/* Network profiles that the user accepted at the signer's own prompt, in the vault. */
#ifndef WALLET_VAULT_PROFILES_H
#define WALLET_VAULT_PROFILES_H

#include <stddef.h>

#include "base/err.h"
#include "chain/hash.h"

#define VAULT_PROFILES 256 /* the most; LIMIT_VAULT is reckoned with this many */

struct vault;

/* The hashes of accepted profiles, ascending; valid until the next change of `v`. */
const struct hash *vault_profiles(const struct vault *v, size_t *n);

/* Adds a hash. STATUS_OK, ERR_EXISTS, ERR_LIMIT when VAULT_PROFILES are there. */
MUST_CHECK enum status vault_profiles_add(struct vault *v, const struct hash *profile,
					  struct err *e);

#endif
