/*
 * A debt of a payer to an account: by one leaf of its tree, or by one line of its books where it
 * has no tree.
 */
#ifndef CHAIN_LEAF_H
#define CHAIN_LEAF_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* A leaf and its proof. Members that a kind of payer has no use for are zero. */
struct entitlement {
	struct address account;
	struct address token;
	struct tokens cumulative; /* in all, with what was paid before; zero without a leaf */
	uint64_t index;		  /* place of the leaf; EigenLayer: of the earner; Reppo: the pod */
	uint64_t series; /* WeatherXM: cycle; EigenLayer: number of the root; Reppo: epoch */
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
	/* EigenLayer alone: the token's place and proof in the earner's own tree. */
	uint64_t inner_index;
	struct hash inner[LIMIT_MERKLE_DEPTH];
	size_t n_inner;
};

#endif
