/* The parts of a request to sign in: domains, URIs, times. Only sign_in.c uses this. */
#ifndef CHAIN_SIGN_IN_PART_H
#define CHAIN_SIGN_IN_PART_H

#include "chain/sign_in.h"

/* RFC 3986: sub-delims, and the marks among the unreserved characters. */
#define SUB_DELIMS "!$&'()*+,;="
#define MARKS	   "-._~"

/*
 * Whether it is made of letters, digits and the characters in `others`; where `percent`, also of
 * bytes written as "%2F".
 */
bool sign_in_part_is(const struct sign_in_part *p, const char *others, bool percent);

/* Whether it is the name of a scheme, "https". */
bool sign_in_part_is_scheme(const struct sign_in_part *p);

/* Finds the host in "user@host:port". False when it has none, or is malformed. */
bool sign_in_part_authority(struct sign_in_part *host, const struct sign_in_part *p);

/* Finds the host of a URI; its `at` is NULL when the URI has none. False when it is no URI. */
bool sign_in_part_uri(struct sign_in_part *host, const struct sign_in_part *p);

/* Reads a time of RFC 3339 in any zone, in seconds since 1970. */
bool sign_in_part_moment(int64_t *seconds, const struct sign_in_part *p);

#endif
