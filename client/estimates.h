/*
 * Which of the nodes' estimates of a transaction's gas is believed. A gas limit that is too low
 * loses its fee, and one that is absurd stands for a fee that nobody expects, so that an estimate
 * that cannot be right is put aside and the other nodes' are taken. Pure.
 */
#ifndef CLIENT_ESTIMATES_H
#define CLIENT_ESTIMATES_H

#include "base/err.h"
#include "base/limits.h"
#include "chain/header.h"
#include "chain/u256.h"

/* Every transaction takes as much before Amsterdam (EIP-2 and its successors). */
#define ESTIMATES_GAS_OF_TRANSFER 21000

/* The gas that a transaction can take at all; both ends are possible. */
struct estimate_range {
	uint64_t least, most;
};

struct estimate {
	const char *node;
	struct u256 gas;
};

/*
 * The range by the rules of a block. Before Amsterdam every transaction takes 21000, and Osaka lets
 * none have more than 2^24 (EIP-7825); Amsterdam lifts both, so that only the block is a limit.
 */
struct estimate_range estimates_range(const struct header *block);

/*
 * Chooses the median of the estimates within `range`, the higher where two are in the middle: gas
 * that is not used costs nothing.
 * In:      list  at most LIMIT_NODES, sorted ascending by this function
 * Returns: STATUS_OK; ERR_ANSWER when none is within the range, or when no more than half of those
 *          that are lie between half and twice the median. The message names nodes and numbers.
 */
MUST_CHECK enum status estimates_choose(uint64_t *gas, struct estimate *list, size_t n,
					const struct estimate_range *range, struct err *e);

#endif
