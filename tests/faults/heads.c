/* Three nodes that prove only their newest block; tests/long/heads.c has the rest of them. */
#include "tests/lib/follow_heads.h"

static void two_of_three_suffice_with_a_block_every_12_s(void **state)
{
	(void)state;
	two_of_three_suffice(&slow);
}

static void a_false_proof_changes_nothing_with_a_block_every_2_s(void **state)
{
	(void)state;
	a_node_that_lies_changes_nothing("proof", &usual);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "carol")->state, PEER_DISPUTED);
}

static void a_false_hash_changes_nothing_with_a_block_every_fifth_of_a_second(void **state)
{
	(void)state;
	a_node_that_lies_changes_nothing("block-hash", &fast);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "carol")->state, PEER_DISPUTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(two_of_three_suffice_with_a_block_every_12_s, all_at_head),
		cmocka_unit_test_setup(a_false_proof_changes_nothing_with_a_block_every_2_s,
				       all_at_head),
		cmocka_unit_test_setup(
			a_false_hash_changes_nothing_with_a_block_every_fifth_of_a_second,
			all_at_head),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
