/*
 * The vault: entropy and accounts at rest. Bytes in, bytes out; files are the caller's matter.
 *
 * File version 1 (integers big-endian):
 *
 *    0   8  magic "BYLVAULT"
 *    8   1  version = 1
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
 *        4  number of accounts, then each:
 *             4  index, below 2^31, strictly ascending
 *             1  bytes of label (0..63)
 *             n  label, UTF-8
 *
 * The passphrase is hashed in Unicode's form NFKD, or as it is when it is not UTF-8.
 *
 * The digest tells damage from a wrong passphrase without any secret: a mismatch is ERR_DAMAGED,
 * a match whose data key does not open is ERR_WRONG_PASSPHRASE.
 */
#ifndef WALLET_VAULT_H
#define WALLET_VAULT_H

#include "base/buf.h"
#include "base/secret.h"
#include "wallet/vault_accounts.h"

struct vault; /* an opened vault: data key and entropy in guarded memory */

/*
 * A new vault of generation 1 with account 0, labelled "". Its file is appended to `file`.
 * `entropy` is copied. Costs one Argon2id run (about 0.4 s, 256 MiB).
 * Returns: STATUS_OK, ERR_USAGE for an empty passphrase, ERR_RANGE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status vault_create(struct vault **out, struct buf *file,
				    const struct secret *entropy, const struct secret *passphrase,
				    struct err *e);

/*
 * Opens a file. Argon2id settings below MODERATE are refused, and above 8 passes or 1 GiB, which
 * would let a file from elsewhere take the machine down.
 * Returns: STATUS_OK, ERR_DAMAGED, ERR_WRONG_PASSPHRASE, ERR_VERSION, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status vault_open(struct vault **out, const uint8_t *file, size_t len,
				  const struct secret *passphrase, struct err *e);
void vault_free(struct vault *v);

/*
 * What one guess at the passphrase of a file costs: passes of Argon2id over so much memory. Reads
 * nothing secret. As vault_open(), but for the passphrase.
 */
MUST_CHECK enum status vault_cost(uint32_t *passes, uint32_t *memory_kib, const uint8_t *file,
				  size_t len, struct err *e);

/* Appends the file as it is now: same header and data key, body under a fresh nonce. */
MUST_CHECK enum status vault_write(struct buf *file, const struct vault *v, struct err *e);

/*
 * Whether `file` (read back from disk) is this vault, whole: it opens with the held data key and
 * holds the same header and body. Returns: STATUS_OK, ERR_DAMAGED, ERR_CHANGED.
 */
MUST_CHECK enum status vault_check(const struct vault *v, const uint8_t *file, size_t len,
				   struct err *e);

/* Whether this is the passphrase: one Argon2id run. ERR_WRONG_PASSPHRASE. */
MUST_CHECK enum status vault_check_passphrase(const struct vault *v,
					      const struct secret *passphrase, struct err *e);

/* A copy of `v` with all it holds; for a change that may yet fail to be saved. */
MUST_CHECK enum status vault_copy(struct vault **out, const struct vault *v, struct err *e);

/*
 * A new data key under a new passphrase and salt, generation + 1. The old passphrase is the
 * caller's to check. Nothing changes on failure.
 */
MUST_CHECK enum status vault_rekey(struct vault *v, const struct secret *passphrase, struct err *e);

/* What an open vault holds; pointers live as long as it. */
uint64_t vault_generation(const struct vault *v);
const struct secret *vault_entropy(const struct vault *v);

#endif
