/*
 * Nonces that come before one: the chain takes an account's transactions in the order of their
 * nonces, so that one waits for all below it. Pure.
 */
#ifndef ACT_GAP_H
#define ACT_GAP_H

#include "cache/transactions.h"

/* A nonce that nothing was sent with. */
struct gap {
	uint64_t nonce;
	bool is_signed; /* `tx` is signed with it */
	struct cache_tx tx;
};

/*
 * Finds the lowest nonce from `from` on and below `to` that no row of `account` was sent with.
 * In:      `from` the chain's next nonce; GAP_OF_ROWS: it is not known, so that only nonces count
 *                 that something here is signed with
 * Returns: whether there is one.
 */
bool find_gap(struct gap *out, const struct cache_tx *rows, size_t n, const struct address *account,
	      uint64_t from, uint64_t to);
#define GAP_OF_ROWS UINT64_MAX

#define GAP_TEXT_SIZE 512

/* Names the nonce, what is signed with it, and the way out. */
void gap_text(char out[static GAP_TEXT_SIZE], const struct gap *g);

#endif
