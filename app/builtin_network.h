/* The network profiles that come with byline. */
#ifndef APP_BUILTIN_NETWORK_H
#define APP_BUILTIN_NETWORK_H

#include "base/err.h"
#include "chain/profile.h"

/* How many there are, and the one with index `i`. Returns what profile_parse() does. */
size_t count_builtin_networks(void);
MUST_CHECK enum status read_builtin_network(struct profile *out, size_t i, struct err *e);

/* Whether a profile of this name comes with byline. */
bool is_builtin_network(const char *name);

#endif
