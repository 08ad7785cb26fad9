/* Asking for a proof by eth_getProof, and folding one result of it to a state root. Pure. */
#ifndef CLIENT_PROOF_H
#define CLIENT_PROOF_H

#include "base/json.h"
#include "chain/trie.h"

struct buf;

/* A method and a short address, for messages: "eth_getProof 0x42…21". */
#define PROOF_PLACE_SIZE (ADDRESS_TEXT_SIZE + 24)
void proof_place(char out[static PROOF_PLACE_SIZE], const char *method,
		 const struct address *address);

/* The newest block, by its tag. */
#define PROOF_AT_HEAD UINT64_MAX

/*
 * Appends the parameters of eth_getProof: ["0xaddress",["0xslot",…],"0xblock"].
 * In: block  a number, or PROOF_AT_HEAD
 */
void proof_params(struct buf *out, const struct address *address, const struct hash *slots,
		  size_t n, uint64_t block);

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
