/* The contracts and datanets that a profile pins. */
#ifndef CHAIN_PROFILE_PINS_H
#define CHAIN_PROFILE_PINS_H

#include "base/json.h"
#include "chain/profile.h"

/*
 * Reads the attestation service, tokens, payers and datanets of a profile's document.
 * In:      first  whether the document is in PROFILE_FORMAT_1
 * Returns: STATUS_OK, or as profile_parse(); the message names the place.
 */
MUST_CHECK enum status profile_pins_read(struct profile *out, const struct json *doc, bool first,
					 struct err *e);

#endif
