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
 * those up to Amsterdam as long as they are present) and hashes them. ERR_NOT_PROVEN when that is
 * not the member "hash"; a header field that byline does not know is one reason, and the message
 * then names it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_NOT_PROVEN.
 */
MUST_CHECK enum status header_read(struct header *out, const struct json *block, struct err *e);

/* The bytes of what keeps byline from computing a header's hash: "an unknown member (\"x\")". */
#define HEADER_FLAW_SIZE 160

/*
 * Reads the members that byline uses of a block that header_read() refuses, because it is of a
 * later fork or of a chain that hashes otherwise. Its hash is then the sender's word. Roots of
 * transactions and receipts, and the gas limit, are zero where the block does not have them.
 * Out:     flaw  what "block headers have" so that their hash cannot be computed; cleaned
 * Returns: STATUS_OK, ERR_PARSE when it lacks a member that byline cannot do without.
 */
MUST_CHECK enum status header_read_unhashed(struct header *out, char flaw[static HEADER_FLAW_SIZE],
					    const struct json *block, struct err *e);

/* Says to a person what a flaw means and what to do about it. */
#define HEADER_SENTENCE_SIZE (HEADER_FLAW_SIZE + 128)
void header_sentence(char out[static HEADER_SENTENCE_SIZE], const char *flaw);

#endif
