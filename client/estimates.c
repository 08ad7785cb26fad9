/*
 * Nodes estimate by different searches and at different blocks, so that honest numbers differ by
 * some percent, and by less than half where another transaction moved the state. A node behind a
 * fork that it does not know gives the block's whole limit, or an error.
 */
#include "client/estimates.h"

#include <stdio.h>
#include <stdlib.h>

/* EIP-7825. */
#define GAS_OF_ONE_TX_MAX (1U << 24)

/* Room for the names and numbers of a few nodes in a message. */
#define SAID_SIZE 160

struct estimate_range estimates_range(const struct header *block)
{
	struct estimate_range range = {.least = ESTIMATES_GAS_OF_TRANSFER,
				       .most = GAS_OF_ONE_TX_MAX};

	if (block->has_access_list)
		return (struct estimate_range){.least = 1, .most = block->gas_limit};
	if (block->gas_limit < range.most)
		range.most = block->gas_limit;
	return range;
}

static int ascending_gas(const void *a, const void *b)
{
	const struct estimate *x = a, *y = b;

	return u256_compare(&x->gas, &y->gas);
}

/* "alice 60000, bob 900000": nodes that do not fit are left out. */
static void say_all(char out[static SAID_SIZE], const struct estimate *list, size_t n)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n && len < SAID_SIZE; i++) {
		char gas[U256_DECIMAL_SIZE];

		u256_format(gas, &list[i].gas);
		len += (size_t)snprintf(out + len, SAID_SIZE - len, "%s%.31s %.24s",
					i > 0 ? ", " : "", list[i].node, gas);
	}
}

static bool is_near(uint64_t a, uint64_t b)
{
	return a / 2 <= b && b / 2 <= a;
}

enum status estimates_choose(uint64_t *gas, struct estimate *list, size_t n,
			     const struct estimate_range *range, struct err *e)
{
	uint64_t fit[LIMIT_NODES];
	char said[SAID_SIZE];
	size_t n_fit = 0, near = 0;

	qsort(list, n, sizeof(list[0]), ascending_gas);
	for (size_t i = 0; i < n && n_fit < LIMIT_NODES; i++) {
		uint64_t v;

		if (u256_to_u64(&v, &list[i].gas) == STATUS_OK && v >= range->least &&
		    v <= range->most)
			fit[n_fit++] = v;
	}
	say_all(said, list, n);
	if (n_fit == 0)
		return err_set(e, ERR_ANSWER,
			       "no node estimates the gas in a way that can be right, between %llu "
			       "and %llu: %s; nothing was prepared; try again, or use another node",
			       (unsigned long long)range->least, (unsigned long long)range->most,
			       said);
	*gas = fit[n_fit / 2];
	for (size_t i = 0; i < n_fit; i++)
		near += is_near(fit[i], *gas);
	if (2 * near <= n_fit)
		return err_set(e, ERR_ANSWER,
			       "the nodes' estimates of the gas are too far apart to choose one: "
			       "%s; nothing was prepared; try again, or use another node",
			       said);
	return STATUS_OK;
}
