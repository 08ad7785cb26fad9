/* The user's accounts, to find their claims among millions. */
#ifndef DROP_ROSTER_H
#define DROP_ROSTER_H

#include <stddef.h>

#include "chain/address.h"

struct roster {
	const struct address *accounts;
	size_t n;
	uint64_t seen[1024]; /* a bit for the first two bytes of each account */
};

/* `accounts` is kept, not copied. */
void roster_fill(struct roster *r, const struct address *accounts, size_t n);

/* Whether the account is one of them. */
bool roster_has(const struct roster *r, const struct address *account);

#endif
