/* The tree over all records of a dataset. */
#ifndef DATASET_COMMITMENT_TREE_H
#define DATASET_COMMITMENT_TREE_H

#include "dataset/commitment.h"
#include "dataset/reader.h"

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
MUST_CHECK enum status commitment_tree_build(struct commitment_tree *out, struct reader *r,
					     const struct address *attester,
					     const uint8_t salt_key[static COMMITMENT_SALT],
					     const struct commitment_hooks *hooks, struct err *e);

#endif
