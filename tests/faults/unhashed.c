/*
 * Headers that byline cannot hash. The nodes' front ends make the chain one of a fork to come
 * (devnet/faults.mjs, "tomorrow"): from a block on, headers have a member more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "tests/lib/contributor.h"
#include "tests/lib/words_of.h"

static const char *const nodes[] = {"alice", "bob", "carol"};

static struct devnet net;
static struct contributor c;

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "unhashed");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	return 0;
}

static int end(void **state)
{
	(void)state;
	devnet_stop(&net);
	return 0;
}

static void tell_all(const char *fault)
{
	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++)
		devnet_tell(&net, "node-faults", "{\"node\":\"%s\",\"faults\":[%s]}", nodes[i],
			    fault);
}

static int newcomer(void **state)
{
	(void)state;
	tell_all("");
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	return 0;
}

static int leave(void **state)
{
	(void)state;
	contributor_end(&c);
	return 0;
}

/* Syncs, and checks that each figure is what foundry reads, and known so well. */
static const struct snapshot *synced(enum trust trust)
{
	const char *account = devnet_named(&net, "accounts", "demo", "address");
	const char *token = devnet_text(&net, "contracts", "token");
	struct u256 ether, wallet;
	const struct snapshot *s;

	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	ether = devnet_cast(&net, "alice", "balance %s", account);
	wallet = devnet_cast(&net, "alice", "call %s 'balanceOf(address)(uint256)' %s", token,
			     account);
	s = contributor_look(&c);
	assert_int_equal(s->n_royalties, 1);
	assert_int_equal(u256_compare(&s->coins[0].balance.value, &ether), 0);
	assert_int_equal(u256_compare(&s->royalties[0].wallet.value, &wallet), 0);
	assert_int_equal(s->coins[0].balance.trust, trust);
	assert_int_equal(s->royalties[0].wallet.trust, trust);
	assert_int_equal(s->royalties[0].claimed.trust, trust);
	assert_int_equal(s->royalties[0].claimable.trust, trust);
	assert_int_equal(s->coins[0].balance.block, s->networks[0].block);
	return s;
}

static size_t count_events(const struct snapshot *s, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_events; i++)
		n += strstr(words_of(&s->events[i].text), part) != NULL;
	return n;
}

/* The fork begins three blocks above the one that was agreed on last. */
static uint64_t fork_above(const struct snapshot *s)
{
	uint64_t from = s->networks[0].block + 3;
	char fault[80];

	snprintf(fault, sizeof(fault), "{\"kind\":\"tomorrow\",\"from\":%llu}",
		 (unsigned long long)from);
	tell_all(fault);
	devnet_tell(&net, "mine", "{\"blocks\":6}");
	return from;
}

static void after_a_fork_to_come_figures_are_compared_and_the_reason_is_told_once(void **state)
{
	const struct snapshot *s = synced(TRUST_PROVEN);
	uint64_t from;

	(void)state;
	assert_string_equal(s->networks[0].header_flaw, "");
	from = fork_above(s);
	s = synced(TRUST_AGREED);
	assert_true(s->networks[0].block >= from);
	assert_int_equal(s->networks[0].block_trust, TRUST_AGREED);
	expect_in(s->networks[0].header_flaw, "\"verkleRoot\"");
	assert_int_equal(s->coins[0].balance.doubt, DOUBT_UNHASHED);
	assert_int_equal(s->royalties[0].claimable.doubt, DOUBT_UNHASHED);
	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++)
		assert_int_equal(snapshot_node_named(s, nodes[i])->state, PEER_OK);
	assert_int_equal(s->n_disputes, 0);
	assert_true(s->networks[0].agreement.met);
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	s = synced(TRUST_AGREED);
	assert_int_equal(count_events(s, "update byline"), 1);
	/* Offline the reason stands beside the figures. */
	contributor_reopen(&c, true);
	expect_in(contributor_look(&c)->networks[0].header_flaw, "\"verkleRoot\"");
}

static void whoever_lies_on_such_a_chain_is_named(void **state)
{
	const struct snapshot *s = synced(TRUST_PROVEN);
	uint64_t from = fork_above(s);

	(void)state;
	devnet_tell(&net, "node-faults",
		    "{\"node\":\"carol\",\"faults\":[{\"kind\":\"tomorrow\",\"from\":%llu},"
		    "{\"kind\":\"state-root\"}]}",
		    (unsigned long long)from);
	s = synced(TRUST_AGREED);
	assert_int_equal(snapshot_node_named(s, "carol")->state, PEER_DISPUTED);
	assert_int_equal(snapshot_node_named(s, "alice")->state, PEER_OK);
	assert_int_equal(snapshot_node_named(s, "bob")->state, PEER_OK);
}

static void one_node_with_such_headers_among_others_is_a_liar(void **state)
{
	const struct snapshot *s;

	(void)state;
	devnet_tell(&net, "node-faults", "{\"node\":\"bob\",\"faults\":[{\"kind\":\"tomorrow\"}]}");
	s = synced(TRUST_PROVEN);
	assert_string_equal(s->networks[0].header_flaw, "");
	assert_int_equal(snapshot_node_named(s, "bob")->state, PEER_DISPUTED);
	expect_in(s->disputes[0].said, "\"verkleRoot\"");
}

static void members_of_rollups_take_nothing_from_a_figure(void **state)
{
	const struct snapshot *s;

	(void)state;
	tell_all("{\"kind\":\"other-members\"}");
	s = synced(TRUST_PROVEN);
	assert_string_equal(s->networks[0].header_flaw, "");
	assert_int_equal(s->n_disputes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(members_of_rollups_take_nothing_from_a_figure,
						newcomer, leave),
		cmocka_unit_test_setup_teardown(one_node_with_such_headers_among_others_is_a_liar,
						newcomer, leave),
		cmocka_unit_test_setup_teardown(
			after_a_fork_to_come_figures_are_compared_and_the_reason_is_told_once,
			newcomer, leave),
		cmocka_unit_test_setup_teardown(whoever_lies_on_such_a_chain_is_named, newcomer,
						leave),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
