/* Amounts and counts as they were read last, with the trust, block and time of the reading. */
#ifndef CACHE_FIGURES_H
#define CACHE_FIGURES_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/trust.h"
#include "chain/u256.h"

/*
 * Stored as numbers (cache/stored.c). Brackets name the addresses that a figure of the kind has;
 * the others are zero. The payer is the distributor's contract. No version has used 6, 10 and 11.
 */
enum cache_figure_kind {
	CACHE_FIGURE_NATIVE_BALANCE = 1,	 /* [account] */
	CACHE_FIGURE_TOKEN_BALANCE = 2,		 /* [account, token] */
	CACHE_FIGURE_CUMULATIVE = 3,		 /* [account, payer, token] from the folded leaf */
	CACHE_FIGURE_CLAIMED = 4,		 /* [account, payer, token] */
	CACHE_FIGURE_CLAIMABLE = 5,		 /* [account, payer, token] cumulative - claimed */
	CACHE_FIGURE_PENDING_AT = 7,		 /* [payer] seconds since 1970 */
	CACHE_FIGURE_DISTRIBUTOR_FUNDS = 8,	 /* [payer, token] the payer's balance */
	CACHE_FIGURE_CLAIM_GAS = 9,		 /* [account, payer, token] fee of a claim, wei */
	CACHE_FIGURE_DISTRIBUTOR_ROOT = 12,	 /* [payer] the root as a number */
	CACHE_FIGURE_DISTRIBUTOR_STATEMENT = 13, /* [payer] ipfsHash as a number */
	/* [account] 0: no code; the address that it delegates to; else the code hash */
	CACHE_FIGURE_CODE = 14,
};

struct cache_figure {
	enum cache_figure_kind kind;
	struct address account;
	struct address payer;
	struct address token;
	struct u256 value;
	enum trust trust;
	uint64_t block;
	int64_t as_of; /* the time of the block that it was read at last */
	/* Block and time at which it first had this value; set by the cache. */
	uint64_t since_block;
	int64_t since;
};

/*
 * Stores `n` readings. A value that is equal to the last one moves the last one's block, time and
 * trust. Another value becomes the last one; the former comes back if that block is undone. A
 * reading of an older block than the last one's changes nothing.
 */
MUST_CHECK enum status cache_figures_put(struct cache *c, const struct cache_figure *figures,
					 size_t n, struct err *e);

/* Lists the last value of every figure. */
MUST_CHECK enum status cache_figures_all(struct cache *c, struct cache_figure **out, size_t *n,
					 struct err *e);

#endif
