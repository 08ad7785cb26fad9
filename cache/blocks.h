/*
 * Anchors: the agreed blocks that rows hang off, and what happens when one is abandoned.
 */
#ifndef CACHE_BLOCKS_H
#define CACHE_BLOCKS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"

struct cache_block {
	uint64_t number;
	struct hash hash;
	struct hash parent;
	struct hash state_root;
	int64_t time;  /* of the block */
	int64_t as_of; /* when it was agreed on */
	enum trust trust;
	uint32_t agreeing; /* nodes that gave this hash */
};

/* Anchors kept for finding the fork after a reorganisation; older ones are forgotten. */
#define CACHE_BLOCKS_KEPT 256

/* Adds an anchor. ERR_MISMATCH when another hash is kept at its number: undo first. */
MUST_CHECK enum status cache_blocks_put(struct cache *c, const struct cache_block *b,
					struct err *e);

/* The newest anchor, or the newest below `number`. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_blocks_last(struct cache *c, struct cache_block *out, struct err *e);
MUST_CHECK enum status cache_blocks_before(struct cache *c, struct cache_block *out,
					   uint64_t number, struct err *e);

/*
 * Abandons every block above `last_good`: anchors and what was first seen there are deleted,
 * figures confirmed there fall back to when they were first seen, transactions and claims mined
 * there are sent again, datasets attested or revoked there are as before.
 */
MUST_CHECK enum status cache_blocks_undo(struct cache *c, uint64_t last_good, struct err *e);

#endif
