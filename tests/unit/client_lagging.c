#include "tests/lib/three_nodes.h"

/* Each node is an address with several servers behind it, one of which lacks the newest blocks. */
static void a_balancer_whose_member_lags_costs_a_retry_and_no_figure(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "balancer");
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	assert_int_equal(disputes_of(&n, ""), 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_OK);
	network_release(&n);
}

/* Where the others have answered, nobody waits. */
static void a_node_that_lags_alone_is_not_waited_for(void **state)
{
	struct network n;
	unsigned before;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	lie("carol", "behind");
	before = count_of("asked", "carol");
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	assert_int_equal(count_of("asked", "carol") - before, 1);
	assert_int_equal(disputes_of(&n, ""), 0);
	assert_int_equal(state_of(&n, 2), NODE_OK);
	network_release(&n);
}

/* Tries are bounded: a node that never has the block gives no figure, and is not blamed. */
static void nodes_that_never_have_the_block_are_asked_a_few_times(void **state)
{
	struct network n;
	unsigned before;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "behind");
	before = count_of("asked", "carol");
	assert_int_equal(read_reader(&n), TRUST_AGREED);
	/* Three times for the proof, and once for the value without one. */
	assert_int_equal(count_of("asked", "carol") - before, 4);
	assert_int_equal(disputes_of(&n, ""), 0);
	network_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_balancer_whose_member_lags_costs_a_retry_and_no_figure),
		cmocka_unit_test(a_node_that_lags_alone_is_not_waited_for),
		cmocka_unit_test(nodes_that_never_have_the_block_are_asked_a_few_times),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
