/* Sums of what payers owe, which never mix two tokens. */
#include "lists/due_sums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct snapshot_due dues[6];
static struct snapshot s = {.dues = dues, .n_dues = 6};

static struct figure some(uint64_t v, enum trust trust)
{
	return (struct figure){.known = true, .trust = trust, .value = u256_from_u64(v)};
}

static void set_dues(void)
{
	/* Three of the pinned token, of which one is a royalty and one of an underfunded payer. */
	dues[0] = (struct snapshot_due){.kind = DISTRIBUTOR_URD, .token = {{1}}, .symbol = "OPEN"};
	dues[1] = dues[0];
	dues[1].kind = DISTRIBUTOR_MERKL;
	dues[1].source = DUE_SERVICE;
	dues[2] = dues[1];
	dues[2].underfunded = true;
	/* Another one that calls itself so, one of another chain, and one that is folded away. */
	dues[3] = dues[1];
	dues[3].token.bytes[0] = 2;
	dues[3].known = DUE_TOKEN_IMITATES;
	dues[4] = dues[1];
	dues[4].of.network = 1;
	dues[5] = dues[1];
	dues[5].folded = true;
	for (size_t i = 0; i < 6; i++) {
		dues[i].claimable = some(1U << i, i == 1 ? TRUST_AGREED : TRUST_PROVEN);
		dues[i].waiting = some(100, TRUST_PROVEN);
	}
}

static void assert_sum(const struct total_sum *sum, uint64_t v, enum trust trust)
{
	const struct u256 expected = u256_from_u64(v);

	assert_true(sum->figure.known);
	assert_int_equal(u256_compare(&sum->figure.value, &expected), 0);
	assert_int_equal(sum->figure.trust, trust);
}

static void a_sum_is_of_one_token_of_one_network(void **state)
{
	struct due_sum sums[DUE_SUMS_MOST];

	(void)state;
	set_dues();
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_sum(&sums[0].claimable, 1 + 2, TRUST_AGREED);
	assert_sum(&sums[0].waiting, 300, TRUST_PROVEN);
	assert_int_equal(sums[0].n, 3);
	assert_sum(&sums[1].claimable, 8, TRUST_PROVEN);
	assert_sum(&sums[2].claimable, 16, TRUST_PROVEN);
	dues[4].vests = 1790000000;
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_sum(&sums[2].claimable, 0, TRUST_PROVEN);
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ALL, false), 3);
	assert_sum(&sums[0].claimable, 1 + 2 + 32, TRUST_AGREED);
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_OTHERS, false), 3);
	assert_sum(&sums[0].claimable, 2, TRUST_AGREED);
}

static void accounts_have_sums_of_their_own_where_it_is_asked_for(void **state)
{
	struct due_sum sums[DUE_SUMS_MOST];

	(void)state;
	set_dues();
	dues[1].of.account = 1;
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, true), 4);
	assert_sum(&sums[0].claimable, 1, TRUST_PROVEN);
	assert_sum(&sums[1].claimable, 2, TRUST_AGREED);
}

static void a_line_that_does_not_pay_leaves_the_mark_of_the_others(void **state)
{
	struct due_sum sums[DUE_SUMS_MOST];

	(void)state;
	set_dues();
	for (size_t i = 0; i < 3; i++) {
		dues[i].obstacle = i == 1 ? PAYER_FREE : PAYER_WAITS;
		dues[i].claimable = some(i == 1 ? 9 : 0, i == 1 ? TRUST_PROVEN : TRUST_AGREED);
	}
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_sum(&sums[0].claimable, 9, TRUST_PROVEN);
	/* Where none pays, the sum is of nothing, and as well known as they are. */
	dues[1] = dues[0];
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_sum(&sums[0].claimable, 0, TRUST_AGREED);
}

static void what_is_not_known_makes_a_sum_partial(void **state)
{
	struct due_sum sums[DUE_SUMS_MOST];

	(void)state;
	set_dues();
	dues[1].claimable.known = false;
	assert_int_equal(due_sums_add_up(sums, &s, DUE_SUMS_ASKED, false), 3);
	assert_sum(&sums[0].claimable, 1, TRUST_PROVEN);
	assert_true(sums[0].claimable.partial);
	assert_false(sums[0].waiting.partial);
}

static void no_more_sums_than_there_is_room_for_are_made(void **state)
{
	static struct snapshot_due many[DUE_SUMS_MOST + 5];
	const struct snapshot all = {.dues = many, .n_dues = DUE_SUMS_MOST + 5};
	struct due_sum sums[DUE_SUMS_MOST];

	(void)state;
	for (size_t i = 0; i < DUE_SUMS_MOST + 5; i++)
		many[i].token.bytes[0] = (uint8_t)i;
	assert_int_equal(due_sums_add_up(sums, &all, DUE_SUMS_ALL, false), DUE_SUMS_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sum_is_of_one_token_of_one_network),
		cmocka_unit_test(accounts_have_sums_of_their_own_where_it_is_asked_for),
		cmocka_unit_test(a_line_that_does_not_pay_leaves_the_mark_of_the_others),
		cmocka_unit_test(what_is_not_known_makes_a_sum_partial),
		cmocka_unit_test(no_more_sums_than_there_is_room_for_are_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
