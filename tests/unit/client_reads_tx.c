#include "base/buf.h"
#include "base/clock.h"
#include "base/hex.h"
#include "chain/tx.h"
#include "client/broadcast.h"
#include "client/call.h"
#include "client/fees.h"
#include "client/logs.h"
#include "client/next_nonce.h"
#include "client/receipt.h"
#include "tests/lib/three_nodes.h"

static void a_call_that_reverts_says_so(void **state)
{
	struct address denier = address_of(DENIER), rich = address_of(RICH);
	struct network n;
	enum trust trust;
	struct err e = {0};
	struct buf out;
	struct tx tx;
	uint64_t gas;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	buf_init(&out, 64);
	tx_init(&tx);
	tx.to = denier;
	assert_int_equal(call_read(n.nodes, &out, &trust, &n.anchor, &denier, "", 0, &e),
			 ERR_REVERTED);
	assert_int_equal(call_simulate(n.nodes, &trust, &tx, &rich, &e), ERR_REVERTED);
	assert_int_equal(call_estimate_gas(n.nodes, &gas, &n.anchor, &tx, &rich, &e), ERR_REVERTED);
	tx.to = address_of(LOGGER);
	lie("bob", "gas");
	assert_int_equal(call_simulate(n.nodes, &trust, &tx, &rich, &e), STATUS_OK);
	assert_int_equal(trust, TRUST_AGREED);
	assert_int_equal(call_estimate_gas(n.nodes, &gas, &n.anchor, &tx, &rich, &e), STATUS_OK);
	assert_in_range(gas, 21000, 60000);
	tx_release(&tx);
	buf_release(&out);
	network_release(&n);
}

/* Sets what each node says to eth_estimateGas, and asks for a call that takes some 22000 gas. */
static enum status estimate(struct network *n, uint64_t *gas, const char *alice, const char *bob,
			    const char *carol, struct err *e)
{
	struct address rich = address_of(RICH);
	enum status s;
	struct tx tx;

	lie("alice", alice);
	lie("bob", bob);
	lie("carol", carol);
	tx_init(&tx);
	tx.to = address_of(LOGGER);
	s = call_estimate_gas(n->nodes, gas, &n->anchor, &tx, &rich, e);
	tx_release(&tx);
	return s;
}

static void an_estimate_that_fails_or_is_absurd_is_another_nodes_to_give(void **state)
{
	static const char *const absurd[] = {"gas", "block_gas", "little_gas", "noestimate"};
	struct err e = {0};
	struct network n;
	uint64_t gas;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	for (size_t i = 0; i < ARRAY_SIZE(absurd); i++) {
		assert_int_equal(estimate(&n, &gas, absurd[i], absurd[i], "", &e), STATUS_OK);
		assert_in_range(gas, 21000, 60000);
	}
	/* Possible, but far from the two others, whichever of the three it is. */
	assert_int_equal(estimate(&n, &gas, "", "far_gas", "", &e), STATUS_OK);
	assert_in_range(gas, 21000, 60000);
	/* No node is left that can be right, or two that differ. */
	assert_int_equal(estimate(&n, &gas, "gas", "block_gas", "little_gas", &e), ERR_ANSWER);
	assert_non_null(strstr(e.text, "bob 30000000"));
	assert_int_equal(estimate(&n, &gas, "noestimate", "far_gas", "", &e), ERR_ANSWER);
	assert_non_null(strstr(e.text, "too far apart"));
	assert_int_equal(estimate(&n, &gas, "noestimate", "noestimate", "noestimate", &e),
			 ERR_REMOTE);
	network_release(&n);
}

static void fees_and_nonces_are_not_one_nodes_to_choose(void **state)
{
	struct address rich = address_of(RICH);
	struct nonce_reading nonce;
	struct fee_reading fees;
	struct network n;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	lie("alice", "gas");
	assert_int_equal(fees_read(n.nodes, &fees, &n.anchor, NULL), STATUS_OK);
	assert_true(fees.dynamic);
	assert_true(fees.priority.raw.limb[0] < 0xffffffffffffffff);
	assert_true(fees.max_fee.raw.limb[0] ==
		    2 * fees.base_fee.raw.limb[0] + fees.priority.raw.limb[0]);
	lie("alice", "nonce");
	assert_int_equal(next_nonce_read(n.nodes, &nonce, &n.anchor, &rich, NULL), STATUS_OK);
	assert_int_equal(nonce.mined, 0);
	assert_int_equal(nonce.mined_trust, TRUST_PROVEN);
	assert_int_equal(nonce.pending, 0);
	network_release(&n);
}

/* Sends two calls to the logger from anvil's own account and mines them. */
static void make_logs(void)
{
	for (int i = 0; i < 2; i++) {
		anvil("eth_sendTransaction",
		      "[{\"from\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"to\":\"" LOGGER
		      "\",\"gas\":\"0x20000\"}]");
		mine(1);
	}
	mine(3);
}

/* Searches all blocks of the filter at once. */
static enum status search(struct network *n, struct contract_event_list *list,
			  const struct contract_event_filter *filter)
{
	uint64_t read;
	size_t requests = 1;
	enum status s = logs_read(n->nodes, list, &read, &requests, &n->anchor, filter,
				  LOGS_OLDEST_FIRST, NULL);

	assert_int_equal(read, filter->to - filter->from + 1);
	return s;
}

static void logs_are_what_k_nodes_agree_on(void **state)
{
	struct hash topic = {.bytes = {[31] = 0xaa}};
	struct address contracts[] = {address_of(LOGGER)};
	struct contract_event_filter filter = {
		.addresses = contracts, .n_addresses = 1, .topics = {&topic}};
	struct contract_event_list list;
	struct network n;

	(void)state;
	network_init(&n);
	make_logs();
	find_anchor(&n);
	filter.to = n.anchor.header.number;
	assert_int_equal(search(&n, &list, &filter), STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	assert_true(list.events[0].block < list.events[1].block);
	assert_int_equal(list.events[0].trust, TRUST_AGREED);
	assert_int_equal(list.events[0].data_len, 32);
	contract_event_list_release(&list);
	/* Left out by one node: still there. Invented by one: not there, and that one named. */
	lie("alice", "logs");
	assert_int_equal(search(&n, &list, &filter), STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	assert_int_equal(disputes_of(&n, "alice"), 1);
	contract_event_list_release(&list);
	lie("alice", "");
	lie("bob", "invented");
	find_anchor(&n);
	read_reader(&n);
	assert_int_equal(search(&n, &list, &filter), STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	assert_int_equal(disputes_of(&n, "bob"), 1);
	contract_event_list_release(&list);
	/* A log that was not asked for is no answer. */
	lie("bob", "");
	filter.topics[0] = NULL;
	contracts[0] = address_of(READER);
	assert_int_equal(search(&n, &list, &filter), STATUS_OK);
	assert_int_equal(list.n, 0);
	contract_event_list_release(&list);
	network_release(&n);
}

/* Signed by anvil's first account with two third-party tools; nonce 4, value 1 wei. */
static const char signed_tx[] =
	"02f868827a6904018453a4319f8252089470997970c51812dc3a010c7d01b50e0d17dc79c80180c001a0"
	"8693330296d5cfed071d80cf504541846d92293b52749dd1e354f29accff03f3a0"
	"0c40760e9a29d8136220345ad058c4a19669ff8683f16a0d769fdd3e56657688";
static const char signed_tx_hash[] =
	"0x9dfb4e78683ed8278e649c6a26c8542084756904f3753eb363703914817f67df";

static void a_transaction_is_sent_to_all_and_its_fate_agreed(void **state)
{
	uint8_t raw[200];
	char text[420];
	struct broadcast sent;
	struct receipt receipt;
	struct network n;
	struct hash want;
	struct err e = {0};
	size_t len;

	(void)state;
	snprintf(text, sizeof(text), "0x%s", signed_tx);
	assert_int_equal(hex_parse_var(raw, &len, sizeof(raw), text, strlen(text)), STATUS_OK);
	assert_int_equal(hash_parse(&want, signed_tx_hash, 66), STATUS_OK);
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(receipt_read(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_ABSENT);
	anvil("anvil_setNonce", "[\"" RICH "\",\"0x4\"]");
	if (broadcast_raw(n.nodes, &sent, raw, len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_true(hash_equal(&sent.tx, &want));
	/* All front ends lead to one anvil: two of three knew it already. */
	assert_int_equal(sent.accepted, 7);
	assert_int_equal(receipt_read(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_PENDING);
	mine(1);
	lie("carol", "receipt");
	assert_int_equal(receipt_read(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_MINED);
	assert_int_equal(receipt.trust, TRUST_AGREED);
	assert_true(receipt.success);
	assert_int_equal(receipt.gas_used, 21000);
	receipt_release(&receipt);
	assert_int_equal(broadcast_raw(n.nodes, &sent, raw, len, &e), ERR_CHANGED);
	raw[20] ^= 1;
	assert_int_not_equal(broadcast_raw(n.nodes, &sent, raw, len, &e), STATUS_OK);
	assert_int_equal(sent.accepted, 0);
	assert_true(sent.refusal[0] != '\0');
	network_release(&n);
}

static struct block_name name_of(const struct anchor *a)
{
	return (struct block_name){a->header.number, a->header.hash};
}

/* Remembers the state of the chain, for revert_to(). */
static void snapshot_chain(char out[static 80])
{
	char id[64];

	snprintf(id, sizeof(id), "%s", strstr(anvil("evm_snapshot", "[]"), "\"result\":") + 9);
	*strchr(id, '}') = '\0';
	snprintf(out, 80, "[%s]", id);
}

static void a_block_that_was_replaced_is_abandoned(void **state)
{
	struct succession_verdict how;
	struct block_name agreed[2];
	struct network n;
	char snapshot[80];

	(void)state;
	network_init(&n);
	find_anchor(&n);
	agreed[1] = name_of(&n.anchor);
	snapshot_chain(snapshot);
	mine(5);
	find_anchor(&n);
	agreed[0] = name_of(&n.anchor);
	mine(3);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &how, agreed, 2, NULL), STATUS_OK);
	assert_int_equal(how.outcome, SUCCESSION_NEW);
	assert_int_equal(n.anchor.header.number, agreed[0].number + 3);
	anvil("evm_revert", snapshot);
	anvil("evm_increaseTime", "[1000]");
	mine(2);
	/* Too short to tell: the nodes are behind, and nothing is taken back. */
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &how, agreed, 2, NULL), ERR_NOT_AGREED);
	assert_int_equal(how.outcome, SUCCESSION_BEHIND);
	assert_int_equal(how.behind, 7);
	mine(6);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &how, agreed, 2, NULL), STATUS_OK);
	assert_int_equal(how.outcome, SUCCESSION_REORGANISED);
	assert_int_equal(how.shared, agreed[1].number);
	/* While no block is known that both chains share, nothing is taken back. */
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &how, agreed, 1, NULL), ERR_NOT_AGREED);
	assert_int_equal(how.outcome, SUCCESSION_UNSETTLED);
	assert_int_equal(state_of(&n, 0), NODE_UNSETTLED);
	network_release(&n);
}

static void nodes_that_serve_older_state_are_behind_and_take_nothing_back(void **state)
{
	struct succession_verdict how;
	struct block_name agreed;
	struct network n;
	struct err e = {0};
	char snapshot[80];

	(void)state;
	network_init(&n);
	snapshot_chain(snapshot);
	mine(60);
	find_anchor(&n);
	agreed = name_of(&n.anchor);
	anvil("evm_revert", snapshot);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &how, &agreed, 1, &e), ERR_NOT_AGREED);
	assert_int_equal(how.outcome, SUCCESSION_BEHIND);
	assert_non_null(strstr(e.text, "alice, bob, carol"));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(state_of(&n, i), NODE_BEHIND);
		assert_non_null(strstr(nodes_health(n.nodes, i)->reason, "58 blocks below"));
	}
	/* The anchor is the one of before. */
	assert_int_equal(n.anchor.header.number, agreed.number);
	network_release(&n);
}

static void the_clock_is_compared_with_the_nodes_clocks_and_not_with_an_old_block(void **state)
{
	static const struct {
		const char *shift;
		int64_t least, most;
	} cases[] = {{"+0", -2, 2}, {"+3600", 3598, 3602}, {"-3600", -3602, -3598}};
	struct network n;

	(void)state;
	network_init(&n);
	/* The newest block is as old as the test, and the clock is right all the same. */
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		setenv("BYLINE_CLOCK", cases[i].shift, 1);
		find_anchor(&n);
		assert_in_range(n.anchor.clock_ahead_s + 100000, cases[i].least + 100000,
				cases[i].most + 100000);
	}
	/* A server alone does not accuse the clock. */
	setenv("BYLINE_CLOCK", "+3600", 1);
	lie("alice", "dropped");
	lie("bob", "dropped");
	find_anchor(&n);
	unsetenv("BYLINE_CLOCK");
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(n.anchor.clock_ahead_s, 0);
	network_release(&n);
}

static void a_network_that_is_down_is_unreachable(void **state)
{
	static const char *const faults[] = {"dropped",	 "garbage", "500",     "truncated",
					     "wrong-id", "empty",   "redirect"};
	struct network n;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		network_init(&n);
		for (size_t j = 0; j < 3; j++)
			lie(names[j], faults[i]);
		assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, &e),
				 ERR_UNREACHABLE);
		assert_non_null(strstr(e.text, "node "));
		assert_true(nodes_health(n.nodes, 0)->retry_ms > 0);
		/* While they rest nobody is asked. */
		for (size_t j = 0; j < 3; j++)
			lie(names[j], "");
		assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, &e),
				 ERR_UNREACHABLE);
		assert_non_null(strstr(e.text, "no node answers"));
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		network_release(&n);
	}
	network_init(&n);
	lie("alice", "nohead");
	find_anchor(&n);
	assert_int_equal(n.anchor.nodes, 6);
	assert_int_equal(state_of(&n, 0), NODE_UNREACHABLE);
	assert_non_null(strstr(nodes_health(n.nodes, 0)->reason, "method not found"));
	lie("alice", "429");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(state_of(&n, 0), NODE_RATE_LIMITED);
	network_release(&n);
}

static void words_of_a_reply_that_is_no_success_are_read_with_the_time_to_wait(void **state)
{
	const struct node_health *h;
	struct network n;

	(void)state;
	network_init(&n);
	h = nodes_health(n.nodes, 0);
	lie("alice", "429-words");
	find_anchor(&n);
	assert_int_equal(h->state, NODE_RATE_LIMITED);
	assert_string_equal(h->reason, "it answers HTTP 429: project ID request rate exceeded");
	assert_in_range(h->retry_ms - clock_monotonic_ms(), 60000, 90000);
	lie("alice", "403-words");
	find_anchor(&n);
	assert_int_equal(h->state, NODE_UNREACHABLE);
	assert_string_equal(h->reason, "it answers HTTP 403: rejected due to project ID settings");
	network_release(&n);
}

static void nodes_that_ask_for_fewer_requests_are_asked_again_after_their_pause(void **state)
{
	struct network n;

	(void)state;
	/* Where two answer, nobody waits for the third. */
	network_init(&n);
	lie("carol", "busy");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(state_of(&n, 2), NODE_RATE_LIMITED);
	network_release(&n);

	/* Where all or all but one are slowed down, their pause of two seconds is waited for. */
	for (size_t first = 0; first < 2; first++) {
		network_init(&n);
		for (size_t i = first; i < 3; i++)
			lie(names[i], "busy");
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		assert_int_equal(n.anchor.nodes, 7);
		network_release(&n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_that_reverts_says_so),
		cmocka_unit_test(an_estimate_that_fails_or_is_absurd_is_another_nodes_to_give),
		cmocka_unit_test(fees_and_nonces_are_not_one_nodes_to_choose),
		cmocka_unit_test(logs_are_what_k_nodes_agree_on),
		cmocka_unit_test(a_transaction_is_sent_to_all_and_its_fate_agreed),
		cmocka_unit_test(a_block_that_was_replaced_is_abandoned),
		cmocka_unit_test(
			nodes_that_ask_for_fewer_requests_are_asked_again_after_their_pause),
		cmocka_unit_test(nodes_that_serve_older_state_are_behind_and_take_nothing_back),
		cmocka_unit_test(
			the_clock_is_compared_with_the_nodes_clocks_and_not_with_an_old_block),
		cmocka_unit_test(a_network_that_is_down_is_unreachable),
		cmocka_unit_test(
			words_of_a_reply_that_is_no_success_are_read_with_the_time_to_wait),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
