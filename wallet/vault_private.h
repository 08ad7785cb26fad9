/*
 * An opened vault from the inside, and vault.c below the passphrase. For vault*.c and for tests,
 * which give a key where a passphrase would cost 0.4 s. wallet/vault.h draws the file.
 */
#ifndef WALLET_VAULT_PRIVATE_H
#define WALLET_VAULT_PRIVATE_H

#include "wallet/vault.h"
#include "wallet/vault_profiles.h"

#define VAULT_KEY_SIZE	  32
#define VAULT_NONCE_SIZE  24
#define VAULT_TAG_SIZE	  16
#define VAULT_DIGEST_SIZE 32
#define VAULT_SALT_SIZE	  16

/* Offsets in the file. */
#define VAULT_AT_VERSION    8
#define VAULT_AT_KDF	    9
#define VAULT_AT_PASSES	    10
#define VAULT_AT_MEMORY	    14
#define VAULT_AT_SALT	    18
#define VAULT_AT_GENERATION 34
#define VAULT_AT_WRAP_NONCE 42
#define VAULT_AT_WRAP	    66
#define VAULT_HEADER_SIZE   114 /* all bytes up to the end of the wrapped data key */
#define VAULT_AT_BODY	    138

/* `header` is that of the file that is written next, which has always the newest version. */
struct vault {
	uint8_t header[VAULT_HEADER_SIZE];
	struct secret *data_key; /* VAULT_KEY_SIZE bytes */
	struct secret *entropy;	 /* 16 to 32 bytes */
	struct secret *password; /* BIP-39's, in NFKD, at most VAULT_PASSWORD_MAX bytes; or NULL */
	uint64_t drilled;	 /* seconds since 1970; 0: never */
	size_t n;
	struct vault_account accounts[VAULT_ACCOUNTS]; /* ascending by index */
	size_t profiles_n;
	struct hash profiles[VAULT_PROFILES]; /* ascending */
};

/*
 * vault_open() after the passphrase was turned into a key: for a file that passed
 * vault_file_inspect(). Errors as vault_open().
 */
MUST_CHECK enum status vault_open_with_key(struct vault **out, const uint8_t *file, size_t len,
					   const struct secret *passphrase_key, struct err *e);

/*
 * vault_create() after the passphrase was turned into a key; writes no file. `salt` is the one that
 * the key was derived with. STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_create_with_key(struct vault **out, const struct secret *entropy,
					     const struct secret *password,
					     const uint8_t salt[static VAULT_SALT_SIZE],
					     const struct secret *passphrase_key, struct err *e);

#endif
