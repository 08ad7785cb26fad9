/* SLIP-0021: symmetric keys below a seed. */
#ifndef WALLET_SLIP21_H
#define WALLET_SLIP21_H

#include "base/secret.h"

#define SLIP21_KEY_SIZE 32

/*
 * The key (bytes 32..63 of the node) at the `n` labels below the master of `seed`; each label is
 * the bytes of a C string. n = 0 gives the master's own key.
 */
MUST_CHECK enum status slip21_key(struct secret **key, const uint8_t *seed, size_t len,
				  const char *const *labels, size_t n, struct err *e);

#endif
