/* Block headers: their hash is recomputed, never believed. */
#ifndef CHAIN_HEADER_H
#define CHAIN_HEADER_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

struct header {
	struct hash hash; /* recomputed */
	struct hash parent;
	struct hash state_root;
	struct hash transactions_root;
	struct hash receipts_root;
	uint64_t number;
	uint64_t timestamp; /* seconds since 1970 */
	uint64_t gas_limit;
	bool has_base_fee;
	struct wei base_fee; /* per gas */
};

/*
 * Reads an eth_getBlockBy… result, encodes the header's fields in RLP (15 of Frontier and the
 * optional tail up to Prague as long as present) and hashes them. A header field byline does not
 * know, or a recomputed hash other than the "hash" member, is ERR_NOT_PROVEN.
 * Returns: STATUS_OK, ERR_PARSE, ERR_NOT_PROVEN.
 */
MUST_CHECK enum status header_read(struct header *out, const struct json *block, struct err *e);

#endif
