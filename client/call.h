/*
 * Calls that change nothing: reading a contract at an anchor, and playing a transaction before it
 * is sent. client/anchor.h says how a figure is known and lists the common errors.
 */
#ifndef CLIENT_CALL_H
#define CLIENT_CALL_H

#include "chain/tx.h"
#include "client/anchor.h"

struct buf;

/*
 * Calls a contract at the anchor (eth_call) and appends the bytes that it returns to `out`.
 * Returns: STATUS_OK, ERR_REVERTED with the contract's reason.
 */
MUST_CHECK enum status call_read(struct nodes *nodes, struct buf *out, enum trust *trust,
				 const struct anchor *anchor, const struct address *to,
				 const void *calldata, size_t len, struct err *e);

/*
 * Estimates the gas of `tx` sent by `from`, on the newest block: all nodes are asked, and
 * client/estimates.h chooses by the rules of the anchor's block. Gas and fees in `tx` are ignored.
 * Returns: STATUS_OK; ERR_REVERTED with the contract's reason; ERR_REMOTE with a node's words when
 *          none estimates; ERR_ANSWER when no estimate can be right.
 */
MUST_CHECK enum status call_estimate_gas(struct nodes *nodes, uint64_t *gas,
					 const struct anchor *anchor, const struct tx *tx,
					 const struct address *from, struct err *e);

/*
 * Plays `tx` sent by `from` on the newest block of every node.
 * Out:     trust  AGREED when k nodes report that it works, REPORTED when fewer do
 * Returns: STATUS_OK, ERR_REVERTED with the contract's reason when more nodes report that it fails.
 */
MUST_CHECK enum status call_simulate(struct nodes *nodes, enum trust *trust, const struct tx *tx,
				     const struct address *from, struct err *e);

#endif
