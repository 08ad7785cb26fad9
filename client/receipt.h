/* The fate of a transaction. client/anchor.h says how it is known and lists the common errors. */
#ifndef CLIENT_RECEIPT_H
#define CLIENT_RECEIPT_H

#include "chain/amount.h"
#include "client/contract_event.h"
#include "client/nodes.h"

enum tx_fate {
	TX_ABSENT,  /* no node knows it */
	TX_PENDING, /* a node has it, and no block does */
	TX_MINED,   /* in a block, whether it succeeded or not */
};

/* Free it with receipt_release(). */
struct receipt {
	enum tx_fate fate;
	enum trust trust;
	/* The rest is set for TX_MINED only. */
	bool success;
	uint64_t block;
	struct hash block_hash;
	uint64_t gas_used;
	struct wei gas_price; /* paid for each unit of gas; 0 when the nodes do not report it */
	struct contract_event_list logs;
};

/* Frees the events. NULL is allowed. */
void receipt_release(struct receipt *r);

/*
 * Reads what became of transaction `tx`. Nodes that have not seen it yet do not contradict those
 * that have.
 */
MUST_CHECK enum status receipt_read(struct nodes *nodes, struct receipt *out, const struct hash *tx,
				    struct err *e);

#endif
