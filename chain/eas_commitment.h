/* The payload of the attestation by which a contributor commits to a dataset. */
#ifndef CHAIN_EAS_COMMITMENT_H
#define CHAIN_EAS_COMMITMENT_H

#include <stdint.h>

#include "base/status.h"
#include "chain/hash.h"
#include "chain/license_text.h"

struct buf;

/*
 * The payload of a commitment, which a contributor attests. `license` is SPDX text.
 */
struct commitment {
	struct hash root;
	uint64_t records;
	uint64_t size; /* bytes of all records */
	struct hash manifest;
	struct hash nonce;
	char license[LICENSE_TEXT_SIZE];
};
/*
 * Writes and reads the payload by EAS_COMMITMENT_SCHEMA (chain/eas.h).
 * Returns: STATUS_OK; the writer ERR_MEMORY, ERR_LIMIT; the reader ERR_PARSE, ERR_RANGE, ERR_LIMIT
 * for a longer license.
 */
MUST_CHECK enum status eas_commitment_encode(struct buf *out, const struct commitment *c);
MUST_CHECK enum status eas_commitment_decode(struct commitment *out, const void *data, size_t len);

#endif
