/* BIP-32: the tree of private keys below a seed. Extended keys are never written out or read. */
#ifndef WALLET_BIP32_H
#define WALLET_BIP32_H

#include "base/secret.h"
#include "wallet/curve.h"

#define BIP32_HARDENED	0x80000000u
#define BIP32_NODE_SIZE 64 /* private key[32] ‖ chain code[32] */

/*
 * The master node of a seed of 16 to 64 bytes.
 * Returns: STATUS_OK, ERR_RANGE (seed length; a key that is 0 or too large, odds below 2^-127).
 */
MUST_CHECK enum status bip32_master(struct secret **node, const struct curve *c,
				    const uint8_t *seed, size_t len, struct err *e);

/*
 * The child `index` (hardened with BIP32_HARDENED). `*child` may replace its own parent:
 * `parent` is not freed.
 * Returns: STATUS_OK, ERR_RANGE for the one index in 2^127 that gives no key; the standard then
 * says to take the next one, which is left to the person.
 */
MUST_CHECK enum status bip32_child(struct secret **child, const struct curve *c,
				   const struct secret *parent, uint32_t index, struct err *e);

/* The node at `path` of `n` indices below the master of `seed`. As above. */
MUST_CHECK enum status bip32_path(struct secret **node, const struct curve *c, const uint8_t *seed,
				  size_t len, const uint32_t *path, size_t n, struct err *e);

#endif
