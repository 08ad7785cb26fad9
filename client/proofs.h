/*
 * Proofs of one account from all nodes, folded to an anchor's state root. For chainstate.c and
 * testimony.c only.
 */
#ifndef CLIENT_PROOFS_H
#define CLIENT_PROOFS_H

#include "client/anchor.h"
#include "client/proof.h"

/* A method and a short address, for messages: "eth_getProof 0x42…21". */
#define PROOFS_PLACE_SIZE (ADDRESS_TEXT_SIZE + 24)
void proofs_place(char out[static PROOFS_PLACE_SIZE], const char *method,
		  const struct address *address);

/*
 * Asks the anchor's nodes for proofs of `address` and of `n` slots in it, folds them, and keeps in
 * the nodes' health whose proof was right.
 * Out:     folded   whether some proof of the account folds; the account is unset otherwise
 *          account  as proven
 *          words    for each slot whether a proof showed its value; NULL when n is 0
 * Returns: STATUS_OK, also when no node gives proofs; ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status proofs_account(struct nodes *nodes, bool *folded, struct account *account,
				      struct proof_word *words, const struct anchor *anchor,
				      const struct address *address, const struct hash *slots,
				      size_t n, struct err *e);

/* Appends the parameters of eth_getProof: ["0xaddress",["0xslot",…],"0xblock"]. */
void proofs_params(struct buf *out, const struct address *address, const struct hash *slots,
		   size_t n, uint64_t block);

/*
 * How a proven figure is known: as well as the header that it folds to, and no better than AGREED
 * where that header does not hash.
 */
enum trust proofs_trust(const struct anchor *anchor);

#endif
