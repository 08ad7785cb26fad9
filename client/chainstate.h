/*
 * Accounts, storage and contracts, read at an anchor: proven where a node gives proofs, else
 * compared. client/anchor.h says how a figure is known and lists the common errors.
 */
#ifndef CLIENT_CHAINSTATE_H
#define CLIENT_CHAINSTATE_H

#include "chain/trie.h"
#include "client/anchor.h"

/* Reads an account: balance, nonce, code hash. Its storage_root is zero unless it is PROVEN. */
MUST_CHECK enum status chainstate_account(struct nodes *nodes, struct account *out,
					  enum trust *trust, const struct anchor *anchor,
					  const struct address *address, struct err *e);

struct slot_value {
	struct u256 value;
	enum trust trust;
};

/* Reads the words at `n` storage slots of a contract into out[0..n-1]. n may be large. */
MUST_CHECK enum status chainstate_slots(struct nodes *nodes, struct slot_value *out,
					const struct anchor *anchor, const struct address *address,
					const struct hash *slots, size_t n, struct err *e);

/*
 * Checks that a contract is the pinned one: its code hash, and its EIP-1967 implementation where
 * the profile pins that.
 * Out:     trust  TRUST_REPORTED when the profile pins no code hash, so that nothing was checked
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message.
 */
MUST_CHECK enum status chainstate_contract(struct nodes *nodes, enum trust *trust,
					   const struct anchor *anchor,
					   const struct profile_contract *contract, struct err *e);

#endif
