/* The order of rows of several networks, datanets and accounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/load_order.h"

static struct snapshot_tx txs[6];
static struct snapshot_epoch epochs[4];
static struct snapshot_network networks[2];
static struct snapshot_standing standings[2];
static struct snapshot s = {.networks = networks,
			    .standings = standings,
			    .txs = txs,
			    .epochs = epochs,
			    .n_txs = 6,
			    .n_epochs = 4};

/* As the loaders append them: one network after the other, each newest first. */
static void load_rows(size_t n_networks)
{
	static const int64_t times[] = {500, 300, 300, 400, 300, 0};

	s.n_networks = n_networks;
	s.n_standings = n_networks;
	for (size_t i = 0; i < 6; i++)
		txs[i] = (struct snapshot_tx){
			.of = {.network = (uint16_t)(i / 3)}, .id = i, .time = times[i]};
	for (size_t i = 0; i < 4; i++)
		epochs[i] = (struct snapshot_epoch){.of = {.network = (uint16_t)(i / 2)},
						    .epoch = i,
						    .settled_at = (int64_t)i * 10};
}

static void expect_ids(const uint64_t *ids)
{
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(txs[i].id, ids[i]);
}

static void rows_of_several_networks_are_one_list_the_newest_first(void **state)
{
	struct err e = {0};

	(void)state;
	load_rows(2);
	assert_int_equal(load_order_rows(&s, &e), STATUS_OK);
	/* Those of one second stay in the order in which they were loaded; no time comes last. */
	expect_ids((const uint64_t[]){0, 3, 1, 2, 4, 5});
	assert_int_equal(txs[1].of.network, 1);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(epochs[i].epoch, 3 - i);
}

static void one_network_keeps_the_order_of_its_own(void **state)
{
	struct err e = {0};

	(void)state;
	load_rows(1);
	txs[0].time = 1;
	assert_int_equal(load_order_rows(&s, &e), STATUS_OK);
	expect_ids((const uint64_t[]){0, 1, 2, 3, 4, 5});
	assert_int_equal(epochs[0].epoch, 0);
}

static void rows_of_any_times_are_sorted_and_those_of_one_time_keep_their_order(void **state)
{
	static struct snapshot_tx many[200];
	struct snapshot several = {.n_networks = 2, .txs = many};
	struct err e = {0};
	uint32_t random = 1;

	(void)state;
	for (size_t round = 0; round < 500; round++) {
		several.n_txs = round % ARRAY_SIZE(many);
		for (size_t i = 0; i < several.n_txs; i++) {
			random = random * 1664525 + 1013904223;
			many[i] = (struct snapshot_tx){.id = i, .time = random >> 27};
		}
		assert_int_equal(load_order_rows(&several, &e), STATUS_OK);
		for (size_t i = 1; i < several.n_txs; i++)
			assert_true(
				many[i - 1].time > many[i].time ||
				(many[i - 1].time == many[i].time && many[i - 1].id < many[i].id));
	}
}

static void tables_without_rows_are_left_as_they_are(void **state)
{
	struct snapshot empty = {.n_networks = 12, .n_standings = 12, .n_coins = 12};
	struct err e = {0};

	(void)state;
	assert_int_equal(load_order_rows(&empty, &e), STATUS_OK);
	assert_null(empty.txs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_several_networks_are_one_list_the_newest_first),
		cmocka_unit_test(one_network_keeps_the_order_of_its_own),
		cmocka_unit_test(
			rows_of_any_times_are_sorted_and_those_of_one_time_keep_their_order),
		cmocka_unit_test(tables_without_rows_are_left_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
