/*
 * Relays pass questions on to nodes of others, perhaps all to one and the same. So however many
 * names they have, together they are one voice, beside which a node of its own is needed.
 */
#include "tests/lib/three_nodes.h"

/* Makes relays of the nodes from `first` on. */
static void make_relays(struct network *n, size_t first)
{
	for (size_t i = first; i < n->profile.n_nodes; i++) {
		struct profile_node *node = &n->profile.nodes[i];

		node->relay = true;
		snprintf(node->operator, sizeof(node->operator), "%s", PROFILE_RELAYS);
	}
	nodes_free(n->nodes);
	assert_int_equal(nodes_new(&n->nodes, &n->profile, n->transport), STATUS_OK);
}

static enum trust trust_of_rich(struct network *n)
{
	struct address rich = address_of(RICH);
	struct account account;
	enum trust trust;

	assert_int_equal(
		chainstate_account(n->nodes, &account, &trust, NULL, &n->anchor, &rich, NULL),
		STATUS_OK);
	return trust;
}

static void three_relays_never_prove_anything(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	make_relays(&n, 0);
	assert_int_equal(profile_voices(&n.profile), 1);
	assert_int_equal(nodes_quorum(n.nodes), 0);
	find_anchor(&n);
	/* All three answer alike, with proofs that fold. */
	assert_int_equal(n.anchor.nodes, 7);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(trust_of_rich(&n), TRUST_REPORTED);
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	network_release(&n);
}

static void one_node_and_two_relays_are_two_voices(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	make_relays(&n, 1);
	assert_int_equal(profile_voices(&n.profile), 2);
	assert_int_equal(nodes_quorum(n.nodes), 2);
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(trust_of_rich(&n), TRUST_PROVEN);
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	network_release(&n);
}

/* Two relays agree with nobody but themselves while the node of its own is down. */
static void two_relays_alone_are_one_voice(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	make_relays(&n, 1);
	snprintf(n.profile.nodes[0].url, sizeof(n.profile.nodes[0].url), "http://127.0.0.1:1/");
	find_anchor(&n);
	assert_int_equal(n.anchor.nodes, 6);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	network_release(&n);
}

/* Two relays that tell the same lie about a block make no liar of the node that contradicts. */
static void relays_that_lie_alike_outvote_nobody(void **state)
{
	struct network n;
	struct err e = {0};

	(void)state;
	network_init(&n);
	make_relays(&n, 1);
	lie("bob", "hash");
	lie("carol", "hash");
	nodes_retry_now(n.nodes);
	if (anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, &e) == STATUS_OK)
		assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_not_equal(state_of(&n, 0), NODE_LYING);
	network_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_relays_never_prove_anything),
		cmocka_unit_test(one_node_and_two_relays_are_two_voices),
		cmocka_unit_test(two_relays_alone_are_one_voice),
		cmocka_unit_test(relays_that_lie_alike_outvote_nobody),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
