/* The key that a passphrase gives with a keystore's salt and settings. For keystore.c. */
#ifndef WALLET_KEYSTORE_KDF_H
#define WALLET_KEYSTORE_KDF_H

#include "base/secret.h"
#include "wallet/keystore_file.h"

#define KEYSTORE_DERIVED_SIZE 32 /* AES key[16] ‖ key of the MAC[16] */

/*
 * Runs scrypt (RFC 7914) or PBKDF2-HMAC-SHA256 (RFC 8018) as `k` says. Nothing in between can stop
 * it. The memory that scrypt works in is not locked: it is as large as the file says.
 * In:      passphrase  its bytes as they are; NULL is the empty one
 * Out:     KEYSTORE_DERIVED_SIZE bytes, freed by the caller; NULL on failure
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status keystore_kdf_derive(struct secret **derived, const struct keystore *k,
					   const struct secret *passphrase, struct err *e);

#endif
