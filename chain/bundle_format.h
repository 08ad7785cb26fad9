/* The names of the formats in which a claim travels between the machines. */
#ifndef CHAIN_BUNDLE_FORMAT_H
#define CHAIN_BUNDLE_FORMAT_H

#include "base/json.h"

#define BUNDLE_FORMAT_CLAIM   "byline-claim/1"
#define BUNDLE_FORMAT_CLAIM_2 "byline-claim/2"
#define BUNDLE_FORMAT_SIGNED  "byline-signed/1"

/*
 * Checks that the member "format" of `doc` is `format`. When it is the other of the two, the
 * message tells what to do with such a file. Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status bundle_format(const struct json *doc, const char *format, struct err *e);

#endif
