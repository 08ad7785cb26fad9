/* Received payments: each event once, undone with its block, proven by its whole block. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/received.h"

static struct cache_received payment(uint64_t block, uint64_t place, uint64_t amount,
				     enum trust trust)
{
	return (struct cache_received){.block = block,
				       .place = place,
				       .account = address_of_byte(1),
				       .sender = address_of_byte(2),
				       .token = address_of_byte(3),
				       .amount = {u256_from_u64(amount)},
				       .tx = hash_of_byte((uint8_t)block),
				       .trust = trust};
}

/* The amounts of an account's payments, newest first, as digits of one number each below 10. */
static unsigned amounts_of(struct cache *c, const struct address *account)
{
	struct cache_received *rows;
	unsigned digits = 0;
	size_t n;

	assert_ok(cache_received_all(c, &rows, &n, account, &err));
	for (size_t i = 0; i < n; i++)
		digits = digits * 10 + (unsigned)rows[i].amount.raw.limb[0];
	free(rows);
	return digits;
}

static void an_event_is_kept_once_and_as_well_as_it_is_known(void **state)
{
	const struct address me = address_of_byte(1), other = address_of_byte(9);
	struct cache *c = *state;
	struct cache_received rows[] = {payment(20, 1, 3, TRUST_REPORTED),
					payment(10, 5, 4, TRUST_AGREED),
					payment(20, 7, 5, TRUST_AGREED)};

	assert_ok(cache_received_add(c, rows, 3, &err));
	assert_ok(cache_received_add(c, rows, 3, &err));
	assert_int_equal(amounts_of(c, &me), 534);
	/* Another event at the place of a known one counts only when more nodes know it. */
	rows[0].amount.raw = u256_from_u64(8);
	rows[1].amount.raw = u256_from_u64(8);
	rows[0].trust = TRUST_AGREED;
	rows[1].trust = TRUST_REPORTED;
	assert_ok(cache_received_add(c, rows, 2, &err));
	assert_int_equal(amounts_of(c, &me), 584);
	assert_int_equal(amounts_of(c, &other), 0);
}

static void the_receipts_of_a_block_replace_what_nodes_said_of_it(void **state)
{
	const struct address me = address_of_byte(1);
	struct cache *c = *state;
	struct cache_received rows[] = {payment(20, 1, 3, TRUST_REPORTED),
					payment(10, 5, 4, TRUST_AGREED)};
	struct cache_received proven = payment(20, 2, 6, TRUST_PROVEN), others, *left;
	size_t n;

	proven.tried_at = CACHE_RECEIVED_SETTLED;
	others = proven;

	others.account = address_of_byte(9);
	assert_ok(cache_received_add(c, rows, 2, &err));
	assert_ok(cache_received_add(c, &others, 1, &err));
	assert_ok(cache_received_unproven(c, &left, &n, 100, 10, &err));
	assert_int_equal(n, 2);
	/* The better known one is tried first. */
	assert_int_equal(left[0].block, 10);
	free(left);
	assert_ok(cache_received_prove(c, 20, &me, &proven, 1, &err));
	assert_int_equal(amounts_of(c, &me), 64);
	assert_int_equal(amounts_of(c, &others.account), 6);
	/* One that was tried waits, and keeps the time of its block. */
	assert_ok(cache_received_tried(c, 10, &me, 1234, 99, &err));
	assert_ok(cache_received_tried(c, 10, &me, 0, 99, &err));
	assert_ok(cache_received_unproven(c, &left, &n, 99, 10, &err));
	assert_int_equal(n, 0);
	assert_ok(cache_received_unproven(c, &left, &n, 100, 10, &err));
	assert_int_equal(n, 1);
	assert_int_equal(left[0].time, 1234);
	free(left);
	/* An invented event is gone when the block shows none. */
	assert_ok(cache_received_prove(c, 10, &me, NULL, 0, &err));
	assert_int_equal(amounts_of(c, &me), 6);
}

static void an_abandoned_block_takes_its_payments_and_is_searched_again(void **state)
{
	const struct address me = address_of_byte(1);
	struct cache *c = *state;
	struct cache_received rows[] = {payment(20, 1, 3, TRUST_PROVEN),
					payment(10, 5, 4, TRUST_PROVEN)};
	struct cache_search search = {.account = me,
				      .contracts = hash_of_byte(7),
				      .low = 5,
				      .high = 30,
				      .sure = true,
				      .began_at = 1},
			    found;

	assert_int_equal(cache_received_search(c, &found, &me, &err), ERR_NOT_FOUND);
	assert_ok(cache_received_add(c, rows, 2, &err));
	assert_ok(cache_received_searched(c, &search, &err));
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_int_equal(amounts_of(c, &me), 4);
	assert_ok(cache_received_search(c, &found, &me, &err));
	assert_int_equal(found.low, 5);
	assert_int_equal(found.high, 15);
	assert_true(found.sure);
	assert_true(hash_equal(&found.contracts, &search.contracts));
	/* A search that lies above it altogether is forgotten. */
	assert_ok(cache_blocks_undo(c, 4, &err));
	assert_int_equal(amounts_of(c, &me), 0);
	assert_int_equal(cache_received_search(c, &found, &me, &err), ERR_NOT_FOUND);
	/* One that is begun anew takes the place of the old one. */
	assert_ok(cache_received_searched(c, &search, &err));
	search.low = 40;
	assert_ok(cache_received_searched(c, &search, &err));
	assert_ok(cache_received_search(c, &found, &me, &err));
	assert_int_equal(found.low, 40);
}

static void another_chain_behind_the_name_has_no_payments(void **state)
{
	const struct address me = address_of_byte(1);
	struct cache *c = *state;
	struct cache_received row = payment(20, 1, 3, TRUST_PROVEN);
	struct hash genesis = hash_of_byte(2);
	bool restarted;

	assert_ok(cache_received_add(c, &row, 1, &err));
	assert_ok(cache_networks_select(c, &restarted, "devnet", 31337, &genesis, &err));
	assert_true(restarted);
	assert_int_equal(amounts_of(c, &me), 0);
}

#define received_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		received_test(an_event_is_kept_once_and_as_well_as_it_is_known),
		received_test(the_receipts_of_a_block_replace_what_nodes_said_of_it),
		received_test(an_abandoned_block_takes_its_payments_and_is_searched_again),
		received_test(another_chain_behind_the_name_has_no_payments),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
