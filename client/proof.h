/* One result of eth_getProof, folded to a state root. Pure. For proofs.c and tests. */
#ifndef CLIENT_PROOF_H
#define CLIENT_PROOF_H

#include "base/json.h"
#include "chain/trie.h"

/* A storage word. `folded`: a proof showed it. */
struct proof_word {
	struct u256 value;
	bool folded;
};

/*
 * Reads `result` for `address` and `n` slots in their order.
 * In/Out:  folded, account, words (NULL when n is 0)  set where a proof of this result folds to
 *          `state_root`; values that another result has proven stay
 * Returns: STATUS_OK when every part folds and the plain fields beside the proofs are equal to the
 *          proven ones; else ERR_PARSE, ERR_PROOF_MISMATCH, ERR_MISMATCH or ERR_LIMIT with the
 *          first bad part in the message.
 */
MUST_CHECK enum status proof_read(bool *folded, struct account *account, struct proof_word *words,
				  const struct json *result, const struct hash *state_root,
				  const struct address *address, const struct hash *slots, size_t n,
				  struct err *e);

#endif
