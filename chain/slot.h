/* The storage slots in which a contract keeps its variables, as Solidity and Vyper compute them. */
#ifndef CHAIN_SLOT_H
#define CHAIN_SLOT_H

#include "chain/hash.h"

/* The order in which a mapping hashes its key and its own slot. */
enum slot_order {
	SLOT_KEY_SLOT, /* Solidity: keccak256(key ‖ slot) */
	SLOT_SLOT_KEY, /* Vyper: keccak256(slot ‖ key) */
};

/* The slot where the mapping at `slot` keeps the value of `key`, both as 32 bytes. */
void slot_mapping(struct hash *out, const struct hash *key, const struct hash *slot,
		  enum slot_order order);

/* slot + n, as 256-bit big-endian numbers, wrapping as the EVM does. */
void slot_add(struct hash *out, const struct hash *slot, uint64_t n);

#endif
