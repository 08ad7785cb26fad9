/* One node of three is stopped, frozen or lying; then two; then all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "app/snapshot_asked.h"
#include "tests/lib/contributor.h"
#include "tests/lib/words_of.h"

static struct devnet net;
static struct contributor c;
static struct u256 cumulative; /* the demo account's, while all nodes were honest */

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "nodes");
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	expect_status(c.report.datanet, STATUS_OK, &c.report.datanet_error);
	cumulative = contributor_look(&c)->royalties[0].cumulative.value;
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

/* Every test begins with three honest nodes, in a session that knows nothing about them. */
static int all_honest(void **state)
{
	static const char *const names[] = {"alice", "bob", "carol"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		devnet_tell(&net, "node-faults", "{\"node\":\"%s\"}", names[i]);
		devnet_tell(&net, "node-continue", "{\"node\":\"%s\"}", names[i]);
		devnet_tell(&net, "node-start", "{\"node\":\"%s\"}", names[i]);
	}
	/* Other figures than before, so that stale ones are seen; under the two confirmations. */
	devnet_tell(&net, "fund", "{\"account\":\"%s\",\"wei\":\"1\",\"tokens\":\"1\"}",
		    devnet_named(&net, "accounts", "demo", "address"));
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	contributor_reopen(&c, false);
	return 0;
}

static void expect_figure(const struct figure *f, const struct u256 *value, enum trust trust)
{
	assert_true(f->known);
	assert_int_equal(u256_compare(&f->value, value), 0);
	assert_int_equal(f->trust, trust);
}

/* The figures are those that foundry reads from `witness`, and known so well. */
static void expect_figures(const struct snapshot *s, const char *witness, enum trust trust)
{
	const struct snapshot_royalty *r = &s->royalties[0];
	const char *account = devnet_named(&net, "accounts", "demo", "address");
	const char *token = devnet_text(&net, "contracts", "token");
	const char *distributor = devnet_text(&net, "contracts", "distributor");
	struct u256 ether = devnet_cast(&net, witness, "balance %s", account);
	struct u256 wallet = devnet_cast(&net, witness, "call %s 'balanceOf(address)(uint256)' %s",
					 token, account);
	struct u256 claimed =
		devnet_cast(&net, witness, "call %s 'claimed(address,address)(uint256)' %s %s",
			    distributor, account, token);
	struct u256 claimable;

	assert_int_equal(u256_sub(&claimable, &cumulative, &claimed), STATUS_OK);
	assert_int_equal(s->n_royalties, 1);
	expect_figure(&s->coins[0].balance, &ether, trust);
	expect_figure(&r->wallet, &wallet, trust);
	expect_figure(&r->claimed, &claimed, trust);
	expect_figure(&r->cumulative, &cumulative, trust);
	expect_figure(&r->claimable, &claimable, trust);
	assert_int_equal(s->coins[0].balance.block, s->networks[0].block);
	assert_int_equal(r->claimed.block, s->networks[0].block);
}

static void a_stopped_node_is_named_and_the_figures_stay_proven(void **state)
{
	const struct snapshot *s;

	(void)state;
	devnet_tell(&net, "node-stop", "{\"node\":\"alice\"}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	expect_figures(s, "bob", TRUST_PROVEN);
	assert_int_equal(s->networks[0].agreement.agree, 2);
	assert_int_equal(snapshot_node_named(s, "alice")->state, PEER_UNREACHABLE);
	assert_int_equal(snapshot_node_named(s, "bob")->state, PEER_OK);
	assert_int_equal(snapshot_node_named(s, "carol")->state, PEER_OK);
	assert_string_not_equal(snapshot_node_named(s, "alice")->detail, "");
}

/* Requests to the node in the last hour, which has learned the one account. */
static uint64_t requests_to(const struct snapshot *s, const char *name)
{
	size_t times = 0;

	for (size_t i = 0; i < s->n_asked; i++)
		times += strcmp(s->asked[i].node, name) == 0 &&
			 address_equal(&s->asked[i].account, &s->accounts[0].address);
	assert_int_equal(times, 1);
	assert_int_equal(snapshot_node_named(s, name)->accounts, 1);
	return snapshot_node_named(s, name)->requests;
}

static void requests_to_each_node_are_counted_across_processes_with_the_account(void **state)
{
	const struct snapshot *s = contributor_look(&c);
	uint64_t alice = requests_to(s, "alice"), bob = requests_to(s, "bob");

	(void)state;
	assert_true(alice > 0 && bob > 0);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_true(requests_to(contributor_look(&c), "alice") > alice);
	contributor_reopen(&c, false);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_true(requests_to(contributor_look(&c), "bob") > bob + 1);
}

static void a_frozen_node_is_named_and_the_figures_stay_proven(void **state)
{
	const struct snapshot *s;

	(void)state;
	devnet_tell(&net, "node-freeze", "{\"node\":\"bob\"}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	expect_figures(s, "alice", TRUST_PROVEN);
	assert_int_equal(s->networks[0].agreement.agree, 2);
	assert_int_equal(snapshot_node_named(s, "bob")->state, PEER_UNREACHABLE);
	assert_int_equal(snapshot_node_named(s, "alice")->state, PEER_OK);
}

/* `node` tells `kind` falsely: right figures, and a dispute about `method` that names it. */
static void expect_lie_found(const char *node, const char *kind, const char *method)
{
	const char *witness = strcmp(node, "alice") == 0 ? "bob" : "alice";
	size_t before = contributor_look(&c)->n_disputes;
	const struct snapshot *s;
	bool named = false;

	devnet_tell(&net, "node-faults", "{\"node\":\"%s\",\"faults\":[{\"kind\":\"%s\"}]}", node,
		    kind);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	expect_figures(s, witness, TRUST_PROVEN);
	assert_int_equal(snapshot_node_named(s, node)->state, PEER_DISPUTED);
	assert_int_equal(snapshot_node_named(s, witness)->state, PEER_OK);
	assert_true(s->n_disputes > before);
	for (size_t i = 0; i < s->n_disputes - before; i++) {
		assert_string_equal(s->disputes[i].node, node);
		assert_string_not_equal(s->disputes[i].said, s->disputes[i].agreed);
		named |= strstr(s->disputes[i].what, method) != NULL;
	}
	assert_true(named);
	assert_non_null(snapshot_event_with(s, "contradicts the others"));
	expect_in(words_of(&snapshot_event_with(s, "contradicts the others")->text), node);
}

static void a_node_lying_about_a_balance_is_named(void **state)
{
	(void)state;
	expect_lie_found("carol", "balance", "eth_getProof");
}

static void a_node_lying_about_a_storage_value_is_named(void **state)
{
	(void)state;
	expect_lie_found("alice", "storage", "eth_getProof");
}

static void a_node_lying_about_a_state_root_is_named(void **state)
{
	(void)state;
	expect_lie_found("bob", "state-root", "eth_getBlockByNumber");
}

static void a_node_that_proves_falsely_is_named(void **state)
{
	(void)state;
	expect_lie_found("carol", "proof", "eth_getProof");
}

static void a_node_lying_about_a_block_hash_is_named(void **state)
{
	(void)state;
	expect_lie_found("alice", "block-hash", "eth_getBlockByNumber");
}

static void a_node_that_lied_is_trusted_again_only_when_it_agrees(void **state)
{
	(void)state;
	devnet_tell(&net, "node-faults",
		    "{\"node\":\"alice\",\"faults\":[{\"kind\":\"balance\"}]}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "alice")->state, PEER_DISPUTED);
	/* Its blocks are right all the time: that alone is not enough. */
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "alice")->state, PEER_DISPUTED);
	/* While it is distrusted its word is not one of the two that a proof takes. */
	devnet_tell(&net, "node-faults", "{\"node\":\"alice\"}");
	devnet_tell(&net, "node-stop", "{\"node\":\"bob\"}");
	/* The figures that two agreed on stay, and nobody can add to them. */
	expect_status(contributor_sync(&c), ERR_NOT_AGREED, &c.err);
	assert_int_equal(contributor_look(&c)->coins[0].balance.trust, TRUST_PROVEN);
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_true(contributor_look(&c)->coins[0].balance.trust < TRUST_AGREED);
	assert_true(c.seen->networks[0].block_trust < TRUST_AGREED);
	/* The node agrees with two others on a block and on values, so it is trusted again. */
	devnet_tell(&net, "node-start", "{\"node\":\"bob\"}");
	nodes_retry_now(c.task.session->nodes);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "alice")->state, PEER_OK);
	assert_int_equal(snapshot_node_named(c.seen, "bob")->state, PEER_OK);
	expect_figures(c.seen, "carol", TRUST_PROVEN);
}

static void a_node_that_was_stopped_and_comes_back_lying_is_not_trusted(void **state)
{
	(void)state;
	devnet_tell(&net, "node-stop", "{\"node\":\"carol\"}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "carol")->state,
			 PEER_UNREACHABLE);
	devnet_tell(&net, "node-start", "{\"node\":\"carol\"}");
	nodes_retry_now(c.task.session->nodes);
	expect_lie_found("carol", "storage", "eth_getProof");
	devnet_tell(&net, "node-faults", "{\"node\":\"carol\"}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_int_equal(snapshot_node_named(contributor_look(&c), "carol")->state, PEER_OK);
}

static void with_one_node_left_no_figure_is_proven_or_agreed(void **state)
{
	const struct snapshot *s;

	(void)state;
	devnet_tell(&net, "node-stop", "{\"node\":\"alice\"}");
	devnet_tell(&net, "node-stop", "{\"node\":\"carol\"}");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_int_equal(s->networks[0].block_trust, TRUST_REPORTED);
	assert_int_equal(s->networks[0].agreement.agree, 1);
	expect_figures(s, "bob", TRUST_REPORTED);
}

static void seen_first_through_one_node_nothing_is_proven_or_agreed(void **state)
{
	struct contributor alone;
	const struct snapshot *s;

	(void)state;
	devnet_tell(&net, "node-stop", "{\"node\":\"alice\"}");
	devnet_tell(&net, "node-stop", "{\"node\":\"carol\"}");
	contributor_begin(&alone, &net);
	contributor_watch(&alone, "demo");
	expect_status(contributor_sync(&alone), STATUS_OK, &alone.err);
	s = contributor_look(&alone);
	assert_true(s->coins[0].balance.trust < TRUST_AGREED);
	assert_true(s->royalties[0].claimable.trust < TRUST_AGREED);
	assert_true(s->royalties[0].claimable.known);
	assert_true(s->n_epochs > 0 && s->n_scores > 0 && s->n_datasets > 0);
	for (size_t i = 0; i < s->n_epochs; i++)
		assert_true(s->epochs[i].trust < TRUST_AGREED);
	for (size_t i = 0; i < s->n_scores; i++)
		assert_true(s->scores[i].trust < TRUST_AGREED);
	for (size_t i = 0; i < s->n_datasets; i++)
		assert_true(s->datasets[i].attestation_trust < TRUST_AGREED);
	contributor_end(&alone);
}

static void with_all_nodes_down_the_cached_figures_say_as_of_when(void **state)
{
	static const char *const names[] = {"alice", "bob", "carol"};
	const struct snapshot *s;
	struct u256 balance;
	uint64_t block;
	int64_t as_of;

	(void)state;
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	block = s->networks[0].block;
	as_of = s->networks[0].as_of;
	balance = s->coins[0].balance.value;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		devnet_tell(&net, "node-stop", "{\"node\":\"%s\"}", names[i]);
	expect_status(contributor_sync(&c), ERR_UNREACHABLE, &c.err);
	contributor_reopen(&c, false);
	s = contributor_look(&c);
	assert_int_equal(s->networks[0].block, block);
	assert_int_equal(s->networks[0].as_of, as_of);
	assert_true(s->networks[0].as_of > 0);
	expect_figure(&s->coins[0].balance, &balance, TRUST_PROVEN);
	assert_int_equal(s->coins[0].balance.as_of, as_of);
	expect_figure(&s->royalties[0].cumulative, &cumulative, TRUST_PROVEN);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_int_equal(snapshot_node_named(s, names[i])->state, PEER_UNREACHABLE);
}

/* Things that a node may do instead of answering, and the word for each. */
static const struct {
	const char *fault;
	enum peer_state state;
} manners[] = {
	{"{\"kind\":\"garbage\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"html\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"empty\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"http-500\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"http-429\"}", PEER_LIMITED},
	{"{\"kind\":\"truncate\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"drop\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"hang\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"huge\",\"bytes\":2147483648}", PEER_UNREACHABLE},
	{"{\"kind\":\"trickle\",\"ms\":60000}", PEER_UNREACHABLE},
	{"{\"kind\":\"header-line\"}", PEER_UNREACHABLE},
	{"{\"kind\":\"chain-id\"}", PEER_WRONG_CHAIN},
	/* Answers the first questions and fails at the proof. */
	{"{\"kind\":\"garbage\",\"methods\":[\"eth_getProof\"]}", PEER_UNREACHABLE},
	{"{\"kind\":\"huge\",\"methods\":[\"eth_getProof\"]}", PEER_UNREACHABLE},
	{"{\"kind\":\"hang\",\"methods\":[\"eth_getProof\"]}", PEER_UNREACHABLE},
};

static void a_node_that_answers_badly_is_excluded_and_the_others_serve(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(manners); i++) {
		const struct snapshot_node *bob;

		all_honest(state);
		devnet_tell(&net, "node-faults", "{\"node\":\"bob\",\"faults\":[%s]}",
			    manners[i].fault);
		expect_status(contributor_sync(&c), STATUS_OK, &c.err);
		expect_figures(contributor_look(&c), "alice", TRUST_PROVEN);
		bob = snapshot_node_named(c.seen, "bob");
		if (bob->state != manners[i].state)
			fail_msg("%s: bob is %s: %s", manners[i].fault, peer_word(bob->state),
				 bob->detail);
		assert_string_not_equal(bob->detail, "");
		assert_int_equal(snapshot_node_named(c.seen, "alice")->state, PEER_OK);
		assert_int_equal(snapshot_node_named(c.seen, "carol")->state, PEER_OK);
	}
}

static void another_chain_behind_the_same_profile_is_noticed(void **state)
{
	const struct snapshot *s;

	(void)state;
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	assert_true(contributor_look(&c)->n_epochs > 0);
	devnet_stop(&net);
	devnet_start_afresh(&net, "nodes");
	/* The datanet stops, since its words would be about the new chain. */
	devnet_tell(&net, "datanet-stop", "{}");
	contributor_write_profile(&c, &net);
	contributor_reopen(&c, false);
	assert_true(contributor_look(&c)->n_epochs > 0);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_non_null(snapshot_event_with(s, "another chain runs behind"));
	assert_int_equal(s->n_epochs, 0);
	assert_int_equal(s->n_scores, 0);
	assert_int_equal(s->coins[0].balance.block, s->networks[0].block);
	assert_int_equal(s->coins[0].balance.trust, TRUST_PROVEN);
	/* The datasets are those that the new chain attests. */
	for (size_t i = 0; i < s->n_datasets; i++)
		assert_int_equal(s->datasets[i].attestation_trust, TRUST_PROVEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_stopped_node_is_named_and_the_figures_stay_proven,
				       all_honest),
		cmocka_unit_test_setup(
			requests_to_each_node_are_counted_across_processes_with_the_account,
			all_honest),
		cmocka_unit_test_setup(a_frozen_node_is_named_and_the_figures_stay_proven,
				       all_honest),
		cmocka_unit_test_setup(a_node_lying_about_a_balance_is_named, all_honest),
		cmocka_unit_test_setup(a_node_lying_about_a_storage_value_is_named, all_honest),
		cmocka_unit_test_setup(a_node_lying_about_a_state_root_is_named, all_honest),
		cmocka_unit_test_setup(a_node_that_proves_falsely_is_named, all_honest),
		cmocka_unit_test_setup(a_node_lying_about_a_block_hash_is_named, all_honest),
		cmocka_unit_test_setup(a_node_that_lied_is_trusted_again_only_when_it_agrees,
				       all_honest),
		cmocka_unit_test_setup(a_node_that_was_stopped_and_comes_back_lying_is_not_trusted,
				       all_honest),
		cmocka_unit_test_setup(with_one_node_left_no_figure_is_proven_or_agreed,
				       all_honest),
		cmocka_unit_test_setup(seen_first_through_one_node_nothing_is_proven_or_agreed,
				       all_honest),
		cmocka_unit_test_setup(with_all_nodes_down_the_cached_figures_say_as_of_when,
				       all_honest),
		cmocka_unit_test(a_node_that_answers_badly_is_excluded_and_the_others_serve),
		cmocka_unit_test_setup(another_chain_behind_the_same_profile_is_noticed,
				       all_honest),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
