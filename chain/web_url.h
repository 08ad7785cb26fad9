/*
 * Addresses of servers in profiles: http:// or https://, written so that a person and every program
 * read the same host in them (RFC 3986, less what lets one host pass for another).
 */
#ifndef CHAIN_WEB_URL_H
#define CHAIN_WEB_URL_H

#include <stdbool.h>

#include "base/err.h"

/*
 * Checks an address. Refused are: other schemes, a user name or password, a backslash, a fragment,
 * anything but printable ASCII, a host that is empty or no name, numbers that are no IPv4 address
 * of four decimal parts, a port that is not 1 to 65535.
 * Returns: STATUS_OK; ERR_PARSE, whose message continues a sentence that begins with the member.
 */
MUST_CHECK enum status web_url_check(const char *url, struct err *e);

/*
 * Returns a warning about an address that web_url_check() takes: it is plain HTTP to another
 * machine, or its host's name is in another alphabet. NULL when there is none. Static.
 */
const char *web_url_warning(const char *url);

#endif
