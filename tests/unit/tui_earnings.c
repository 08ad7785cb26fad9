/*
 * The picture of the last epochs' payments where two networks have a token of one address, as a
 * deployer makes them who uses one account everywhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tui/widget_earnings.h"

#define HERE            \
	{               \
		0, 0, 0 \
	}
#define THERE           \
	{               \
		1, 1, 0 \
	}
#define ANOTHER         \
	{               \
		0, 0, 1 \
	}

/* Newest first, network by network as they were settled. */
static struct snapshot_epoch epochs[] = {
	{.of = THERE, .epoch = 9, .own = {{{900}}}, .symbol = "PRESS"},
	{.of = ANOTHER, .epoch = 3, .own = {{{77}}}, .symbol = "OPEN"},
	{.of = HERE, .epoch = 3, .own = {{{3}}}, .symbol = "OPEN"},
	{.of = THERE, .epoch = 8, .own = {{{700}}}, .symbol = "PRESS"},
	{.of = HERE, .epoch = 2, .own = {{{1}}}, .symbol = "OPEN"},
};
static struct snapshot_score scores[] = {
	{.of = HERE, .epoch = 3, .dataset = 0, .amount = {{{3}}}},
	{.of = HERE, .epoch = 2, .dataset = 0, .amount = {{{1}}}},
	{.of = THERE, .epoch = 9, .dataset = 1, .amount = {{{900}}}},
	{.of = THERE, .epoch = 8, .dataset = 1, .amount = {{{700}}}},
};
static struct snapshot_dataset datasets[] = {{.of = HERE}, {.of = THERE}, {.of = ANOTHER}};
static struct snapshot snapshot = {.epochs = epochs,
				   .n_epochs = ARRAY_SIZE(epochs),
				   .scores = scores,
				   .n_scores = ARRAY_SIZE(scores),
				   .datasets = datasets,
				   .n_datasets = ARRAY_SIZE(datasets)};

static void expect(uint32_t dataset, size_t n, uint64_t mean, uint64_t last, const char *symbol)
{
	struct widget_earnings e;

	widget_earnings_of(&e, &snapshot, dataset, WIDGET_EARNINGS_MAX);
	assert_int_equal(e.n, n);
	if (n == 0)
		return;
	assert_int_equal(e.mean.amount.limb[0], mean);
	assert_int_equal(e.last.amount.limb[0], last);
	assert_string_equal(e.mean.unit.symbol, symbol);
}

static void a_picture_is_of_one_network_one_datanet_and_one_account(void **state)
{
	(void)state;
	snapshot.account = 0;
	epochs[0].of = (struct snapshot_owner)ANOTHER;
	expect(WIDGET_EARNINGS_ALL, 2, 2, 3, "OPEN");
	epochs[0].of = (struct snapshot_owner)THERE;
	expect(WIDGET_EARNINGS_ALL, 2, 800, 900, "PRESS");
	snapshot.account = 1;
	expect(WIDGET_EARNINGS_ALL, 1, 77, 77, "OPEN");
}

static void a_dataset_has_the_picture_of_its_own_network(void **state)
{
	(void)state;
	expect(0, 2, 2, 3, "OPEN");
	expect(1, 2, 800, 900, "PRESS");
	expect(2, 0, 0, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_is_of_one_network_one_datanet_and_one_account),
		cmocka_unit_test(a_dataset_has_the_picture_of_its_own_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
