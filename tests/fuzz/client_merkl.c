/* A reply of Merkl's service, asked for the user 0x11… on chain 31337. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/merkl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct merkl_rewards r;
	struct address user;

	memset(user.bytes, 0x11, sizeof(user.bytes));
	if (merkl_rewards_read(&r, data, size, &user, 31337, NULL) != STATUS_OK) {
		check(r.list == NULL && r.n == 0);
		return 0;
	}
	check(r.n <= LIMIT_MERKL_REWARDS);
	for (size_t i = 0; i < r.n; i++) {
		const struct entitlement *en = &r.list[i];

		check(address_equal(&en->account, &user) && en->n_proof <= LIMIT_MERKLE_DEPTH);
		/* 208 bits, of which some are set. */
		check(!u256_is_zero(&en->cumulative.raw) && en->cumulative.raw.limb[3] < 65536);
		for (size_t k = 0; k < i; k++)
			check(!address_equal(&en->token, &r.list[k].token));
	}
	merkl_rewards_release(&r);
	return 0;
}
