/* Block headers, whose hash is computed again and never believed. */
#ifndef CHAIN_HEADER_H
#define CHAIN_HEADER_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

/* A block by its number and hash. */
struct block_name {
	uint64_t number;
	struct hash hash;
};

struct header {
	struct hash hash; /* computed from the fields */
	struct hash parent;
	struct hash state_root;
	struct hash transactions_root;
	struct hash receipts_root;
	uint64_t number;
	uint64_t timestamp; /* seconds since 1970 */
	uint64_t gas_limit;
	bool has_base_fee;
	bool has_access_list; /* blockAccessListHash, so that the rules are Amsterdam's or later */
	struct wei base_fee;  /* per gas */
};

/*
 * Reads an eth_getBlockBy… result, encodes the header's fields in RLP (the 15 of Frontier, then
 * those up to Amsterdam as long as they are present) and hashes them. ERR_NOT_PROVEN when that is not
 * the member "hash"; a header field that byline does not know is one reason, and the message then
 * names it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_NOT_PROVEN.
 */
MUST_CHECK enum status header_read(struct header *out, const struct json *block, struct err *e);

#endif
