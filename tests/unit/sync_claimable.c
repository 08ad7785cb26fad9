/* The claimable amount, and how well it is known, by the blocks of the figures that decide it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "base/attr.h"
#include "sync/claimable.h"

#define APART 2

static const struct address account = {{0x11}}, payer = {{0x22}}, token = {{0x33}}, none;

static struct cache_figure figure(enum cache_figure_kind kind, const struct address *of,
				  const struct address *in, uint64_t value, enum trust trust,
				  uint64_t block)
{
	return (struct cache_figure){.kind = kind,
				     .account = *of,
				     .payer = payer,
				     .token = *in,
				     .value = u256_from_u64(value),
				     .trust = trust,
				     .block = block};
}

/* The figures of a payer that owes 700 of 1000 and has 5000, all proven at block 100. */
struct case_of {
	struct cache_figure cumulative, all[4];
	size_t n;
	struct cache_figure out;
};

enum { CLAIMED, PENDING, FUNDS, BEFORE };

static struct case_of all_proven(void)
{
	return (struct case_of){
		.cumulative =
			figure(CACHE_FIGURE_CUMULATIVE, &account, &token, 1000, TRUST_PROVEN, 100),
		.all = {figure(CACHE_FIGURE_CLAIMED, &account, &token, 300, TRUST_PROVEN, 100),
			figure(CACHE_FIGURE_PENDING_AT, &none, &none, 0, TRUST_PROVEN, 100),
			figure(CACHE_FIGURE_DISTRIBUTOR_FUNDS, &none, &token, 5000, TRUST_PROVEN,
			       100),
			figure(CACHE_FIGURE_CLAIMABLE, &account, &token, 700, TRUST_PROVEN, 88)},
		.n = 3,
	};
}

static bool compute(struct case_of *c)
{
	return claimable_figure(&c->out, &c->cumulative, c->all, c->n, APART);
}

static void expect(const struct case_of *c, uint64_t value, enum trust trust)
{
	assert_int_equal(c->out.kind, CACHE_FIGURE_CLAIMABLE);
	assert_int_equal(c->out.value.limb[0], value);
	assert_int_equal(c->out.trust, trust);
	assert_int_equal(c->out.block, 100);
	assert_true(address_equal(&c->out.account, &account));
}

static void it_is_the_difference_known_as_the_worst_of_its_parts(void **state)
{
	(void)state;
	for (size_t i = CLAIMED; i <= FUNDS; i++) {
		struct case_of c = all_proven();

		assert_true(compute(&c));
		expect(&c, 700, TRUST_PROVEN);
		c.all[i].trust = TRUST_AGREED;
		assert_true(compute(&c));
		expect(&c, 700, TRUST_AGREED);
	}
}

static void more_claimed_than_settled_leaves_nothing(void **state)
{
	struct case_of c = all_proven();

	(void)state;
	c.all[CLAIMED].value = u256_from_u64(1001);
	assert_true(compute(&c));
	expect(&c, 0, TRUST_PROVEN);
}

static void holdings_of_a_block_near_by_will_do(void **state)
{
	static const uint64_t near[] = {98, 99, 101, 102};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(near); i++) {
		struct case_of c = all_proven();

		c.all[FUNDS].block = near[i];
		assert_true(compute(&c));
		expect(&c, 700, TRUST_PROVEN);
	}
}

/* One proof was lost of many: what was proven before stays, and no mark comes and goes. */
static void holdings_read_too_long_ago_leave_the_same_amount_as_it_was_proven(void **state)
{
	struct case_of c = all_proven();

	(void)state;
	c.all[FUNDS].block = 97;
	assert_true(compute(&c));
	expect(&c, 700, TRUST_AGREED);
	c.n = 4;
	assert_false(compute(&c));
	/* Another amount is news, and is told as it is known. */
	c.all[BEFORE].value = u256_from_u64(600);
	assert_true(compute(&c));
	expect(&c, 700, TRUST_AGREED);
}

static void a_part_that_is_disputed_now_is_not_hidden_by_what_was_proven_before(void **state)
{
	(void)state;
	for (size_t i = CLAIMED; i <= FUNDS; i++) {
		struct case_of c = all_proven();

		c.n = 4;
		c.all[FUNDS].block = 97;
		c.all[i].trust = TRUST_DISPUTED;
		assert_true(compute(&c));
		expect(&c, 700, TRUST_DISPUTED);
	}
}

static void without_its_parts_it_is_one_servers_word_or_nothing(void **state)
{
	struct case_of c = all_proven();

	(void)state;
	c.n = 2;
	assert_true(compute(&c));
	expect(&c, 700, TRUST_REPORTED);
	c.n = 1;
	assert_true(compute(&c));
	expect(&c, 700, TRUST_REPORTED);
	c.n = 0;
	assert_false(compute(&c));
	/* Words of one contract are never of two moments. */
	c = all_proven();
	c.all[CLAIMED].block = 90;
	assert_false(compute(&c));
}

static void figures_of_another_payer_account_or_token_do_not_count(void **state)
{
	struct case_of c = all_proven();

	(void)state;
	c.all[FUNDS].payer.bytes[19] = 1;
	assert_true(compute(&c));
	expect(&c, 700, TRUST_REPORTED);
	c = all_proven();
	c.all[CLAIMED].token.bytes[19] = 1;
	assert_false(compute(&c));
	c = all_proven();
	c.all[CLAIMED].account.bytes[19] = 1;
	assert_false(compute(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_difference_known_as_the_worst_of_its_parts),
		cmocka_unit_test(more_claimed_than_settled_leaves_nothing),
		cmocka_unit_test(holdings_of_a_block_near_by_will_do),
		cmocka_unit_test(holdings_read_too_long_ago_leave_the_same_amount_as_it_was_proven),
		cmocka_unit_test(
			a_part_that_is_disputed_now_is_not_hidden_by_what_was_proven_before),
		cmocka_unit_test(without_its_parts_it_is_one_servers_word_or_nothing),
		cmocka_unit_test(figures_of_another_payer_account_or_token_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
