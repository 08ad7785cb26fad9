/*
 * The text of a keystore, without its secrets. wallet/keystore.h describes the format. For
 * keystore*.c, and for tests, which give a key where a passphrase would cost a second.
 */
#ifndef WALLET_KEYSTORE_FILE_H
#define WALLET_KEYSTORE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "chain/address.h"

struct buf;

#define KEYSTORE_IV_SIZE   16
#define KEYSTORE_KEY_SIZE  32 /* a private key */
#define KEYSTORE_MAC_SIZE  32
#define KEYSTORE_UUID_SIZE 16

enum keystore_kdf { KEYSTORE_SCRYPT, KEYSTORE_PBKDF2 };

/* The content of a keystore. */
struct keystore {
	enum keystore_kdf kdf;
	uint64_t n;	 /* scrypt: blocks of 128 * r bytes, a power of two */
	uint32_t r, p;	 /* scrypt */
	uint32_t rounds; /* PBKDF2 */
	uint8_t salt[LIMIT_KEYSTORE_SALT];
	size_t salt_len;
	uint8_t iv[KEYSTORE_IV_SIZE]; /* the first counter of AES-128-CTR */
	uint8_t ciphertext[KEYSTORE_KEY_SIZE];
	size_t ciphertext_len; /* 1 to KEYSTORE_KEY_SIZE */
	uint8_t mac[KEYSTORE_MAC_SIZE];
	bool has_address; /* the file names an address */
	struct address address;
};

/*
 * Reads a keystore of `len` bytes. This needs no passphrase: a caller that asks for one reads the
 * file first, and so refuses before it asks.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT for a file or a key derivation above the ceilings of
 *          base/limits.h, ERR_UNSUPPORTED with the name of what byline does not read, ERR_MEMORY.
 */
MUST_CHECK enum status keystore_file_read(struct keystore *out, const uint8_t *file, size_t len,
					  struct err *e);

/*
 * Appends the text of a keystore with scrypt, in canonical JSON (RFC 8785).
 * Returns: STATUS_OK, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status keystore_file_write(struct buf *file, const struct keystore *k,
					   const uint8_t uuid[static KEYSTORE_UUID_SIZE],
					   struct err *e);

#endif
