/*
 * Accounts, storage and contracts, read at an anchor: proven where a node gives proofs, else
 * compared. client/anchor.h says how a figure is known and lists the common errors.
 */
#ifndef CLIENT_CHAINSTATE_H
#define CLIENT_CHAINSTATE_H

#include "chain/trie.h"
#include "client/anchor.h"
#include "client/proofs.h"

/*
 * Reads an account: balance, nonce, code hash. Its storage_root is zero unless it is PROVEN.
 * Out: at  the block that it was read at; NULL is allowed
 */
MUST_CHECK enum status chainstate_account(struct nodes *nodes, struct account *out,
					  enum trust *trust, struct read_at *at,
					  const struct anchor *anchor,
					  const struct address *address, struct err *e);

/* Words of one request. The proof of a word is about 4 KiB on a large contract. */
#define CHAINSTATE_AT_ONCE 128

struct slot_value {
	struct u256 value;
	enum trust trust;
	struct read_at at;
};

/*
 * Reads the words at `n` storage slots of a contract into out[0..n-1]. n may be large. Up to
 * CHAINSTATE_AT_ONCE words are of one block.
 */
MUST_CHECK enum status chainstate_slots(struct nodes *nodes, struct slot_value *out,
					const struct anchor *anchor, const struct address *address,
					const struct hash *slots, size_t n, struct err *e);

/*
 * Checks that a contract is the pinned one, by its code hash and by its EIP-1967 implementation
 * where the profile pins that, and reads the words at `n` slots in it with the same proofs. n may
 * be 0, and large. No word is known better than the code; a code that is not pinned is agreed at
 * best.
 * Out:     code  how the code is known; TRUST_REPORTED when the profile pins none, so that nothing
 *                was checked
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message.
 */
MUST_CHECK enum status chainstate_contract(struct nodes *nodes, struct slot_value *out,
					   enum trust *code, const struct anchor *anchor,
					   const struct profile_contract *contract,
					   const struct hash *slots, size_t n, struct err *e);

#endif
