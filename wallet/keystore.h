/*
 * Keystores: one private key under a passphrase, as geth and most wallets export it (Web3 Secret
 * Storage Definition, version 3). These functions take and give the bytes of a file; the caller
 * reads and writes it.
 *
 *   {"address": "…40 digits, may be missing…",
 *    "crypto": {"cipher": "aes-128-ctr", "ciphertext": "…", "cipherparams": {"iv": "…"},
 *               "kdf": "scrypt", "kdfparams": {"dklen": 32, "n": …, "p": …, "r": …, "salt": "…"},
 *               "mac": "…"},
 *    "id": "…a UUID, not read…", "version": 3}
 *
 *   derived[32] = scrypt or PBKDF2-HMAC-SHA256 of the passphrase
 *   mac         = keccak256(derived[16:32] ‖ ciphertext)
 *   key         = AES-128-CTR of ciphertext, key derived[0:16], first counter iv
 *
 * A ciphertext shorter than 32 bytes gives a key whose first bytes are zero: some writers left them
 * out, and geth reads it so. Members that are not named here are not read, an encrypted phrase
 * ("x-ethers") neither.
 *
 * The MAC covers neither the iv nor the address. With another iv the file opens to another key;
 * only the address tells. So a caller shows the address that the key has, and says so where the
 * file names none.
 *
 * Passphrases: geth, web3.js and cast hash the bytes as they are, ethers their form NFKC. A
 * passphrase is tried as it is, and where its form NFKC differs, in that form too, which takes the
 * key derivation twice. For writing, a passphrase is refused whose bytes differ between the two.
 */
#ifndef WALLET_KEYSTORE_H
#define WALLET_KEYSTORE_H

#include "base/secret.h"
#include "wallet/curve.h"
#include "wallet/keystore_file.h"

/*
 * Opens a keystore.
 * In:      passphrase  NULL is the empty one, which some programs allow
 * Out:     key      KEYSTORE_KEY_SIZE bytes, freed by the caller; NULL on failure
 *          address  the address that the key has, whether the file names it or not
 * Returns: STATUS_OK; as keystore_file_read(); ERR_WRONG_PASSPHRASE when the MAC differs, which a
 *          damaged file does too; ERR_MISMATCH when the file names another address than the
 *          key has; ERR_RANGE when the content is no private key; ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status keystore_read(struct secret **key, struct address *address,
				     const uint8_t *file, size_t len,
				     const struct secret *passphrase, const struct curve *c,
				     struct err *e);

/*
 * keystore_read() after the file was read and the passphrase was turned into a key. Errors as
 * keystore_read().
 * In:      derived  KEYSTORE_DERIVED_SIZE bytes
 */
MUST_CHECK enum status keystore_open_with_key(struct secret **key, struct address *address,
					      const struct keystore *k,
					      const struct secret *derived, const struct curve *c,
					      struct err *e);

/*
 * Appends a keystore with geth's standard settings: scrypt, n = 2^18, r = 8, p = 1 (256 MiB, about
 * a second), random salt, iv and id. The caller writes the file, reads it back and opens it before
 * it calls the export done.
 * In:      key  KEYSTORE_KEY_SIZE bytes
 * Returns: STATUS_OK; ERR_USAGE for a passphrase that is empty or that programs read in two ways;
 *          ERR_RANGE for a key that is none; ERR_LIMIT, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status keystore_write(struct buf *file, const struct secret *key,
				      const struct secret *passphrase, const struct curve *c,
				      struct err *e);

#endif
