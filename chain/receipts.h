/*
 * The receipts of a block, encoded again from their JSON, so that the root over them can be
 * compared with the header's. The header's root covers every status, amount of gas and event in
 * them. It covers neither the transactions' hashes nor the numbers of the events, which nodes write
 * beside them.
 */
#ifndef CHAIN_RECEIPTS_H
#define CHAIN_RECEIPTS_H

#include "base/buf.h"
#include "base/json.h"
#include "chain/hash.h"

/* Begin with receipts_init(), free with receipts_release(). */
struct receipts {
	struct buf bytes; /* the encodings one after the other */
	size_t *ends;	  /* the end of each in `bytes` */
	size_t n, cap;
};

/* Makes it empty. Allocates nothing. */
void receipts_init(struct receipts *r);

/* Frees the encodings. */
void receipts_release(struct receipts *r);

/*
 * Appends the encoding of a receipt as eth_getTransactionReceipt gives it: the type (EIP-2718; none
 * for type 0), then the RLP of status (EIP-658), gas used up to it, bloom and events. A deposit of
 * an OP stack (type 0x7e) has its nonce and version at the end from Canyon on. Receipts are added
 * in the order of the block.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status receipts_add(struct receipts *r, const struct json *receipt, struct err *e);

/* The root of the trie of all that were added. Returns: as trie_list_root(). */
MUST_CHECK enum status receipts_root(struct hash *out, const struct receipts *r);

#endif
