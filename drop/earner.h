/*
 * EigenLayer's claims: a tree of earners, whose leaves hold the root of a tree of their tokens.
 *
 * Pairs are ordered by index, not by value. The leaf of a token is keccak256(0x01, token,
 * amount), that of an earner keccak256(0x00, earner, token root) (RewardsCoordinatorStorage of
 * eigenlayer-contracts f84a515). A proof is the siblings, one after the other.
 */
#ifndef DROP_EARNER_H
#define DROP_EARNER_H

#include "base/err.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* One token of the claim. */
struct earner_token {
	struct address token;
	struct u256 amount;
	uint64_t index; /* in the tree of tokens */
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};

/* A claim while it is read, and after it. */
struct earner {
	struct address account;
	struct hash token_root;
	uint64_t index; /* in the tree of earners */
	uint64_t root_index;
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
	struct earner_token *tokens;
	size_t n_tokens, n_indices, n_proofs; /* entries of the file's three lists */
	unsigned seen;			      /* bits of the members that were read */
};

/* Members that the file has once. */
enum earner_member {
	EARNER_ACCOUNT,
	EARNER_TOKEN_ROOT,
	EARNER_INDEX,
	EARNER_PROOF,
	EARNER_ROOT_INDEX,
};

/*
 * Take what the file says, in any order. earner_release() frees, also after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_MISMATCH for a second one, ERR_TOO_DEEP, ERR_LIMIT,
 *          ERR_MEMORY.
 */
MUST_CHECK enum status earner_take(struct earner *er, enum earner_member member, const char *text,
				   size_t len, struct err *e);
MUST_CHECK enum status earner_take_token(struct earner *er, const struct address *token,
					 const struct u256 *amount, struct err *e);
MUST_CHECK enum status earner_take_index(struct earner *er, const char *text, size_t len,
					 struct err *e);
MUST_CHECK enum status earner_take_proof(struct earner *er, const char *text, size_t len,
					 struct err *e);

/*
 * Folds every token to the token root, and the earner's leaf to the root.
 * In:      said  the root that the file names, or NULL
 * Returns: STATUS_OK; ERR_PARSE when something is missing; ERR_PROOF_MISMATCH with the token that
 *          does not fold, ERR_RANGE for an index that is not in the tree of its proof; ERR_MISMATCH
 *          for a token that is there twice.
 */
MUST_CHECK enum status earner_fold(const struct earner *er, struct hash *root,
				   const struct hash *said, struct err *e);

/* Frees the tokens. May be called for a struct of zeros. */
void earner_release(struct earner *er);

#endif
