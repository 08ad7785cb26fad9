/*
 * The places where something about a secret is told on purpose: that a passphrase is the right one,
 * how long a phrase is, the public key of a private one. Branches and indices may depend on what is
 * disclosed here, and on nothing else that comes from a secret. Both functions do nothing;
 * `make check-constant-time` exchanges them for some that end valgrind's watch over the bytes.
 */
#ifndef BASE_DISCLOSE_H
#define BASE_DISCLOSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

/* Returns `value`. */
uint32_t disclose(uint32_t value);

/* The same for `len` bytes where they are. */
void disclose_bytes(void *data, size_t len) NONNULL(1);

#endif
