/*
 * Reading a profile (chain/profile.h). `byline network show devnet` prints an example of the file.
 */
#ifndef CHAIN_PROFILE_PARSE_H
#define CHAIN_PROFILE_PARSE_H

#include "base/err.h"
#include "chain/profile.h"

/*
 * Reads a profile. Equal profiles become equal bytes. An error names the member: an unknown one, a
 * quorum that is not 1..n, two nodes of one name or url, a url that is not http(s), a name unfit
 * for a file, text with control characters, a number out of range.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for a wrong checksum of an address, ERR_RANGE,
 * ERR_LIMIT.
 */
MUST_CHECK enum status profile_parse(struct profile *out, const void *data, size_t len,
				     struct err *e);

#endif
