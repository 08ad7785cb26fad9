/* Finds the claim that is wrong, by reading the file once more. */
#ifndef DROP_FAULT_H
#define DROP_FAULT_H

#include "drop/run.h"

/*
 * Looks for two claims of one account and token, and for two of one index. Sorts the keys and
 * indexes that were gathered. Returns: STATUS_OK, ERR_MISMATCH with both places.
 */
MUST_CHECK enum status fault_doubles(struct run *r, struct err *e);

/*
 * Folds every claim's proof. `expected` is the root that the file names, or else the caller, or to
 * which the first proof leads; `computed` that of the tree over all claims.
 * Returns: STATUS_OK when every proof leads to the expected root; ERR_PROOF_MISMATCH with the first
 *          claim whose proof does not.
 */
MUST_CHECK enum status fault_proofs(struct run *r, const struct hash *expected,
				    const struct hash *computed, struct err *e);

/*
 * Compares each claim of a dump with the leaf that the dump has for it. Returns: never STATUS_OK;
 * ERR_PROOF_MISMATCH with the first claim that is not its leaf, or for a tree that is not over its
 * leaves.
 */
MUST_CHECK enum status fault_nodes(struct run *r, const struct hash *said,
				   const struct hash *computed, struct err *e);

#endif
