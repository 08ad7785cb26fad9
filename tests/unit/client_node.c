#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "client/node.h"

/* How long a node rests after so many failures in a row. */
static int64_t pause_after(unsigned failures)
{
	struct node_health h = {.failures = failures - 1};

	node_failed(&h, NODE_UNREACHABLE, "gone", 0);
	return h.retry_ms - clock_monotonic_ms();
}

static void pauses_grow_to_five_minutes_and_never_beyond(void **state)
{
	static const struct {
		unsigned failures;
		uint32_t least, most;
	} cases[] = {
		{1, 1600, 2400},     {2, 3200, 4800},		{5, 25600, 38400},
		{9, 200000, 300000}, {1000000, 200000, 300000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t first = pause_after(cases[i].failures);
		bool differs = false;

		for (int j = 0; j < 100; j++) {
			int64_t ms = pause_after(cases[i].failures);

			/* Some milliseconds may pass until the clock is read again. */
			assert_in_range(ms, cases[i].least - 50, cases[i].most);
			differs = differs || ms != first;
		}
		assert_true(differs);
	}
}

static void a_server_may_ask_for_a_longer_pause_but_not_for_ever(void **state)
{
	struct node_health h = {0};

	(void)state;
	node_failed(&h, NODE_RATE_LIMITED, "slow down", 60000);
	assert_in_range(h.retry_ms - clock_monotonic_ms(), 59000, 60000);
	node_failed(&h, NODE_RATE_LIMITED, "slow down", UINT32_MAX);
	assert_in_range(h.retry_ms - clock_monotonic_ms(), 299000, 300000);
	node_replied(&h, 5);
	assert_int_equal(h.retry_ms, 0);
	assert_int_equal(h.failures, 0);
}

static void the_latest_replies_are_kept(void **state)
{
	struct node_health h = {0};

	(void)state;
	for (uint32_t i = 1; i <= 100; i++)
		node_replied(&h, i);
	assert_int_equal(h.n_latencies, NODE_LATENCIES);
	assert_int_equal(h.latency_ms[0], 69);
	assert_int_equal(h.latency_ms[NODE_LATENCIES - 1], 100);
}

static void a_liar_stays_one_until_block_and_value_agree(void **state)
{
	struct node_health h = {0};

	(void)state;
	node_replied(&h, 1);
	assert_int_equal(h.state, NODE_OK);
	node_agreed(&h, true);
	node_contradicted(&h, "another balance");
	assert_false(node_counts(&h));
	assert_int_equal(h.comparisons, 2);
	assert_int_equal(h.contradictions, 1);
	/* A value alone is not enough, nor is going away and coming back. */
	node_agreed(&h, false);
	assert_false(node_counts(&h));
	node_failed(&h, NODE_UNREACHABLE, "gone", 0);
	assert_int_equal(h.state, NODE_UNREACHABLE);
	node_replied(&h, 1);
	assert_int_equal(h.state, NODE_LYING);
	node_agreed(&h, true);
	assert_false(node_counts(&h));
	node_agreed(&h, false);
	assert_true(node_counts(&h));
	assert_int_equal(h.state, NODE_OK);
	assert_string_equal(h.reason, "");
}

static void a_head_that_stands_still_is_told_from_one_that_lags(void **state)
{
	struct node_health h = {0};

	(void)state;
	node_replied(&h, 1);
	node_named_head(&h, 90);
	node_judge_head(&h, 100, 20000);
	assert_int_equal(h.state, NODE_BEHIND);
	assert_non_null(strstr(h.reason, "10 blocks"));
	h.head_since_ms -= 30000;
	node_named_head(&h, 90);
	node_judge_head(&h, 110, 20000);
	assert_int_equal(h.state, NODE_STALLED);
	node_named_head(&h, 110);
	node_judge_head(&h, 110, 20000);
	assert_int_equal(h.state, NODE_OK);
}

static void what_a_node_gives_as_reason_is_cleaned(void **state)
{
	struct node_health h = {0};

	(void)state;
	node_failed(&h, NODE_UNREACHABLE, "\033[2J\xe2\x80\xae", 0);
	assert_null(strchr(h.reason, '\033'));
	assert_null(strstr(h.reason, "\xe2\x80\xae"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pauses_grow_to_five_minutes_and_never_beyond),
		cmocka_unit_test(a_server_may_ask_for_a_longer_pause_but_not_for_ever),
		cmocka_unit_test(the_latest_replies_are_kept),
		cmocka_unit_test(a_liar_stays_one_until_block_and_value_agree),
		cmocka_unit_test(a_head_that_stands_still_is_told_from_one_that_lags),
		cmocka_unit_test(what_a_node_gives_as_reason_is_cleaned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
