/* Fees on a rollup of the OP stack, with those beside gas, from the review to the block. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/act_private.h"
#include "act/cancel.h"
#include "act/claim.h"
#include "act/claim_offline.h"
#include "act/pay.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/session.h"
#include "chain/tx_read.h"
#include "tests/lib/agreed.h"
#include "tests/lib/contributor.h"

static struct devnet net;
static struct contributor c;

static int begin(void **state)
{
	(void)state;
	setenv("BYLINE_DEVNET_ROLLUP", "1", 1);
	devnet_start(&net, "fees");
	unsetenv("BYLINE_DEVNET_ROLLUP");
	contributor_begin(&c, &net);
	contributor_restore(&c);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static struct address fresh_address(uint8_t last)
{
	return (struct address){{0xfe, 0xe5, [19] = last}};
}

static enum status try_send(struct act **out, const char *amount, uint8_t to)
{
	const struct address fresh = fresh_address(to);

	/* A session of before may have agreed on a block that is older than the last transfer. */
	end_session(&c.task);
	return prepare_send(c.app, &c.task, out, "ETH", amount, &fresh, &c.err);
}

static struct act *prepared_send(const char *amount, uint8_t to)
{
	struct act *act = NULL;

	expect_status(try_send(&act, amount, to), STATUS_OK, &c.err);
	return act;
}

static struct u256 coins_of_demo(void)
{
	return devnet_cast(&net, "alice", "balance %s",
			   devnet_named(&net, "accounts", "demo", "address"));
}

static struct u256 less(const struct u256 *a, const struct u256 *b)
{
	struct u256 out;

	assert_int_equal(u256_sub(&out, a, b), STATUS_OK);
	return out;
}

static void expect_fee_lines(const struct act *act)
{
	char text[AMOUNT_TEXT_SIZE];
	const struct act_fact *line = act_line_with(act, "L1 data fee");

	assert_non_null(line);
	if (line == NULL)
		return;
	assert_int_equal(line->trust, TRUST_AGREED);
	amount_format_exact(text, &act->rollup.l1.raw, 18);
	assert_memory_equal(line->value, text, strlen(text));
	assert_non_null(act_line_with(act, "Operator fee at most"));
	line = act_line_with(act, "All fees at most");
	assert_non_null(line);
	amount_format_exact(text, &act->fee_cap.raw, 18);
	assert_memory_equal(line->value, text, strlen(text));
}

/* The chain's own code says what the bytes cost: anvil charges them by the rules of op-revm. */
static void the_fees_that_are_told_are_those_that_the_chain_takes(void **state)
{
	const struct u256 half = u256_from_u64(500000000000000000), used = u256_from_u64(21000);
	struct act *act = prepared_send("0.5", 1);
	struct u256 before, after, paid, price, gas, told;
	char hash[HASH_TEXT_SIZE];

	(void)state;
	expect_fee_lines(act);
	before = coins_of_demo();
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	after = coins_of_demo();
	hash_format(hash, &act->hash);
	price = devnet_cast(&net, "alice", "receipt %s effectiveGasPrice", hash);
	assert_int_equal(u256_mul(&gas, &used, &price), STATUS_OK);
	paid = less(&before, &after);
	paid = less(&paid, &half);
	paid = less(&paid, &gas);
	/* Beside gas as much as was told, and no less than nine tenths of it: it is a bound. */
	assert_int_equal(u256_add(&told, &act->rollup.l1.raw, &act->rollup.operator.raw),
			 STATUS_OK);
	assert_true(u256_compare(&paid, &told) <= 0);
	assert_true(paid.limb[0] > told.limb[0] / 10 * 9);
	free_act(act);
}

static void a_stored_transaction_tells_what_was_set_aside(void **state)
{
	struct act *act = prepared_send("0.25", 2), *shown = NULL;

	(void)state;
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(open_transaction(c.app, &shown, &act->hash, &c.err), STATUS_OK, &c.err);
	assert_int_equal(u256_compare(&shown->fee_cap.raw, &act->fee_cap.raw), 0);
	assert_int_equal(u256_compare(&shown->rollup_most.raw, &act->rollup_most.raw), 0);
	assert_non_null(act_line_with(shown, "Network's fees at most"));
	free_act(shown);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	free_act(act);
}

static void every_kind_of_act_tells_the_fees(void **state)
{
	struct act *act = prepared_send("0.1", 3), *cancel = NULL, *claim = NULL;

	(void)state;
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	expect_status(prepare_cancel_transaction(c.app, &c.task, &cancel, act->id, &c.err),
		      STATUS_OK, &c.err);
	expect_fee_lines(cancel);
	free_act(cancel);
	free_act(act);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	expect_status(prepare_claim(c.app, &c.task, &claim, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	expect_fee_lines(claim);
	free_act(claim);
}

static void a_node_that_lies_about_the_fee_changes_nothing(void **state)
{
	struct act *honest = prepared_send("0.1", 4), *act;

	(void)state;
	devnet_tell(
		&net, "node-faults",
		"{\"node\":\"bob\",\"faults\":[{\"kind\":\"balance\",\"methods\":[\"eth_call\"]}"
		"]}");
	act = prepared_send("0.1", 4);
	devnet_tell(&net, "node-faults", "{\"node\":\"bob\"}");
	assert_int_equal(u256_compare(&act->rollup.l1.raw, &honest->rollup.l1.raw), 0);
	assert_int_equal(act->rollup.trust, TRUST_AGREED);
	free_act(honest);
	free_act(act);
}

/* Every node asks a hundred times the price from now on, or what it asked before. */
static void move_market(bool dear)
{
	static const char *const nodes[] = {"alice", "bob", "carol"};

	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++)
		devnet_tell(&net, "node-faults", "{\"node\":\"%s\",\"faults\":[%s]}", nodes[i],
			    dear ? "{\"kind\":\"fee\"}" : "");
}

/* Two transactions that a person would read as the same: prices, limit, sum, nonce. */
static void expect_same(const struct tx *a, const struct tx *b)
{
	assert_int_equal(u256_compare(&a->max_fee.raw, &b->max_fee.raw), 0);
	assert_int_equal(u256_compare(&a->max_priority_fee.raw, &b->max_priority_fee.raw), 0);
	assert_int_equal(u256_compare(&a->gas_limit, &b->gas_limit), 0);
	assert_int_equal(u256_compare(&a->value.raw, &b->value.raw), 0);
	assert_int_equal(a->nonce, b->nonce);
}

static void what_was_shown_is_signed_and_sent_though_the_market_moves(void **state)
{
	struct act *act = prepared_send("0.05", 7), *dear;
	const struct hash shown = act->signing_hash;
	struct tx_signature sig;
	struct hash hash;
	struct tx tx;

	(void)state;
	move_market(true);
	dear = prepared_send("0.05", 7);
	assert_true(u256_compare(&dear->tx.max_fee.raw, &act->tx.max_fee.raw) > 0);
	free_act(dear);
	expect_status(expect_digest(c.app, &shown, NULL, &c.err), STATUS_OK, &c.err);
	expect_status(sign_act(c.app, act, &shown, &c.err), STATUS_OK, &c.err);
	tx_init(&tx);
	assert_int_equal(tx_read_signed(&tx, &sig, &hash, act->raw.data, act->raw.len, &c.err),
			 STATUS_OK);
	expect_same(&tx, &act->tx);
	assert_int_equal(tx_signing_hash(&hash, &tx), STATUS_OK);
	assert_true(hash_equal(&hash, &shown));
	tx_release(&tx);
	end_session(&c.task);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	move_market(false);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	free_act(act);
}

/* Most of a claim's cost may be the rollup's, so that the estimate must not leave it out. */
static void what_a_claim_would_cost_has_the_fees_beside_gas_in_it(void **state)
{
	const struct figure *told;
	struct u256 beside, gas;
	struct act *act = NULL;

	(void)state;
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	told = &contributor_look(&c)->royalties[0].gas;
	assert_true(told->known);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	/* The limit has a fifth to spare, and the highest price is more than the market's. */
	assert_int_equal(u256_mul(&gas, &act->tx.gas_limit, &act->tx.max_fee.raw), STATUS_OK);
	assert_int_equal(u256_add(&beside, &act->rollup.l1.raw, &act->rollup.operator.raw),
			 STATUS_OK);
	assert_true(told->value.limb[0] > beside.limb[0] / 10 * 9 + gas.limb[0] / 2);
	assert_true(told->value.limb[0] < beside.limb[0] / 10 * 11 + gas.limb[0]);
	free_act(act);
}

static void a_bundle_is_signed_as_it_was_written_though_the_market_moves(void **state)
{
	const char *path = contributor_path(&c, "claim.json");
	struct act *act = NULL, *opened = NULL;

	(void)state;
	end_session(&c.task);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	expect_status(export_claim(c.app, act, path, &c.err), STATUS_OK, &c.err);
	move_market(true);
	expect_status(open_claim(c.app, &opened, path, &c.err), STATUS_OK, &c.err);
	expect_same(&opened->tx, &act->tx);
	assert_true(hash_equal(&opened->signing_hash, &act->signing_hash));
	move_market(false);
	free_act(opened);
	free_act(act);
}

/* The nodes have the earlier one in their pools, and refuse what does not outbid it. */
static void a_replacement_offers_more_of_both_and_is_taken(void **state)
{
	struct act *act = prepared_send("0.05", 8), *cancel = NULL;
	struct u256 got;

	(void)state;
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	end_session(&c.task);
	expect_status(prepare_cancel_transaction(c.app, &c.task, &cancel, act->id, &c.err),
		      STATUS_OK, &c.err);
	assert_int_equal(cancel->tx.nonce, act->tx.nonce);
	assert_true(cancel->tx.max_fee.raw.limb[0] >= act->tx.max_fee.raw.limb[0] / 8 * 9);
	assert_true(cancel->tx.max_priority_fee.raw.limb[0] > act->tx.max_priority_fee.raw.limb[0]);
	expect_status(sign_agreed_act(c.app, cancel, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, cancel, &c.err), STATUS_OK, &c.err);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	got = devnet_cast(&net, "bob", "balance 0xfee5000000000000000000000000000000000008");
	assert_true(u256_is_zero(&got));
	free_act(cancel);
	free_act(act);
}

/* All but what gas may cost is sent, so that the fees beside gas are what is missing. */
static void a_send_that_cannot_pay_the_l1_fee_is_refused_with_what_is_missing(void **state)
{
	char text[AMOUNT_TEXT_SIZE], missing[AMOUNT_TEXT_SIZE + 16];
	struct act *known = prepared_send("9.000000000000000001", 5), *act = NULL;
	struct u256 has = coins_of_demo(), gas, amount;

	(void)state;
	gas = less(&known->fee_cap.raw, &known->rollup_most.raw);
	amount = less(&has, &gas);
	amount_format_exact(text, &amount, 18);
	assert_int_equal(try_send(&act, text, 5), ERR_FUNDS);
	assert_null(act);
	amount_format_exact(text, &known->rollup_most.raw, 18);
	snprintf(missing, sizeof(missing), "%s ETH are missing", text);
	if (strstr(c.err.text, missing) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", c.err.text, missing);
	/* With the fees left it is prepared: that is all that was missing. */
	amount = less(&amount, &known->rollup_most.raw);
	amount_format_exact(text, &amount, 18);
	expect_status(try_send(&act, text, 5), STATUS_OK, &c.err);
	free_act(act);
	free_act(known);
}

static void everything_is_sent_and_less_than_one_fee_is_left(void **state)
{
	struct act *act = prepared_send("all", 6);
	struct u256 left, got;

	(void)state;
	expect_fee_lines(act);
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	devnet_tell(&net, "mine", "{\"blocks\":1}");
	got = devnet_cast(&net, "bob", "balance 0xfee5000000000000000000000000000000000006");
	assert_int_equal(u256_compare(&got, &act->tx.value.raw), 0);
	left = coins_of_demo();
	assert_true(u256_compare(&left, &act->fee_cap.raw) < 0);
	free_act(act);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_claim_would_cost_has_the_fees_beside_gas_in_it),
		cmocka_unit_test(the_fees_that_are_told_are_those_that_the_chain_takes),
		cmocka_unit_test(a_stored_transaction_tells_what_was_set_aside),
		cmocka_unit_test(every_kind_of_act_tells_the_fees),
		cmocka_unit_test(a_node_that_lies_about_the_fee_changes_nothing),
		cmocka_unit_test(what_was_shown_is_signed_and_sent_though_the_market_moves),
		cmocka_unit_test(a_bundle_is_signed_as_it_was_written_though_the_market_moves),
		cmocka_unit_test(a_replacement_offers_more_of_both_and_is_taken),
		cmocka_unit_test(a_send_that_cannot_pay_the_l1_fee_is_refused_with_what_is_missing),
		cmocka_unit_test(everything_is_sent_and_less_than_one_fee_is_left),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
