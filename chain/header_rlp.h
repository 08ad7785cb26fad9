/*
 * A block header as the bytes whose keccak256 is the block's hash: the RLP list of its fields, the
 * 15 of Frontier, then those that London, Shanghai, Cancun, Prague and Amsterdam appended.
 */
#ifndef CHAIN_HEADER_RLP_H
#define CHAIN_HEADER_RLP_H

#include "base/json.h"
#include "chain/header.h"

struct buf;

/*
 * The longest header. The bloom has 256 bytes and other fields have at most 32, except extraData:
 * in an epoch block of BNB Chain it holds a byte that counts the validators and 68 bytes for each
 * of them (BEP-126), about 3 KiB today.
 */
#define HEADER_RLP_SIZE (24 * KIB)

/*
 * Encodes the header fields of an eth_getBlockBy… result, as long as they are present.
 * Returns: STATUS_OK, ERR_PARSE for a field that is missing or malformed, ERR_NOT_PROVEN for a
 *          field after one that is absent, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status header_rlp_write(struct buf *out, const struct json *block, struct err *e);

/* Whether a header has a field of this name in JSON. */
bool header_rlp_has(const char *name);

/*
 * Names the first field that a block lacks, though every header has it or the block has a later
 * one. NULL when none is missing.
 */
const char *header_rlp_missing(const struct json *block);

/*
 * Reads a header and computes its hash, which the caller compares with one that it knows.
 * Returns: STATUS_OK, ERR_PARSE for other bytes than a header's, ERR_RANGE.
 */
MUST_CHECK enum status header_rlp_read(struct header *out, const void *rlp, size_t len,
				       struct err *e);

#endif
