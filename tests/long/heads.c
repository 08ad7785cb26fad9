/* Three nodes that prove only their newest block: every lie at every pace. */
#include "tests/lib/follow_heads.h"

static const struct tempo *const tempos[] = {&slow, &usual, &fast};

static void honest_nodes_suffice_at_every_pace(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(tempos); i++) {
		all_at_head(state);
		follow(tempos[i], "");
	}
}

/* `state` is that of the liar in the end. */
static void every_pace(void **state, const char *fault, enum peer_state in_the_end)
{
	for (size_t i = 0; i < ARRAY_SIZE(tempos); i++) {
		all_at_head(state);
		a_node_that_lies_changes_nothing(fault, tempos[i]);
		assert_int_equal(snapshot_node_named(contributor_look(&c), "carol")->state,
				 in_the_end);
	}
}

static void a_false_proof_changes_nothing(void **state)
{
	every_pace(state, "proof", PEER_DISPUTED);
}

static void a_false_balance_changes_nothing(void **state)
{
	every_pace(state, "balance", PEER_DISPUTED);
}

static void a_false_hash_changes_nothing(void **state)
{
	every_pace(state, "block-hash", PEER_DISPUTED);
}

static void a_false_state_root_changes_nothing(void **state)
{
	every_pace(state, "state-root", PEER_DISPUTED);
}

static void an_invented_head_changes_nothing(void **state)
{
	every_pace(state, "number", PEER_DISPUTED);
}

static void two_of_three_suffice_at_every_pace(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(tempos); i++) {
		all_at_head(state);
		two_of_three_suffice(tempos[i]);
	}
}

/* Each on a new chain: payments of earlier tests would have to be proven in the first rounds. */
#define on_a_new_chain(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_a_new_chain(honest_nodes_suffice_at_every_pace),
		on_a_new_chain(a_false_proof_changes_nothing),
		on_a_new_chain(a_false_balance_changes_nothing),
		on_a_new_chain(a_false_hash_changes_nothing),
		on_a_new_chain(a_false_state_root_changes_nothing),
		on_a_new_chain(an_invented_head_changes_nothing),
		on_a_new_chain(two_of_three_suffice_at_every_pace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
