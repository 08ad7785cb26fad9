/* Payments that were found, against the amount that the distributor says it paid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/receipts_check.h"

#define HEAD 100

static struct address address_of_byte(uint8_t b)
{
	struct address a;

	memset(a.bytes, b, sizeof(a.bytes));
	return a;
}

static struct cache_received payment(uint64_t amount, enum trust trust)
{
	return (struct cache_received){.block = 10,
				       .kind = CACHE_RECEIVED_CLAIM,
				       .sender = address_of_byte(2),
				       .token = address_of_byte(3),
				       .amount = {u256_from_u64(amount)},
				       .trust = trust};
}

static struct cache_figure paid(uint64_t amount, enum trust trust)
{
	return (struct cache_figure){.payer = address_of_byte(2),
				     .token = address_of_byte(3),
				     .value = u256_from_u64(amount),
				     .trust = trust,
				     .block = HEAD};
}

static const struct cache_search whole = {.low = 0, .high = HEAD},
				 recent = {.low = 50, .high = HEAD},
				 behind = {.low = 0, .high = HEAD - 1};

static void payments_are_complete_when_they_add_up_to_the_paid_amount(void **state)
{
	const struct {
		uint64_t found[2];
		uint64_t paid;
		const struct cache_search *search;
		enum received_state state;
		uint64_t off;
	} cases[] = {
		{{4, 6}, 10, &whole, RECEIVED_COMPLETE, 0},
		/* The sum alone is enough: nothing besides can have been paid. */
		{{4, 6}, 10, &recent, RECEIVED_COMPLETE, 0},
		{{4, 6}, 10, NULL, RECEIVED_COMPLETE, 0},
		{{0, 0}, 0, NULL, RECEIVED_COMPLETE, 0},
		{{4, 0}, 10, &whole, RECEIVED_MISSING, 6},
		{{4, 0}, 10, &recent, RECEIVED_SEARCHING, 6},
		{{4, 0}, 10, &behind, RECEIVED_SEARCHING, 6},
		{{4, 0}, 10, NULL, RECEIVED_SEARCHING, 6},
		{{4, 7}, 10, &whole, RECEIVED_EXCESS, 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cache_received rows[] = {payment(cases[i].found[0], TRUST_PROVEN),
						payment(cases[i].found[1], TRUST_PROVEN)};
		struct cache_figure claimed = paid(cases[i].paid, TRUST_PROVEN);
		struct receipts_check check;

		assert_int_equal(check_receipts(&check, rows, 2, &claimed, cases[i].search),
				 STATUS_OK);
		if (check.state != cases[i].state || check.off.raw.limb[0] != cases[i].off)
			fail_msg("case %zu: state %d, off by %llu", i, check.state,
				 (unsigned long long)check.off.raw.limb[0]);
		assert_int_equal(check.trust, TRUST_PROVEN);
	}
}

static void a_word_of_one_node_does_not_fill_a_proven_sum(void **state)
{
	struct cache_received rows[] = {payment(4, TRUST_PROVEN), payment(6, TRUST_REPORTED)};
	struct cache_figure claimed = paid(10, TRUST_PROVEN);
	struct receipts_check check;

	(void)state;
	assert_int_equal(check_receipts(&check, rows, 2, &claimed, &whole), STATUS_OK);
	assert_int_equal(check.state, RECEIVED_MISSING);
	assert_int_equal(check.n, 1);
	/* Agreed by k nodes it counts, and the sum is known as well as that. */
	rows[1].trust = TRUST_AGREED;
	assert_int_equal(check_receipts(&check, rows, 2, &claimed, &whole), STATUS_OK);
	assert_int_equal(check.state, RECEIVED_COMPLETE);
	assert_int_equal(check.trust, TRUST_AGREED);
	/* With a single node, all is its word. */
	rows[1].trust = TRUST_REPORTED;
	claimed.trust = TRUST_REPORTED;
	assert_int_equal(check_receipts(&check, rows, 2, &claimed, &whole), STATUS_OK);
	assert_int_equal(check.state, RECEIVED_COMPLETE);
	assert_int_equal(check.trust, TRUST_REPORTED);
}

static void other_payments_do_not_count(void **state)
{
	struct cache_received rows[5];
	struct cache_figure claimed = paid(10, TRUST_PROVEN);
	struct receipts_check check;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		rows[i] = payment(10, TRUST_PROVEN);
	rows[1].sender = address_of_byte(9);
	rows[2].token = address_of_byte(9);
	rows[3].kind = CACHE_RECEIVED_TRANSFER;
	/* One that came after the paid amount was read is not in it yet. */
	rows[4].block = HEAD + 1;
	assert_int_equal(check_receipts(&check, rows, 5, &claimed, &whole), STATUS_OK);
	assert_int_equal(check.state, RECEIVED_COMPLETE);
	assert_int_equal(check.n, 1);
	assert_int_equal(check_receipts(&check, rows, 5, NULL, &whole), STATUS_OK);
	assert_int_equal(check.state, RECEIVED_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(payments_are_complete_when_they_add_up_to_the_paid_amount),
		cmocka_unit_test(a_word_of_one_node_does_not_fill_a_proven_sum),
		cmocka_unit_test(other_payments_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
