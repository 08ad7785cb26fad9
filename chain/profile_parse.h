/* Reading a profile: the format is described in docs and by `byline network show`. */
#ifndef CHAIN_PROFILE_PARSE_H
#define CHAIN_PROFILE_PARSE_H

#include "base/err.h"
#include "chain/profile.h"

/*
 * Reads a profile; equal profiles become equal bytes. Unknown members, a quorum that is not 1..n,
 * two nodes of one name or url, urls that are not http(s), a name unfit for a file's name, text
 * with control characters, numbers out of range are errors that name the member.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_LIMIT.
 */
MUST_CHECK enum status profile_parse(struct profile *out, const void *data, size_t len,
				     struct err *e);

#endif
