/*
 * The vault: entropy and accounts, encrypted under a passphrase. These functions take and give the
 * bytes of a file; the caller reads and writes it.
 *
 * File version 2 (integers big-endian):
 *
 *    0   8  magic "BYLVAULT"
 *    8   1  version = 2
 *    9   1  key derivation = 1: Argon2id 1.3, one lane
 *   10   4  passes over the memory
 *   14   4  memory in KiB
 *   18  16  salt
 *   34   8  generation: 1, and one more with each change of the passphrase
 *   42  24  nonce
 *   66  48  data key under the passphrase key: XChaCha20-Poly1305, associated data = bytes 0..65
 *  114  24  nonce
 *  138   n  body under the data key: XChaCha20-Poly1305, associated data = bytes 0..137
 *   -32 32  BLAKE2b-256 of all before
 *
 *  body: 1  bytes of entropy (16, 20, 24, 28, 32)
 *        n  entropy
 *        1  bytes of BIP-39's passphrase (0..255)
 *        n  BIP-39's passphrase in NFKD
 *        8  time of the last backup drill in seconds since 1970; 0: never
 *        4  number of accounts, then each:
 *             4  index, below 2^31, strictly ascending: the number by which people know it
 *             1  kind = 1: 1 steps (1..10) ‖ 4 each, the path of its key below the seed
 *                       2: 32 private key
 *             1  bytes of label (0..63)
 *             n  label, UTF-8
 *        4  number of accepted profiles (0..256), then each:
 *            32  its hash, strictly ascending
 *
 * Version 1 is read and never written. Its body is entropy and accounts, without the rest; the key
 * of each account is at m/44'/60'/0'/0/index.
 *
 * The passphrase is hashed in Unicode's form NFKD; one that is not UTF-8 is hashed as it is.
 *
 * The digest separates damage from a wrong passphrase. When it does not match, the file is damaged
 * (ERR_DAMAGED). When it matches and the data key does not open, the passphrase is wrong
 * (ERR_WRONG_PASSPHRASE).
 */
#ifndef WALLET_VAULT_H
#define WALLET_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "base/status.h"
#include "wallet/vault_accounts.h"

struct buf;

#define VAULT_PASSWORD_MAX 255 /* bytes of BIP-39's passphrase in NFKD */

/* An opened vault. Its secrets are in guarded memory. */
struct vault;

/*
 * Makes a vault of generation 1 with account 0, at the path of byline and an empty label. This
 * takes one Argon2id run (about 0.4 s, 256 MiB).
 * In:      entropy   16, 20, 24, 28 or 32 bytes; copied
 *          password  BIP-39's passphrase, or NULL for none; copied, in NFKD
 * Returns: STATUS_OK, ERR_USAGE for an empty passphrase, ERR_LIMIT for a password above
 *          VAULT_PASSWORD_MAX, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_create(struct vault **out, const struct secret *entropy,
				    const struct secret *password, const struct secret *passphrase,
				    struct err *e);

/*
 * Opens a file of `len` bytes. Refused are settings of Argon2id below libsodium's MODERATE, which
 * protect too little, and above 8 passes or 1 GiB, with which a file from somebody else could bring
 * the machine to a halt.
 * Returns: STATUS_OK, ERR_DAMAGED, ERR_WRONG_PASSPHRASE, ERR_USAGE for an empty passphrase,
 *          ERR_VERSION, ERR_LIMIT for refused settings, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_open(struct vault **out, const uint8_t *file, size_t len,
				  const struct secret *passphrase, struct err *e);

/* Wipes and frees. NULL is allowed. */
void vault_free(struct vault *v);

/*
 * Reads from a file what one guess at its passphrase costs: `passes` of Argon2id over `memory_kib`
 * KiB. No secret is read. Errors as vault_open(), without ERR_WRONG_PASSPHRASE.
 */
MUST_CHECK enum status vault_cost(uint32_t *passes, uint32_t *memory_kib, const uint8_t *file,
				  size_t len, struct err *e);

/* Whether the bytes begin like a vault's file of version 1, which byline 0.1 reads. */
bool vault_is_version_1(const uint8_t *file, size_t len);

/*
 * Appends the vault's file, which has version 2 whatever the version of the opened one: header and
 * data key are kept, the body is encrypted under a new nonce.
 * Returns: STATUS_OK, ERR_LIMIT, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_write(struct buf *file, const struct vault *v, struct err *e);

/*
 * Checks that `file` is this very vault: the same header, and a body that opens with the data key
 * and says the same. Needs no passphrase.
 * Returns: STATUS_OK, ERR_DAMAGED, ERR_CHANGED.
 */
MUST_CHECK enum status vault_check(const struct vault *v, const uint8_t *file, size_t len,
				   struct err *e);

/*
 * Draws a new data key and wraps it under a new passphrase and salt; the generation grows by one.
 * The caller has checked the old passphrase. On failure nothing has changed.
 */
MUST_CHECK enum status vault_rekey(struct vault *v, const struct secret *passphrase, struct err *e);

/* How often the vault got a passphrase: 1, and one more with each change of it. */
uint64_t vault_generation(const struct vault *v);

/* The entropy; BIP-39's passphrase in NFKD, or NULL. Both are valid as long as the vault. */
const struct secret *vault_entropy(const struct vault *v);
const struct secret *vault_password(const struct vault *v);

/* When the words were last asked for in a backup drill, in seconds since 1970; 0: never. */
uint64_t vault_drilled(const struct vault *v);
void vault_set_drilled(struct vault *v, uint64_t when);

#endif
