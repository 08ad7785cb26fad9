/*
 * A store of proofs that were given at the heads of nodes, and that wait until their blocks are
 * agreed on. client/head_proof.h gets them there. Pure: no network, no clock.
 */
#ifndef CLIENT_PENDING_H
#define CLIENT_PENDING_H

#include "chain/trie.h"
#include "chain/trust.h"

/* At most so many proofs are kept; the oldest give way. */
#define PENDING_MOST 1024

/* A storage word. */
struct pending_word {
	struct hash slot;
	struct u256 value;
};

/* A proof of one account. */
struct pending_proof {
	struct address address;
	struct account account;
	struct hash state_root; /* that it folds to */
	struct pending_word *words;
	size_t n;
	uint64_t block;	  /* the block with that state root; 0: not found yet */
	enum trust trust; /* TRUST_NONE while it waits; then how the block is known */
	struct hash hash; /* the block's, once it does not wait; its time too */
	int64_t time;
	unsigned round; /* in which it was asked for; 0: by an earlier process */
	size_t node;	/* that gave it; no meaning with round 0 */
};

/* Zero-initialise it; free it with pending_release(). */
struct pending_list {
	struct pending_proof *proofs; /* oldest first */
	size_t n;
	unsigned round; /* the one in which proofs are added */
	unsigned since; /* the first round of the present sync */
};

/* Frees what is in it. */
void pending_release(struct pending_list *p);

/*
 * Keeps a proof, unless one of the same account, slots and state root is there. Its words belong to
 * the store from then on, also in failure.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status pending_add(struct pending_list *p, const struct pending_proof *proof);

/* Drops proof `i`; those behind it move up. */
void pending_drop(struct pending_list *p, size_t i);

/*
 * Finds the newest proof of an account and of exactly these slots that does not wait; with n = 0
 * any proof of the account will do. NULL: there is none. It is valid until the store changes.
 */
const struct pending_proof *pending_find(const struct pending_list *p,
					 const struct address *address, const struct hash *slots,
					 size_t n);

/* Whether such a proof has been asked for in the present sync, and is waiting or confirmed. */
bool pending_asked(const struct pending_list *p, const struct address *address,
		   const struct hash *slots, size_t n);

/* Drops the proofs of blocks below that of a newer one which does not wait. */
void pending_prune(struct pending_list *p);

/* The readings that still wait. */
struct pending_rest {
	size_t n;	/* readings of the present sync of which no proof is confirmed yet */
	uint64_t block; /* with which the last of them may be confirmed */
};

/* Counts the readings of the present sync that still wait. */
struct pending_rest pending_count(const struct pending_list *p);

#endif
