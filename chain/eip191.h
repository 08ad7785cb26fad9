/* Personal messages (EIP-191): text that an account signs to show who it is. */
#ifndef CHAIN_EIP191_H
#define CHAIN_EIP191_H

#include <stddef.h>

#include "chain/hash.h"

/* Version 0x45 of EIP-191: keccak256("\x19Ethereum Signed Message:\n" ‖ length ‖ message). */
void eip191_digest(struct hash *out, const void *message, size_t len);

#endif
