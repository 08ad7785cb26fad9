/*
 * Money that the accounts received: payments of distributors and transfers of tokens, by their
 * events on the chain. And how far the chain was searched for them.
 */
#ifndef CACHE_RECEIVED_H
#define CACHE_RECEIVED_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/trust.h"

/* Stored as numbers (cache/stored.c). */
enum cache_received_kind {
	/* A payer paid what it owed: Claimed of URD, the token's Transfer from any other. */
	CACHE_RECEIVED_CLAIM,
	CACHE_RECEIVED_TRANSFER, /* tokens from anybody else: the token's event Transfer */
};

struct cache_received {
	uint64_t block;
	uint64_t place; /* the event's number in the block */
	enum cache_received_kind kind;
	struct address account;
	struct address sender; /* the distributor of a claim */
	struct address token;
	struct tokens amount;
	struct hash tx;
	int64_t time; /* the block's own; 0 until its header was read */
	enum trust trust;
	int64_t tried_at; /* when a proof was last tried; 0 = never */
};

/* As `tried_at`: the event is proven, and its trust as high as it can be. */
#define CACHE_RECEIVED_SETTLED INT64_MAX

/*
 * Adds events that a search found, and that are not proven yet. An event that is known at its place
 * already stays, unless the new one is known better.
 */
MUST_CHECK enum status cache_received_add(struct cache *c, const struct cache_received *rows,
					  size_t n, struct err *e);

/*
 * Puts the account's `n` events that its receipts show of a block in the place of all that were
 * kept of the account in that block.
 */
MUST_CHECK enum status cache_received_prove(struct cache *c, uint64_t block,
					    const struct address *account,
					    const struct cache_received *rows, size_t n,
					    struct err *e);

/*
 * Notes that a proof of the account's events in a block was tried in vain.
 * In: time  of the block, when its header was read; 0 leaves the time as it was
 */
MUST_CHECK enum status cache_received_tried(struct cache *c, uint64_t block,
					    const struct address *account, int64_t time,
					    int64_t tried_at, struct err *e);

/* Lists at most `most` events whose proof was not tried since `before`, the best known first. */
MUST_CHECK enum status cache_received_unproven(struct cache *c, struct cache_received **out,
					       size_t *n, int64_t before, size_t most,
					       struct err *e);

/* Lists the events of an account, newest first. */
MUST_CHECK enum status cache_received_all(struct cache *c, struct cache_received **out, size_t *n,
					  const struct address *account, struct err *e);

/* The blocks that were searched for an account's events: low to high, without a gap. */
struct cache_search {
	struct address account;
	struct hash contracts; /* stands for the contracts whose events were sought */
	uint64_t low, high;
	bool sure;	  /* k nodes agreed on the events of all these blocks */
	int64_t began_at; /* when the search began, seconds since 1970 */
};

/* Reads how far an account was searched. ERR_NOT_FOUND before the first search. */
MUST_CHECK enum status cache_received_search(struct cache *c, struct cache_search *out,
					     const struct address *account, struct err *e);

/* Stores how far an account was searched. */
MUST_CHECK enum status cache_received_searched(struct cache *c, const struct cache_search *search,
					       struct err *e);

#endif
