/*
 * Anchors: the agreed blocks at which rows were read. When the chain abandons one, the rows that
 * depend on it are undone.
 */
#ifndef CACHE_BLOCKS_H
#define CACHE_BLOCKS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/header.h"
#include "chain/trust.h"

struct cache_block {
	uint64_t number;
	struct hash hash;
	struct hash parent;
	struct hash state_root;
	int64_t time;	 /* the block's own, seconds since 1970 */
	int64_t read_at; /* when the nodes named it, by their clocks where those differ from ours */
	enum trust trust;
};

/* So many anchors are kept, to find the place where a reorganisation began. */
#define CACHE_BLOCKS_KEPT 256

/*
 * Adds an anchor and forgets the oldest.
 * Returns: STATUS_OK, ERR_MISMATCH when its number has another hash here: undo that block first.
 */
MUST_CHECK enum status cache_blocks_put(struct cache *c, const struct cache_block *b,
					struct err *e);

/* Finds the newest anchor. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_blocks_last(struct cache *c, struct cache_block *out, struct err *e);

/* The anchors that the nodes agreed on. */
struct cache_agreed {
	enum trust least; /* set by the caller: how well a block is known that counts as agreed */
	struct block_name block[CACHE_BLOCKS_KEPT + 1]; /* newest first; room for block 0 */
	size_t n;
	uint64_t reported; /* a newer anchor that is known less well; 0: none */
};

/* Lists them. */
MUST_CHECK enum status cache_blocks_agreed(struct cache *c, struct cache_agreed *out,
					   struct err *e);

/*
 * Undoes what was read above block `last_good`, because the chain abandoned those blocks. Anchors,
 * figures, received payments, statements, scores and verdicts first seen there are deleted, and
 * those blocks count as not searched. Figures confirmed there go back to the block at which they
 * were first seen. Datasets attested or revoked there are as before. Transactions are undone by the
 * ledger (act/ledger.h).
 */
MUST_CHECK enum status cache_blocks_undo(struct cache *c, uint64_t last_good, struct err *e);

#endif
