/*
 * Parts of a backup that only the vault's owner can read, such as the addresses of nodes that have
 * a key in them. The signer seals and opens them, under a key that it does not give away.
 *
 *   sealed:  0  24  nonce
 *           24   n  the part: XChaCha20-Poly1305 (IETF), associated data = the context
 *            …  16  tag
 *
 * The key is that of the SLIP-0021 node with the labels "byline", "backup" of the vault's seed. So
 * the recovery phrase alone opens a sealed part.
 */
#ifndef WALLET_DOOR_SEAL_H
#define WALLET_DOOR_SEAL_H

#include <stddef.h>

#include "wallet/door.h"

/* A sealed part is this much longer than the part. */
#define SEALED_EXTRA 40

/* The longest part: together with its context it fits a request of the signer. */
#define SEALED_PART (LIMIT_SMALL_FILE - 1 * KIB)

/*
 * Seals `len` bytes.
 * In:      context  says what the part is; it opens with the same context alone
 * Out:     sealed   appended
 * Returns: STATUS_OK, ERR_LOCKED, ERR_REFUSED, ERR_LIMIT above SEALED_PART, ERR_MEMORY.
 */
MUST_CHECK enum status door_seal(struct door *d, struct buf *sealed, const char *context,
				 const void *part, size_t len, struct err *e);

/*
 * Opens what door_seal() made.
 * Out:     part  appended
 * Returns: as door_seal(); ERR_MISMATCH when it is of another vault or context, or was changed;
 *          ERR_DAMAGED when it is too short.
 */
MUST_CHECK enum status door_seal_open(struct door *d, struct buf *part, const char *context,
				      const void *sealed, size_t len, struct err *e);

#endif
