/*
 * The cryptography of a vault file: key of the passphrase, wrapped data key, encrypted body,
 * digest. For vault.c and tests. wallet/vault.h draws the file.
 */
#ifndef WALLET_VAULT_FILE_H
#define WALLET_VAULT_FILE_H

#include "wallet/vault_private.h"

struct buf;

/* ERR_DAMAGED for a file that is longer than any vault's (LIMIT_VAULT). */
MUST_CHECK enum status vault_file_check_size(size_t len, struct err *e);

/*
 * Checks the parts that need no passphrase: length, digest, magic, version, and that Argon2id's
 * settings lie between the bounds. Errors as vault_open() without ERR_WRONG_PASSPHRASE.
 */
MUST_CHECK enum status vault_file_inspect(const uint8_t *file, size_t len, struct err *e);

/*
 * Derives the key of a passphrase (VAULT_KEY_SIZE bytes, freed with secret_free()) with the salt
 * and the settings of a file's header: one Argon2id run.
 * Returns: STATUS_OK, ERR_USAGE for an empty passphrase (NULL), ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_file_derive(struct secret **key,
					 const uint8_t header[static VAULT_HEADER_SIZE],
					 const struct secret *passphrase, struct err *e);

/* Draws a salt for a new file, and derives the key with that and the settings of new files. */
MUST_CHECK enum status vault_file_derive_new(struct secret **key,
					     uint8_t salt[static VAULT_SALT_SIZE],
					     const struct secret *passphrase, struct err *e);

/*
 * Draws a new data key, wraps it under `passphrase_key`, and writes the header for it.
 * In:  salt  the one that passphrase_key was derived with by vault_file_derive_new()
 * Out: v->header and v->data_key; both are unchanged on failure. ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_file_wrap(struct vault *v, const uint8_t salt[static VAULT_SALT_SIZE],
				       uint64_t generation, const struct secret *passphrase_key,
				       struct err *e);

/*
 * Brings the header of an opened file to the newest version. Its version is authenticated with the
 * data key, so that this draws a new one; salt, settings and generation stay. Does nothing where
 * the version is the newest. Out and errors as vault_file_wrap()
 */
MUST_CHECK enum status vault_file_renew(struct vault *v, const struct secret *passphrase_key,
					struct err *e);

/* Unwraps the data key of a header. The caller frees it. ERR_WRONG_PASSPHRASE. */
MUST_CHECK enum status vault_file_unwrap(struct secret **data_key,
					 const uint8_t header[static VAULT_HEADER_SIZE],
					 const struct secret *passphrase_key, struct err *e);

/* Decrypts the body of a file that passed vault_file_inspect(). The caller frees. ERR_DAMAGED. */
MUST_CHECK enum status vault_file_open_body(struct secret **body, const uint8_t *file, size_t len,
					    const struct secret *data_key, struct err *e);

/*
 * Appends a whole file: the header, `body` under the data key and a new nonce, the digest.
 * Failures are kept in `file` (buf_status()).
 */
void vault_file_add(struct buf *file, const uint8_t header[static VAULT_HEADER_SIZE],
		    const struct secret *body, const struct secret *data_key);

#endif
