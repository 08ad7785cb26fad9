/*
 * The inside of a vault file, below the passphrase: for vault*.c and for tests, which give a key
 * in place of one that costs 0.4 s. Nothing else includes this. Layout: wallet/vault.h.
 */
#ifndef WALLET_VAULT_FILE_H
#define WALLET_VAULT_FILE_H

#include "wallet/vault.h"

#define VAULT_INDEX_END 0x80000000u /* BIP-44 address indices are not hardened */

#define VAULT_KEY_SIZE	  32
#define VAULT_NONCE_SIZE  24
#define VAULT_TAG_SIZE	  16
#define VAULT_DIGEST_SIZE 32
#define VAULT_SALT_SIZE	  16

#define VAULT_AT_VERSION    8
#define VAULT_AT_KDF	    9
#define VAULT_AT_PASSES	    10
#define VAULT_AT_MEMORY	    14
#define VAULT_AT_SALT	    18
#define VAULT_AT_GENERATION 34
#define VAULT_AT_WRAP_NONCE 42
#define VAULT_AT_WRAP	    66
#define VAULT_HEADER_SIZE   114 /* up to and with the wrapped data key */
#define VAULT_AT_BODY	    138

struct vault {
	uint8_t header[VAULT_HEADER_SIZE];
	struct secret *data_key;
	struct secret *entropy;
	size_t n;
	struct vault_account accounts[VAULT_ACCOUNTS];
};

/*
 * Makes the header and a fresh data key, wrapped under `passphrase_key` (32 bytes), which was
 * derived with `salt`.
 */
MUST_CHECK enum status vault_wrap(struct vault *v, const uint8_t salt[static VAULT_SALT_SIZE],
				  uint64_t generation, const struct secret *passphrase_key,
				  struct err *e);

/* Digest, magic, version, key derivation and its bounds. Reads nothing secret. As vault_open(). */
MUST_CHECK enum status vault_inspect(const uint8_t *file, size_t len, struct err *e);

/* The rest of vault_open(), for a file that passed vault_inspect(). */
MUST_CHECK enum status vault_open_with_key(struct vault **out, const uint8_t *file, size_t len,
					   const struct secret *passphrase_key, struct err *e);

/* vault_create() without derivation and writing. */
MUST_CHECK enum status vault_create_with_key(struct vault **out, const struct secret *entropy,
					     const uint8_t salt[static VAULT_SALT_SIZE],
					     const struct secret *passphrase_key, struct err *e);

/* The body as plain bytes, and back. Reading is strict: ERR_DAMAGED. */
MUST_CHECK enum status vault_body_write(struct secret **body, const struct vault *v, struct err *e);
MUST_CHECK enum status vault_body_read(struct vault *v, const struct secret *body, struct err *e);

/* Whether `label` may stand in a vault: UTF-8 that cleaning leaves as it is, and not too long. */
MUST_CHECK enum status vault_label_check(const char *label, size_t len, struct err *e);

#endif
