/* Figures: the last value of each, and the earlier one that an undo brings back. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/figures.h"

static struct cache_figure figure(uint8_t account, uint64_t value, uint64_t block, int64_t time)
{
	return (struct cache_figure){
		.kind = CACHE_FIGURE_CLAIMABLE,
		.account = address_of_byte(account),
		.payer = address_of_byte(0xdd),
		.token = address_of_byte(0xee),
		.value = u256_from_u64(value),
		.trust = TRUST_PROVEN,
		.block = block,
		.as_of = time,
	};
}

static void a_figure_has_its_last_value_and_the_one_before_it(void **state)
{
	struct cache *c = *state;
	struct cache_figure f[] = {figure(1, 5, 10, 1000), figure(2, 7, 10, 1000)}, *all;
	size_t n;

	assert_ok(cache_figures_put(c, f, 2, &err));
	f[0] = figure(1, 5, 11, 1010);
	assert_ok(cache_figures_put(c, f, 1, &err));
	f[0] = figure(1, 9, 12, 1020);
	assert_ok(cache_figures_put(c, f, 1, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].value.limb[0], 9);
	assert_int_equal(all[0].block, 12);
	assert_int_equal(all[0].trust, TRUST_PROVEN);
	assert_memory_equal(&all[0].payer, &f[0].payer, sizeof(f[0].payer));
	assert_memory_equal(&all[0].token, &f[0].token, sizeof(f[0].token));
	free(all);
	/* Undone, the earlier value is back as it was last confirmed. */
	assert_ok(cache_blocks_undo(c, 11, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].value.limb[0], 5);
	assert_int_equal(all[0].since, 1000);
	assert_int_equal(all[0].as_of, 1010);
	free(all);
}

static void figures_of_two_tokens_of_one_payer_keep_apart(void **state)
{
	struct cache *c = *state;
	struct cache_figure f[] = {figure(1, 5, 10, 1000), figure(1, 7, 10, 1000)}, *all;
	size_t n;

	f[1].token = address_of_byte(0xef);
	assert_ok(cache_figures_put(c, f, 2, &err));
	f[1].value = u256_from_u64(8);
	f[1].block = 20;
	assert_ok(cache_figures_put(c, &f[1], 1, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].value.limb[0], 5);
	assert_int_equal(all[1].value.limb[0], 8);
	assert_memory_equal(&all[1].token, &f[1].token, sizeof(f[1].token));
	free(all);
	/* An undo of one token is nothing to the other. */
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].value.limb[0], 5);
	assert_int_equal(all[1].value.limb[0], 7);
	free(all);
}

static void no_undo_brings_back_what_is_older_than_a_week(void **state)
{
	struct cache *c = *state;
	struct cache_figure f = figure(1, 5, 10, 1000), *all;
	size_t n;

	assert_ok(cache_figures_put(c, &f, 1, &err));
	f = figure(1, 6, 11, 1000 + 8 * 86400);
	assert_ok(cache_figures_put(c, &f, 1, &err));
	f = figure(1, 7, 12, 1000 + 8 * 86400);
	assert_ok(cache_figures_put(c, &f, 1, &err));
	assert_ok(cache_blocks_undo(c, 10, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 0);
	free(all);
}

static void a_price_keeps_nothing_earlier(void **state)
{
	struct cache *c = *state;
	struct cache_figure f = figure(0, 5, 10, 1000), *all;
	size_t n;

	f.kind = CACHE_FIGURE_CLAIM_GAS;
	for (uint64_t i = 0; i < 5; i++) {
		f.value = u256_from_u64(i);
		f.block++;
		assert_ok(cache_figures_put(c, &f, 1, &err));
	}
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].value.limb[0], 4);
	free(all);
	assert_ok(cache_blocks_undo(c, 14, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 0);
	free(all);
}

/* As a proof at a head may be, which is confirmed after others were read. */
static void a_reading_of_an_older_block_changes_nothing(void **state)
{
	struct cache *c = *state;
	struct cache_figure f = figure(1, 9, 12, 1020), *all;
	size_t n;

	assert_ok(cache_figures_put(c, &f, 1, &err));
	f = figure(1, 5, 11, 1010);
	assert_ok(cache_figures_put(c, &f, 1, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].value.limb[0], 9);
	assert_int_equal(all[0].block, 12);
	assert_int_equal(all[0].as_of, 1020);
	free(all);
}

#define figures_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		figures_test(a_figure_has_its_last_value_and_the_one_before_it),
		figures_test(figures_of_two_tokens_of_one_payer_keep_apart),
		figures_test(no_undo_brings_back_what_is_older_than_a_week),
		figures_test(a_price_keeps_nothing_earlier),
		figures_test(a_reading_of_an_older_block_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
