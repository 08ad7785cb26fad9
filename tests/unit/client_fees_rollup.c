/* A rollup's own fees, told by the predeploy or, where there is none, not charged. */
#include "chain/tx.h"
#include "client/fees_rollup.h"
#include "tests/lib/three_nodes.h"

#define ORACLE "0x420000000000000000000000000000000000000F"

/* Answers 7 to each call but one, by its selector, which it reverts. */
#define SEVEN_BUT(selector) "0x60003560e01c63" selector "14601957600760005260206000f35b600080fd"
#define EVERY_CALL	    "ffffffff"
#define L1_UPPER_BOUND	    "f1c7a58b"
#define OPERATOR	    "275aedd2"
#define TWO_WORDS	    "0x60406000f3"

/* The fees of a transfer on the network whose predeploy has `code`. */
static enum status read_fees(struct network *n, struct rollup_fee *out, const char *code,
			     struct err *e)
{
	char params[512];
	enum status s;
	struct tx tx;

	snprintf(params, sizeof(params), "[\"" ORACLE "\",\"%s\"]", code);
	anvil("anvil_setCode", params);
	mine(4);
	find_anchor(n);
	tx_init(&tx);
	tx.type = TX_DYNAMIC_FEE;
	tx.chain_id = 31337;
	tx.gas_limit = u256_from_u64(21000);
	s = fees_rollup_read(n->nodes, out, &n->anchor, &tx, e);
	tx_release(&tx);
	return s;
}

static void a_chain_without_the_predeploy_charges_nothing(void **state)
{
	struct rollup_fee fee;
	struct network n;
	struct wei most;

	(void)state;
	network_init(&n);
	assert_int_equal(read_fees(&n, &fee, "0x", NULL), STATUS_OK);
	assert_false(fee.charged);
	assert_int_equal(rollup_fee_most(&most, &fee), STATUS_OK);
	assert_true(u256_is_zero(&most.raw));
	network_release(&n);
}

static void both_fees_are_read_and_twice_the_first_is_set_aside(void **state)
{
	struct rollup_fee fee;
	struct network n;
	struct wei most;

	(void)state;
	network_init(&n);
	assert_int_equal(read_fees(&n, &fee, SEVEN_BUT(EVERY_CALL), NULL), STATUS_OK);
	assert_true(fee.charged);
	assert_int_equal(fee.trust, TRUST_AGREED);
	assert_int_equal(fee.l1.raw.limb[0], 7);
	assert_int_equal(fee.operator.raw.limb[0], 7);
	assert_int_equal(rollup_fee_most(&most, &fee), STATUS_OK);
	assert_int_equal(most.raw.limb[0], 21);
	network_release(&n);
}

static void a_function_that_the_fork_lacks_is_no_fault(void **state)
{
	struct rollup_fee fee;
	struct network n;

	(void)state;
	network_init(&n);
	/* Before Fjord the fee for the bytes themselves is asked for. */
	assert_int_equal(read_fees(&n, &fee, SEVEN_BUT(L1_UPPER_BOUND), NULL), STATUS_OK);
	assert_int_equal(fee.l1.raw.limb[0], 7);
	/* Before Isthmus the operator takes none. */
	assert_int_equal(read_fees(&n, &fee, SEVEN_BUT(OPERATOR), NULL), STATUS_OK);
	assert_true(fee.charged);
	assert_int_equal(fee.l1.raw.limb[0], 7);
	assert_true(u256_is_zero(&fee.operator.raw));
	network_release(&n);
}

static void one_lying_node_changes_no_fee(void **state)
{
	struct rollup_fee fee;
	struct network n;

	(void)state;
	network_init(&n);
	lie("alice", "call");
	assert_int_equal(read_fees(&n, &fee, SEVEN_BUT(EVERY_CALL), NULL), STATUS_OK);
	assert_int_equal(fee.l1.raw.limb[0], 7);
	assert_int_equal(fee.trust, TRUST_AGREED);
	assert_int_equal(disputes_of(&n, "alice"), 2);
	network_release(&n);
}

static void what_is_no_fee_is_refused_and_named(void **state)
{
	struct rollup_fee fee;
	struct err e = {0};
	struct network n;

	(void)state;
	network_init(&n);
	assert_int_equal(read_fees(&n, &fee, TWO_WORDS, &e), ERR_ANSWER);
	assert_non_null(strstr(e.text, "fee beside gas"));
	assert_int_equal(read_fees(&n, &fee, "0x" DENIER_CODE, &e), ERR_REVERTED);
	network_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chain_without_the_predeploy_charges_nothing),
		cmocka_unit_test(both_fees_are_read_and_twice_the_first_is_set_aside),
		cmocka_unit_test(a_function_that_the_fork_lacks_is_no_fault),
		cmocka_unit_test(one_lying_node_changes_no_fee),
		cmocka_unit_test(what_is_no_fee_is_refused_and_named),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
