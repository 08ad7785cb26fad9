/*
 * Proofs at the heads of nodes.
 *
 * Many nodes prove only their newest block, which is asked for as "latest", and the answer does not
 * say which block that was. So such a proof goes through three steps:
 *
 *   asked      it folds to the state root that is the hash of its first trie node, which is worth
 *              no more than the node's word
 *   named      a block near the node's head has that state root (client/head_block.h)
 *   confirmed  `confirmations` later k operators agree on the block with this number, and it has
 *              that state root
 *
 * A confirmed proof is known as well as one at the agreed block, though no node keeps older
 * state. A proof whose state root no agreed block has is dropped.
 */
#ifndef CLIENT_HEAD_PROOF_H
#define CLIENT_HEAD_PROOF_H

#include "client/anchor.h"

struct buf;

/*
 * Asks each node in `whom` for a proof of `address` and of `n` slots in it at the node's newest
 * block, checks each against itself, and keeps those that are sound (client/pending.h).
 * Out:     any  whether one is sound
 * Returns: STATUS_OK, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status head_proof_ask(struct nodes *nodes, bool *any, node_set whom,
				      const struct address *address, const struct hash *slots,
				      size_t n, struct err *e);

/*
 * Confirms the proofs of blocks up to the anchor by votes on those blocks, at most
 * BLOCK_VOTE_MOST, newest first, and drops those that no agreed block has.
 * Returns: STATUS_OK, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status head_proof_settle(struct nodes *nodes, const struct anchor *anchor,
					 struct err *e);

/*
 * Counts the readings of the present sync of which no proof is confirmed yet.
 * Out: block  the block with whose agreement the last of them may be; 0 when there is none
 */
size_t head_proof_waiting(const struct nodes *nodes, uint64_t *block);

/*
 * Takes the proofs that wait out as bytes, and back in (client/pending_bytes.h).
 * Returns: of the second, STATUS_OK, ERR_DAMAGED, ERR_MEMORY.
 */
void head_proof_save(const struct nodes *nodes, struct buf *out);
MUST_CHECK enum status head_proof_recall(struct nodes *nodes, const void *data, size_t len);

/*
 * Begins a sync of one or several rounds: each reading is asked for once more in it, whether an
 * earlier sync has a proof of it or not.
 */
void head_proof_renew(struct nodes *nodes);

#endif
