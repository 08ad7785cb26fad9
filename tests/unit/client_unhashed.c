#include "client/ancestors.h"
#include "client/testimony.h"
#include "tests/lib/three_nodes.h"
#include "tests/unit/chain_vector.h"

/*
 * Chains whose headers byline cannot hash (tests/lib/faulty-server.mjs): "tomorrow" has one more
 * member, "otherhash" hashes by another rule.
 */
static void all_lie(const char *what)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		lie(names[i], what);
}

static void headers_that_all_give_alike_are_agreed_on_with_the_reason(void **state)
{
	static const struct {
		const char *lie, *flaw;
	} chains[] = {
		{"tomorrow", "an unknown member (\"verkleRoot\")"},
		{"otherhash", "another hash than their members make"},
	};
	struct address rich = address_of(RICH);

	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(chains); k++) {
		struct network n;
		struct account a;
		enum trust trust;
		struct buf header;
		struct err e = {0};

		network_init(&n);
		all_lie(chains[k].lie);
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		assert_int_equal(n.anchor.nodes, 7);
		assert_string_equal(n.anchor.unhashed, chains[k].flaw);
		/* Proofs fold to the state root that all name, and prove nothing all the same. */
		assert_int_equal(
			chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &rich, NULL),
			STATUS_OK);
		assert_int_equal(trust, TRUST_AGREED);
		assert_int_equal(a.balance.limb[1], 542);
		assert_int_equal(read_reader(&n), TRUST_AGREED);
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(state_of(&n, i), NODE_OK);
		/* One who lies about a value is found all the same. */
		lie("bob", "balance");
		assert_int_equal(
			chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &rich, NULL),
			STATUS_OK);
		assert_int_equal(trust, TRUST_AGREED);
		assert_int_equal(a.balance.limb[1], 542);
		assert_int_equal(state_of(&n, 1), NODE_LYING);
		assert_int_equal(disputes_of(&n, "bob"), 1);
		/* A document that is to prove itself cannot be made. */
		buf_init(&header, MIB);
		assert_int_equal(testimony_header(n.nodes, &header, &n.anchor, &e), ERR_NOT_PROVEN);
		assert_non_null(strstr(e.text, chains[k].flaw));
		buf_release(&header);
		network_release(&n);
	}
}

static void one_header_that_does_not_hash_among_others_is_a_lie(void **state)
{
	static const char *const lies[] = {"tomorrow", "otherhash", "damaged"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct network n;

		network_init(&n);
		lie("bob", lies[i]);
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		assert_string_equal(n.anchor.unhashed, "");
		assert_int_equal(read_reader(&n), TRUST_PROVEN);
		assert_int_equal(state_of(&n, 1), NODE_LYING);
		assert_int_equal(disputes_of(&n, "bob"), 1);
		network_release(&n);
	}
}

/* One header that hashes shows that the hash, which the others name too, is of this state root. */
static void one_header_that_hashes_is_enough_where_all_say_the_same(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("alice", "damaged");
	lie("bob", "damaged");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(n.anchor.nodes, 7);
	assert_string_equal(n.anchor.unhashed, "");
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_OK);
	assert_int_equal(disputes_of(&n, ""), 0);
	network_release(&n);
}

static void a_header_that_hashes_is_not_outvoted_by_others_that_do_not(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("bob", "tomorrow");
	lie("carol", "tomorrow");
	assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, NULL), ERR_NOT_AGREED);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_UNSETTLED);
	assert_int_equal(disputes_of(&n, ""), 0);
	network_release(&n);
}

static void one_node_alone_is_reported_with_the_reason(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("alice", "dropped");
	lie("bob", "tomorrow");
	lie("carol", "dropped");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_non_null(strstr(n.anchor.unhashed, "\"verkleRoot\""));
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	network_release(&n);
}

static void headers_that_differ_and_do_not_hash_are_not_read_at(void **state)
{
	struct network n;
	struct err e = {0};

	(void)state;
	network_init(&n);
	lie("alice", "tomorrow");
	lie("bob", "tomorrowroot");
	lie("carol", "dropped");
	assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, &e), ERR_NOT_PROVEN);
	assert_int_equal(state_of(&n, 0), NODE_UNSETTLED);
	assert_int_equal(state_of(&n, 1), NODE_UNSETTLED);
	/* A third one decides, and the one that gave another state root is named. */
	lie("carol", "tomorrow");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(n.anchor.nodes, 5);
	assert_int_equal(read_reader(&n), TRUST_AGREED);
	assert_int_equal(state_of(&n, 1), NODE_LYING);
	assert_int_equal(disputes_of(&n, "bob"), 1);
	network_release(&n);
}

/* A reorganisation is followed from parent to parent. */
static void parents_are_followed_by_agreement_where_headers_do_not_hash(void **state)
{
	static struct block_name parents[ANCESTORS_MOST];
	struct block_name genesis = {0};
	struct network n;
	size_t found;

	(void)state;
	network_init(&n);
	all_lie("tomorrow");
	find_anchor(&n);
	assert_int_equal(
		ancestors_follow(n.nodes, parents, &found, &n.anchor.header, 7, &genesis, 0, NULL),
		STATUS_OK);
	assert_int_equal(found, n.anchor.header.number + 1);
	assert_int_equal(parents[found - 1].number, 0);
	assert_true(hash_equal(&parents[1].hash, &n.anchor.header.parent));
	/* One node's word is not enough. */
	lie("alice", "dropped");
	lie("carol", "dropped");
	assert_int_equal(
		ancestors_follow(n.nodes, parents, &found, &n.anchor.header, 7, &genesis, 0, NULL),
		STATUS_OK);
	assert_int_equal(found, 1);
	network_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_that_all_give_alike_are_agreed_on_with_the_reason),
		cmocka_unit_test(one_header_that_does_not_hash_among_others_is_a_lie),
		cmocka_unit_test(one_header_that_hashes_is_enough_where_all_say_the_same),
		cmocka_unit_test(a_header_that_hashes_is_not_outvoted_by_others_that_do_not),
		cmocka_unit_test(one_node_alone_is_reported_with_the_reason),
		cmocka_unit_test(headers_that_differ_and_do_not_hash_are_not_read_at),
		cmocka_unit_test(parents_are_followed_by_agreement_where_headers_do_not_hash),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
