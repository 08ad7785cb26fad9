/*
 * A datanet's description of itself: the object "datanet" of GET /v1/datanet, which its key signs.
 * Pure; for everybody who reads one, from the datanet or from a card.
 */
#ifndef CHAIN_DESCRIPTION_H
#define CHAIN_DESCRIPTION_H

#include <stdint.h>

#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"

#define DESCRIPTION_FORMAT "byline-datanet/1"

/* r ‖ s ‖ v */
#define DESCRIPTION_SIGNATURE_SIZE 65

/* The whole of a fee. */
#define DESCRIPTION_BASIS_POINTS 10000

/*
 * Reads "fees": the share of the contributors, which with the operator's makes a whole fee.
 * ERR_PARSE, ERR_RANGE.
 */
MUST_CHECK enum status description_shares(uint64_t *contributors_bp, const struct json *description,
					  struct err *e);

/*
 * Computes what the datanet signs: the EIP-712 digest of Datanet(bytes32 document) in its domain.
 * Out:     document  keccak256 of the canonical form of `description`
 * Returns: STATUS_OK; the errors of json_write(), with a message.
 */
MUST_CHECK enum status description_digest(struct hash *document, struct hash *digest,
					  const struct json *description, uint64_t chain_id,
					  const struct address *datanet, struct err *e);

/* Reads the member "signature" of `reply`. ERR_PARSE, also when it does not end in 27 or 28. */
MUST_CHECK enum status description_signature(uint8_t out[static DESCRIPTION_SIGNATURE_SIZE],
					     const struct json *reply, struct err *e);

#endif
