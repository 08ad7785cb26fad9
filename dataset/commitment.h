/*
 * From records to a root that reveals nothing about them. For record i with bytes r of attester a:
 *
 *   salt_i  = keccak256(salt_key ‖ uint64be(i))
 *   blind_i = keccak256(salt_i ‖ r)
 *   leaf_i  = keccak256(keccak256(abi.encode(address a, uint64 i, bytes32 blind_i)))
 *   root    = OpenZeppelin's StandardMerkleTree over the leaves in order (chain/merkle.h)
 *
 * Only a person with salt_key can test a guess at a record. A salt_key serves one root.
 */
#ifndef DATASET_COMMITMENT_H
#define DATASET_COMMITMENT_H

#include "chain/address.h"
#include "chain/hash.h"
#include "dataset/reader.h"

#define COMMITMENT_SALT 32

/* The values above for one record. */
void commitment_salt(uint8_t out[static COMMITMENT_SALT],
		     const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index);
void commitment_blind(struct hash *out, const uint8_t salt[static COMMITMENT_SALT],
		      const void *record, size_t len);
void commitment_leaf(struct hash *out, const struct address *attester, uint64_t index,
		     const struct hash *blind);

/*
 * Hashes batches of records side by side. The hasher holds salts while it works and wipes them when
 * it is freed.
 */
struct commitment_hasher;
MUST_CHECK enum status commitment_hasher_new(struct commitment_hasher **out,
					     const struct address *attester,
					     const uint8_t salt_key[static COMMITMENT_SALT]);
void commitment_hasher_free(struct commitment_hasher *h);

/* Computes the batch.n leaves of a batch. Writes over the records' headroom. */
void commitment_hasher_leaves(struct commitment_hasher *h, struct hash *leaves,
			      const struct reader_batch *batch);

/* The tree of a whole dataset. */
struct commitment_tree {
	struct hash *nodes; /* 2n-1: the n leaves, then the inner nodes (merkle_build) */
	uint64_t records;   /* n >= 1 */
	uint64_t bytes;	    /* bytes of all records */
	struct hash root;
};
void commitment_tree_release(struct commitment_tree *t);

/* Functions that are called while the records pass. Each may be NULL. */
struct commitment_hooks {
	/*
	 * Is called with every batch after it was hashed. A failure ends the build and is its
	 * result.
	 */
	enum status (*records)(void *user, const struct reader_batch *batch, struct err *e);
	reader_watch *watch;
	void *user;
};

/*
 * Reads `r` to its end and builds the tree. `hooks` may be NULL.
 * Returns: STATUS_OK, ERR_CANCELLED, a failure of reader_next() or of the hook, ERR_MEMORY.
 */
MUST_CHECK enum status commitment_build(struct commitment_tree *out, struct reader *r,
					const struct address *attester,
					const uint8_t salt_key[static COMMITMENT_SALT],
					const struct commitment_hooks *hooks, struct err *e);

#endif
