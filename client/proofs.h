/*
 * Proofs of one account from all nodes, folded to the state root of an agreed block. For the
 * sources of client/ that read the chain's state.
 */
#ifndef CLIENT_PROOFS_H
#define CLIENT_PROOFS_H

#include "client/anchor.h"
#include "client/proof.h"
#include "client/rpc.h"

/* The block of a figure. */
struct read_at {
	uint64_t number;
	struct hash hash;
	int64_t time; /* the block's, seconds since 1970 */
};

/* The proven state of an account, and the block of it. */
struct proven {
	bool folded; /* whether some proof of the account folds; all else is unset otherwise */
	struct account account;
	enum trust trust;
	struct read_at at;
};

/*
 * Proves an account and `n` slots in it: at the anchor by the nodes that give proofs there, whose
 * health keeps whose proof was right; else by an earlier proof at a head (client/head_proof.h).
 * Where there is none yet, one is asked for, if the anchor's reader can come back for it.
 * Out:     words  for each slot whether a proof showed its value; NULL when n is 0
 * Returns: STATUS_OK, also when no node gives proofs; ERR_PENDING when the next round may have it;
 *          ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status proofs_account(struct nodes *nodes, struct proven *out,
				      struct proof_word *words, const struct anchor *anchor,
				      const struct address *address, const struct hash *slots,
				      size_t n, struct err *e);

/* The anchor as the block of a figure. */
struct read_at proofs_at(const struct anchor *anchor);

/* Keeps what node `i` answered when it was asked for a proof at its head, or at the anchor. */
void proofs_note(struct nodes *nodes, size_t i, const struct rpc_reply *reply, bool at_head);

#endif
