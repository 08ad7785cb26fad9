/* Base58Check, in which Bitcoin's wallets write extended keys. */
#ifndef WALLET_BASE58_H
#define WALLET_BASE58_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#define BASE58_SIZE_MAX 82 /* the longest that is read: an extended key with its checksum */

/*
 * Reads exactly `size` bytes and the checksum behind them, the first four of their SHA-256's
 * SHA-256.
 * In:      size  at most BASE58_SIZE_MAX - 4
 * Returns: STATUS_OK, ERR_PARSE for another character or another length, ERR_MISMATCH for the
 *          checksum.
 */
MUST_CHECK enum status base58_read_checked(uint8_t *out, size_t size, const char *text, size_t len);

#endif
