/* Amounts and counts as they were read last, with how, where and when. */
#ifndef CACHE_FIGURES_H
#define CACHE_FIGURES_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/trust.h"
#include "chain/u256.h"

/*
 * Stored; never renumber. In brackets the addresses that a figure of the kind hangs on; the others
 * are zero. The payer is the distributor's contract.
 */
enum cache_figure_kind {
	CACHE_FIGURE_NATIVE_BALANCE = 1,	 /* [account] */
	CACHE_FIGURE_TOKEN_BALANCE = 2,		 /* [account, token] */
	CACHE_FIGURE_CUMULATIVE = 3,		 /* [account, payer, token] the folded leaf */
	CACHE_FIGURE_CLAIMED = 4,		 /* [account, payer, token] */
	CACHE_FIGURE_CLAIMABLE = 5,		 /* [account, payer, token] cumulative - claimed */
	CACHE_FIGURE_ACCRUING = 6,		 /* [account, payer, token] not settled */
	CACHE_FIGURE_PENDING_AT = 7,		 /* [payer] seconds since 1970 */
	CACHE_FIGURE_DISTRIBUTOR_FUNDS = 8,	 /* [payer, token] what the payer holds of it */
	CACHE_FIGURE_CLAIM_GAS = 9,		 /* [account, payer, token] fee of a claim, wei */
	CACHE_FIGURE_NONCE = 10,		 /* [account] next nonce at the anchor */
	CACHE_FIGURE_GAS_PRICE = 11,		 /* wei per gas */
	CACHE_FIGURE_DISTRIBUTOR_ROOT = 12,	 /* [payer] the root as a number */
	CACHE_FIGURE_DISTRIBUTOR_STATEMENT = 13, /* [payer] ipfsHash as a number */
};

struct cache_figure {
	enum cache_figure_kind kind;
	struct address account;
	struct address payer;
	struct address token;
	struct u256 value;
	enum trust trust;
	uint64_t block;
	int64_t as_of; /* last read */
	/* First read with this value; set by the cache. */
	uint64_t since_block;
	int64_t since;
};

/*
 * Records `n` readings. A value equal to the last one moves that one's block, time and trust;
 * another value becomes the last, and the earlier one comes back when its block is undone.
 */
MUST_CHECK enum status cache_figures_put(struct cache *c, const struct cache_figure *figures,
					 size_t n, struct err *e);

/* The last value of everything. */
MUST_CHECK enum status cache_figures_all(struct cache *c, struct cache_figure **out, size_t *n,
					 struct err *e);

#endif
