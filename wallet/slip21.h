/* SLIP-0021: the tree of symmetric keys below a seed. */
#ifndef WALLET_SLIP21_H
#define WALLET_SLIP21_H

#include "base/secret.h"

#define SLIP21_KEY_SIZE	 32
#define SLIP21_NODE_SIZE 64

/*
 * Derives the node at a path of `n` labels below the master node of `seed`. A label is a C string.
 * With n = 0 it is the master node.
 * Out:     node  SLIP21_NODE_SIZE bytes, freed with secret_free()
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status slip21_node(struct secret **node, const uint8_t *seed, size_t len,
				   const char *const *labels, size_t n, struct err *e);

/*
 * Derives the key at a path of `n` labels below `node`. With n = 0 it is the key of `node`.
 * Out:     key  SLIP21_KEY_SIZE bytes (the second half of the node), freed with secret_free()
 * Returns: as slip21_node().
 */
MUST_CHECK enum status slip21_key(struct secret **key, const struct secret *node,
				  const char *const *labels, size_t n, struct err *e);

#endif
