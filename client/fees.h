/* The price of gas now. client/anchor.h lists the common errors. */
#ifndef CLIENT_FEES_H
#define CLIENT_FEES_H

#include "chain/amount.h"
#include "client/anchor.h"

struct fee_reading {
	bool dynamic;	     /* the chain has EIP-1559; else only max_fee is set, as gas price */
	struct wei base_fee; /* the anchor's, as its header says */
	struct wei priority; /* median of eth_maxPriorityFeePerGas; 0 when no node answers it */
	struct wei max_fee;  /* 2 * base_fee + priority, or the median gas price */
};

/* Reads what gas costs: EIP-1559's fees where the anchor's header has a base fee. */
MUST_CHECK enum status fees_read(struct nodes *nodes, struct fee_reading *out,
				 const struct anchor *anchor, struct err *e);

#endif
