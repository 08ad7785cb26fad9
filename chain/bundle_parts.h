/* The parts of a claim from a payer that is no URD, as they stand in its bundle. */
#ifndef CHAIN_BUNDLE_PARTS_H
#define CHAIN_BUNDLE_PARTS_H

#include "base/json.h"
#include "chain/bundle.h"

/*
 * The array "parts": each an object with all members of the entitlement and its words, of which one
 * that is not known is null. The caller frees.
 */
struct json *bundle_parts_json(const struct bundle_part *parts, size_t n);

/*
 * Reads the member "parts" of `doc`.
 * Out:     parts  room for LIMIT_CLAIM_PARTS
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_LIMIT, ERR_MISMATCH for a wrong checksum.
 */
MUST_CHECK enum status bundle_parts_read(struct bundle_part *parts, size_t *n,
					 const struct json *doc, struct err *e);

/*
 * Fills in the words of a part from the values of what its kind asked for.
 * In: `values` as many as `words`
 */
void bundle_parts_fill(struct bundle_part *part, const struct payer_word *words, size_t n,
		       const struct payer_value *values);

/*
 * Puts the values into the order in which a kind asks for them.
 * Returns: STATUS_OK, ERR_MISMATCH when there are others than these words.
 */
MUST_CHECK enum status bundle_parts_values(struct payer_value *values,
					   const struct bundle_part *part,
					   const struct payer_word *words, size_t n);

#endif
