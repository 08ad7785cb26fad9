/* Prices of a replacement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/outbid.h"

static struct tx of_two_prices(uint64_t max_fee, uint64_t tip)
{
	return (struct tx){.type = TX_DYNAMIC_FEE,
			   .max_fee = {u256_from_u64(max_fee)},
			   .max_priority_fee = {u256_from_u64(tip)}};
}

static struct tx of_one_price(uint64_t price)
{
	return (struct tx){.type = TX_LEGACY, .gas_price = {u256_from_u64(price)}};
}

/* By the rule of geth's pool: both above the old ones, and at least a tenth. */
static void assert_replaces(const struct tx *tx, const struct tx *earlier)
{
	const uint64_t now[] = {tx->max_fee.raw.limb[0], tx->max_priority_fee.raw.limb[0]};
	const bool two = earlier->type == TX_DYNAMIC_FEE;
	const uint64_t then[] = {
		two ? earlier->max_fee.raw.limb[0] : earlier->gas_price.raw.limb[0],
		two ? earlier->max_priority_fee.raw.limb[0] : earlier->gas_price.raw.limb[0]};

	for (size_t i = 0; i < 2; i++) {
		assert_true(now[i] > then[i]);
		assert_true(now[i] * 100 >= then[i] * 110);
	}
}

static void both_prices_rise_by_what_nodes_demand(void **state)
{
	static const uint64_t prices[] = {0, 1, 7, 8, 9, 10, 79, 1000000007, 3000000000};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(prices); i++) {
		for (size_t j = 0; j <= i; j++) {
			struct tx earlier = of_two_prices(prices[i], prices[j]);
			struct tx tx = of_two_prices(0, 0);

			assert_int_equal(outbid(&tx, &earlier), STATUS_OK);
			assert_replaces(&tx, &earlier);
			assert_true(tx.max_priority_fee.raw.limb[0] <= tx.max_fee.raw.limb[0]);
		}
	}
}

static void an_eighth_is_rounded_up(void **state)
{
	struct tx earlier = of_two_prices(1000000001, 9);
	struct tx tx = of_two_prices(0, 0);

	(void)state;
	assert_int_equal(outbid(&tx, &earlier), STATUS_OK);
	assert_int_equal(tx.max_fee.raw.limb[0], 1125000002);
	assert_int_equal(tx.max_priority_fee.raw.limb[0], 11);
}

static void one_price_is_outbid_in_both_of_two(void **state)
{
	struct tx earlier = of_one_price(5000000000);
	struct tx tx = of_two_prices(2000000000, 0);

	(void)state;
	assert_int_equal(outbid(&tx, &earlier), STATUS_OK);
	assert_replaces(&tx, &earlier);
	tx = of_one_price(1);
	assert_int_equal(outbid(&tx, &earlier), STATUS_OK);
	assert_int_equal(tx.gas_price.raw.limb[0], 5625000000);
}

static void prices_of_now_that_are_higher_stay(void **state)
{
	struct tx earlier = of_two_prices(1000, 10);
	struct tx tx = of_two_prices(9000, 900);

	(void)state;
	assert_int_equal(outbid(&tx, &earlier), STATUS_OK);
	assert_int_equal(tx.max_fee.raw.limb[0], 9000);
	assert_int_equal(tx.max_priority_fee.raw.limb[0], 900);
}

static void a_price_that_cannot_rise_is_refused(void **state)
{
	struct tx earlier = of_two_prices(1, 1), tx = of_two_prices(0, 0);

	(void)state;
	memset(&earlier.max_fee, 0xff, sizeof(earlier.max_fee));
	assert_int_equal(outbid(&tx, &earlier), ERR_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_prices_rise_by_what_nodes_demand),
		cmocka_unit_test(an_eighth_is_rounded_up),
		cmocka_unit_test(one_price_is_outbid_in_both_of_two),
		cmocka_unit_test(prices_of_now_that_are_higher_stay),
		cmocka_unit_test(a_price_that_cannot_rise_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
