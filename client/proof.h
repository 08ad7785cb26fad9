/* One eth_getProof result folded to a state root. Pure. Used by the reads only. */
#ifndef CLIENT_PROOF_H
#define CLIENT_PROOF_H

#include "base/json.h"
#include "chain/trie.h"

/* A storage word; `folded` when a proof showed it. */
struct proof_word {
	struct u256 value;
	bool folded;
};

/*
 * Reads `result` for `address` and `n` slots in their order.
 * In/Out: `folded` and `account`, `words` (may be NULL when n is 0): set where this result's proofs
 *         fold to `state_root`; what another result has proven before stays.
 * Returns: STATUS_OK when every part folds and the plain fields beside the proofs say the same;
 *          else ERR_PARSE, ERR_PROOF_MISMATCH, ERR_MISMATCH, ERR_LIMIT with the part in words.
 */
MUST_CHECK enum status proof_read(bool *folded, struct account *account, struct proof_word *words,
				  const struct json *result, const struct hash *state_root,
				  const struct address *address, const struct hash *slots, size_t n,
				  struct err *e);

#endif
