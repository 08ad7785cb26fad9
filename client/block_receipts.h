/*
 * All events of one block, proven: the receipts of the block fold to the root in a header that k
 * nodes agree on. client/anchor.h says how a figure is known and lists the common errors.
 *
 * The proof shows that an event is in the block, or that it is not. Only the list of transactions,
 * which receipts do not name, is as the nodes agree on it together with the header.
 */
#ifndef CLIENT_BLOCK_RECEIPTS_H
#define CLIENT_BLOCK_RECEIPTS_H

#include "client/anchor.h"
#include "client/contract_event.h"

/* Zero-initialise it; free it with block_receipts_release(). */
struct block_receipts {
	struct header header;
	bool folded; /* some node gave receipts that fold to it; else there are no events */
	/*
	 * PROVEN: they fold, and k nodes agree on the header, which hashes. Else the header's:
	 * AGREED, REPORTED or DISPUTED.
	 */
	enum trust trust;
	struct contract_event_list events;
};

/* Frees the events. NULL is allowed. */
void block_receipts_release(struct block_receipts *b);

/*
 * Reads the block with a number not above the anchor's.
 * Returns: STATUS_OK, ERR_LIMIT for a block with more transactions or events than byline reads.
 */
MUST_CHECK enum status block_receipts_read(struct nodes *nodes, struct block_receipts *out,
					   const struct anchor *anchor, uint64_t number,
					   struct err *e);

#endif
