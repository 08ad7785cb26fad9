/* Lists in the calldata of claims that have one element for each part. For the kinds alone. */
#ifndef CHAIN_PAYER_LIST_H
#define CHAIN_PAYER_LIST_H

#include "chain/abi.h"
#include "chain/payer.h"

/*
 * Takes a list with as many elements as the call has parts; the first list of a call says how many
 * there are. An element takes `words` head words. `list` is read and closed as by abi_take_list().
 * Out:     out->n
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT for more parts than one claim has.
 */
MUST_CHECK enum status payer_list_open(struct abi_reader *r, struct abi_reader *list,
				       struct payer_call *out, size_t words);

#endif
