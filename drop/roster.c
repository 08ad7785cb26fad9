#include "drop/roster.h"

static size_t front(const struct address *a)
{
	return (size_t)a->bytes[0] << 8 | a->bytes[1];
}

void roster_fill(struct roster *r, const struct address *accounts, size_t n)
{
	*r = (struct roster){.accounts = accounts, .n = n};
	for (size_t i = 0; i < n; i++)
		r->seen[front(&accounts[i]) / 64] |= (uint64_t)1 << front(&accounts[i]) % 64;
}

bool roster_has(const struct roster *r, const struct address *account)
{
	if ((r->seen[front(account) / 64] >> front(account) % 64 & 1) == 0)
		return false;
	for (size_t i = 0; i < r->n; i++)
		if (address_equal(&r->accounts[i], account))
			return true;
	return false;
}
