/*
 * An unlocked vault as the signer keeps it: what it signs with and what it shows. Phrase, entropy,
 * seed and data key are not in it: whatever needs those opens the file with the passphrase again.
 *
 * Keys are unreadable between uses (secret_close()).
 */
#ifndef WALLET_KEYRING_H
#define WALLET_KEYRING_H

#include <stdbool.h>

#include "base/secret.h"
#include "chain/address.h"
#include "wallet/curve.h"
#include "wallet/vault.h"
#include "wallet/vault_profiles.h"

struct keyring_account {
	uint32_t index;
	struct key_path path; /* has no step for an imported key */
	struct address address;
	char label[VAULT_LABEL_SIZE];
	struct secret *key; /* CURVE_KEY_SIZE bytes, closed */
};

struct keyring {
	uint8_t file[32];    /* the digest of the vault's file */
	uint64_t generation; /* vault_generation() */
	uint64_t drilled;    /* vault_drilled() */
	unsigned words;	     /* the phrase has so many */
	bool has_password;   /* BIP-39's passphrase belongs to the phrase */
	struct secret *node; /* SLIP-21's "byline", SLIP21_NODE_SIZE bytes, closed */
	size_t n;
	struct keyring_account accounts[VAULT_ACCOUNTS]; /* ascending by index */
	size_t profiles_n;
	struct hash profiles[VAULT_PROFILES];
};

/*
 * Derives the seed of a vault's phrase. The caller frees it with secret_free().
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status keyring_seed(struct secret **seed, const struct vault *v, struct err *e);

/*
 * Derives all keys of a vault. The seed is wiped before this returns.
 * In:      file  the vault's, of `len` bytes
 * Returns: STATUS_OK, ERR_EXISTS when two accounts have one address, ERR_RANGE when an account
 *          has no key, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status keyring_new(struct keyring **out, const struct curve *c,
				   const struct vault *v, const uint8_t *file, size_t len,
				   struct err *e);

/* Wipes and frees. NULL is allowed. */
void keyring_free(struct keyring *k);

/*
 * Checks that `file`, as read from disk, is the file of this keyring, byte for byte.
 * Returns: STATUS_OK, ERR_DAMAGED and others of vault_cost(), ERR_CHANGED.
 */
MUST_CHECK enum status keyring_check(const struct keyring *k, const uint8_t *file, size_t len,
				     struct err *e);

/* The account with this number; NULL when there is none. */
const struct keyring_account *keyring_find(const struct keyring *k, uint32_t index);

/* Signs with an account's key. Returns: as curve_sign(). */
MUST_CHECK enum status keyring_sign(const struct curve *c, struct tx_signature *sig,
				    const struct keyring_account *a, const struct hash *digest);

/* Derives the key at `n` labels below "byline", as slip21_key() does; the caller frees it. */
MUST_CHECK enum status keyring_key(const struct keyring *k, struct secret **key,
				   const char *const *labels, size_t n, struct err *e);

/* Whether the user has accepted the profile with this hash. */
bool keyring_accepts(const struct keyring *k, const struct hash *profile);

#endif
