/* BIP-32: the tree of private keys below a seed. Extended keys are never written out or read. */
#ifndef WALLET_BIP32_H
#define WALLET_BIP32_H

#include "base/secret.h"
#include "wallet/curve.h"

#define BIP32_HARDENED	0x80000000u /* added to an index whose child is hardened */
#define BIP32_NODE_SIZE 64	    /* private key[32] ‖ chain code[32] */

/*
 * Derives the node at `path`, `n` indices below the master node. With n = 0 it is the master node.
 * In:      seed  16 to 64 bytes
 * Out:     node  BIP32_NODE_SIZE bytes, freed with secret_free(); NULL on failure
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION; ERR_RANGE for another length of the seed, and
 *          for the one index in 2^127 that gives no key.
 */
MUST_CHECK enum status bip32_path(struct secret **node, const struct curve *c, const uint8_t *seed,
				  size_t len, const uint32_t *path, size_t n, struct err *e);

/*
 * Derives the child `index` of the node `parent`, which is readable during the call.
 * Returns: as bip32_path(), and Out as there.
 */
MUST_CHECK enum status bip32_child(struct secret **child, const struct curve *c,
				   const struct secret *parent, uint32_t index, struct err *e);

#endif
