/* Claims for which something goes wrong between preparing and the money. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/cancel.h"
#include "act/claim.h"
#include "act/claim_offline.h"
#include "act/pay.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/session.h"
#include "app/state.h"
#include "sync/in_background.h"
#include "sync/upload.h"
#include "tests/lib/agreed.h"
#include "tests/lib/contributor.h"

#define DAY_S 86400

static struct devnet net;
static struct contributor c;

/* Two blocks, so that the newest ones are under the confirmations, and a sync. */
static void settle_down(void)
{
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	contributor_look(&c);
}

/* Every test begins with something claimable, nothing under way and the right time. */
static int something_owed(void **state)
{
	(void)state;
	unsetenv("BYLINE_CLOCK");
	devnet_tell(&net, "settle", "{}");
	settle_down();
	assert_true(c.seen->royalties[0].claimable.trust == TRUST_PROVEN);
	assert_false(u256_is_zero(&c.seen->royalties[0].claimable.value));
	return 0;
}

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "claims");
	contributor_begin(&c, &net);
	contributor_restore(&c);
	return 0;
}

static int end(void **state)
{
	(void)state;
	unsetenv("BYLINE_CLOCK");
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static struct act *prepared(void)
{
	struct act *act = NULL;

	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	return act;
}

static struct act *signed_claim(void)
{
	struct act *act = prepared();

	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	return act;
}

static struct act *sent_claim(void)
{
	struct act *act = signed_claim();

	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	return act;
}

static struct u256 tokens_of_demo(void)
{
	return devnet_cast(&net, "alice", "call %s 'balanceOf(address)(uint256)' %s",
			   devnet_text(&net, "contracts", "token"),
			   devnet_named(&net, "accounts", "demo", "address"));
}

static uint64_t nonce_of_demo(void)
{
	struct u256 nonce = devnet_cast(&net, "alice", "nonce %s",
					devnet_named(&net, "accounts", "demo", "address"));
	uint64_t n;

	assert_int_equal(u256_to_u64(&n, &nonce), STATUS_OK);
	return n;
}

/* The tokens that `act` pays have arrived: exactly them. */
static void expect_paid(const struct snapshot_claim *claim, const struct u256 *before)
{
	struct u256 now = tokens_of_demo(), gained;

	assert_int_equal(u256_sub(&gained, &now, before), STATUS_OK);
	assert_int_equal(u256_compare(&gained, &claim->amount.raw), 0);
}

static void expect_paid_nothing(const struct u256 *before)
{
	struct u256 now = tokens_of_demo();

	assert_int_equal(u256_compare(&now, before), 0);
}

/* The transaction's hash as text; valid until the next. */
static const char *text_of(const struct act *act)
{
	static char text[HASH_TEXT_SIZE];

	hash_format(text, &act->hash);
	return text;
}

/* Sends what was signed before once more and waits for its confirmations. */
static void resend(struct act *act)
{
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	free_act(act);
	devnet_tell(&net, "mine", "{}");
	settle_down();
}

/* A signed claim that is not wanted any more: its nonce is spent by a transaction to oneself. */
static void cancel(struct act *claim)
{
	struct act *act = NULL;

	expect_status(prepare_cancel(c.app, &c.task, &act, claim->subject, &c.err), STATUS_OK,
		      &c.err);
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	devnet_tell(&net, "mine", "{}");
	settle_down();
	free_act(act);
	free_act(claim);
}

static void without_gas_a_claim_is_refused_and_no_nonce_taken(void **state)
{
	struct address poor;
	struct act *act = NULL;
	size_t before = c.seen->n_txs;

	(void)state;
	expect_status(address_parse(&poor, "0x00000000000000000000000000000000000be9a5", 42),
		      STATUS_OK, NULL);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){.sender = &poor},
				    &c.err),
		      ERR_FUNDS, &c.err);
	expect_in(c.err.text, "no gas");
	expect_in(c.err.text, "ETH");
	assert_null(act);
	assert_int_equal(contributor_look(&c)->n_txs, before);
}

static void an_underfunded_distributor_is_told_and_its_claim_refused(void **state)
{
	struct act *act = NULL, *early = signed_claim();

	(void)state;
	devnet_tell(&net, "underfund", "{}");
	settle_down();
	assert_true(c.seen->royalties[0].underfunded);
	assert_int_equal(c.seen->royalties[0].claimable.trust, TRUST_AGREED);
	assert_int_equal(c.seen->royalties[0].cumulative.trust, TRUST_PROVEN);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      ERR_FUNDS, &c.err);
	expect_in(c.err.text, "underfunded");
	/* One that was signed before does not leave either. */
	expect_status(send_act(c.app, &c.task, early, &c.err), ERR_REVERTED, &c.err);
	devnet_tell(&net, "fund-distributor", "{}");
	settle_down();
	assert_false(c.seen->royalties[0].underfunded);
	assert_int_equal(c.seen->royalties[0].claimable.trust, TRUST_PROVEN);
	expect_status(send_act(c.app, &c.task, early, &c.err), STATUS_OK, &c.err);
	devnet_tell(&net, "mine", "{}");
	settle_down();
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	free_act(early);
}

static const struct act_fact *fact(const struct act *act, const char *label)
{
	size_t i = 0;

	while (i < act->n_facts && strcmp(act->facts[i].label, label) != 0)
		i++;
	assert_true(i < act->n_facts);
	return &act->facts[i];
}

static void a_token_that_keeps_its_balances_who_knows_where_is_agreed_on(void **state)
{
	struct profile_token *token = &c.app->profile->tokens[0];
	struct act *act = prepared();

	(void)state;
	assert_int_equal(fact(act, "Funded")->trust, TRUST_PROVEN);
	assert_string_equal(fact(act, "Funded")->note, "");
	free_act(act);
	token->has_balance_slot = false;
	act = prepared();
	token->has_balance_slot = true;
	assert_int_equal(fact(act, "Funded")->trust, TRUST_AGREED);
	expect_in(fact(act, "Funded")->note, "not proven");
	assert_int_equal(fact(act, "Entitled so far")->trust, TRUST_PROVEN);
	free_act(act);
	/* A claim that was only looked at leaves no trace. */
	assert_int_equal(contributor_look(&c)->n_claims, 1);
}

static void a_root_that_moves_after_signing_stops_the_claim(void **state)
{
	struct act *claim = signed_claim();
	struct u256 before = tokens_of_demo();
	uint64_t nonce = nonce_of_demo();

	(void)state;
	devnet_tell(&net, "settle", "{}");
	settle_down();
	expect_status(send_act(c.app, &c.task, claim, &c.err), ERR_CHANGED, &c.err);
	expect_in(c.err.text, "root moved");
	devnet_tell(&net, "mine", "{}");
	assert_int_equal(nonce_of_demo(), nonce);
	cancel(claim);
	assert_int_equal(nonce_of_demo(), nonce + 1);
	assert_int_equal(c.seen->claims[0].state, OWN_CANCELLED);
	expect_paid_nothing(&before);
}

static void a_reorganised_claim_goes_back_and_is_confirmed_where_it_lands(void **state)
{
	struct u256 before = tokens_of_demo();
	struct act *act = sent_claim();
	uint64_t block;

	(void)state;
	devnet_tell(&net, "mine", "{}");
	settle_down();
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	block = c.seen->claims[0].block;
	/* Deeper than the confirmations: what counted as final is not there any more. */
	devnet_tell(&net, "reorg", "{\"depth\":4,\"omit\":[\"%s\"],\"extra\":2}", text_of(act));
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_int_equal(contributor_look(&c)->claims[0].state, OWN_SENT);
	assert_int_equal(c.seen->claims[0].block, 0);
	assert_non_null(snapshot_event_with(c.seen, "the chain was reorganised"));
	expect_paid_nothing(&before);
	/* An undone transaction may come back; unknown to all nodes for a while, it is dropped. */
	setenv("BYLINE_CLOCK", "+120", 1);
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_int_equal(contributor_look(&c)->claims[0].state, OWN_DROPPED);
	free_act(act);
	/* A claim that was undone can be sent again as it was signed. */
	expect_status(open_transaction(c.app, &act, &c.seen->claims[0].tx, &c.err), STATUS_OK,
		      &c.err);
	resend(act);
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	assert_true(c.seen->claims[0].block > block);
	expect_paid(&c.seen->claims[0], &before);
}

static void a_claim_whose_block_is_abandoned_is_dropped_and_sent_again(void **state)
{
	struct u256 before = tokens_of_demo();
	struct act *act = sent_claim();

	(void)state;
	devnet_tell(&net, "mine", "{}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_int_equal(contributor_look(&c)->claims[0].state, OWN_MINED);
	assert_true(c.seen->claims[0].block > 0);
	devnet_tell(&net, "reorg", "{\"depth\":1,\"omit\":[\"%s\"]}", text_of(act));
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_int_equal(contributor_look(&c)->claims[0].state, OWN_DROPPED);
	assert_int_equal(c.seen->claims[0].block, 0);
	expect_in(c.seen->claims[0].note, "send it again");
	expect_paid_nothing(&before);
	free_act(act);
	expect_status(open_transaction(c.app, &act, &c.seen->claims[0].tx, &c.err), STATUS_OK,
		      &c.err);
	resend(act);
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	expect_paid(&c.seen->claims[0], &before);
}

static void a_claim_that_moves_to_another_block_is_followed_there(void **state)
{
	struct u256 before = tokens_of_demo();
	struct act *act = sent_claim();

	(void)state;
	devnet_tell(&net, "mine", "{}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_true(contributor_look(&c)->claims[0].block > 0);
	devnet_tell(&net, "reorg", "{\"depth\":1,\"extra\":0}");
	settle_down();
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	expect_paid(&c.seen->claims[0], &before);
	free_act(act);
}

static void what_is_on_its_way_is_not_claimed_a_second_time(void **state)
{
	struct u256 before = tokens_of_demo();
	struct act *act = sent_claim(), *again = NULL;

	(void)state;
	expect_status(prepare_claim(c.app, &c.task, &again, &(struct claim_choice){0}, &c.err),
		      ERR_EXISTS, &c.err);
	expect_in(c.err.text, "on its way");
	assert_null(again);
	free_act(act);
	devnet_tell(&net, "mine", "{}");
	settle_down();
	expect_paid(&c.seen->claims[0], &before);
}

static void a_claim_that_no_node_knows_any_more_is_dropped_and_can_be_sent_again(void **state)
{
	struct u256 before = tokens_of_demo();
	struct act *act = sent_claim();

	(void)state;
	devnet_tell(&net, "drop", "{\"transaction\":\"%s\"}", text_of(act));
	setenv("BYLINE_CLOCK", "+120", 1);
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	assert_int_equal(contributor_look(&c)->claims[0].state, OWN_DROPPED);
	free_act(act);
	expect_status(open_transaction(c.app, &act, &c.seen->claims[0].tx, &c.err), STATUS_OK,
		      &c.err);
	resend(act);
	assert_int_equal(c.seen->claims[0].state, OWN_CONFIRMED);
	expect_paid(&c.seen->claims[0], &before);
}

static void a_claim_whose_nonce_another_wallet_spent_is_replaced(void **state)
{
	struct act *act = sent_claim();

	(void)state;
	devnet_tell(&net, "drop", "{\"transaction\":\"%s\"}", text_of(act));
	/* The same phrase in another wallet. */
	devnet_cast_send(&net, "demo", act->tx.nonce, "contributor-1");
	devnet_tell(&net, "mine", "{}");
	settle_down();
	assert_int_equal(c.seen->claims[0].state, OWN_REPLACED);
	expect_in(c.seen->claims[0].note, "nonce");
	assert_false(u256_is_zero(&c.seen->royalties[0].claimable.value));
	free_act(act);
}

static void a_nonce_that_was_signed_before_names_the_earlier_transaction(void **state)
{
	struct act *claim = signed_claim(), *act = NULL;
	char nonce[40], begins[16];

	(void)state;
	expect_status(prepare_cancel(c.app, &c.task, &act, claim->subject, &c.err), STATUS_OK,
		      &c.err);
	snprintf(nonce, sizeof(nonce), "nonce %llu", (unsigned long long)claim->tx.nonce);
	snprintf(begins, sizeof(begins), "%.10s", text_of(claim));
	assert_int_equal(act->tx.nonce, claim->tx.nonce);
	expect_in(act->warning, nonce);
	expect_in(act->warning, begins);
	expect_in(act->warning, "claim ");
	free_act(act);
	/* Another act never takes that nonce by itself, and behind it must be confirmed by it. */
	expect_status(prepare_send(c.app, &c.task, &act, "ETH", "0.5", &claim->from, &c.err),
		      STATUS_OK, &c.err);
	assert_int_equal(act->tx.nonce, claim->tx.nonce + 1);
	expect_in(act->warning, nonce);
	expect_in(act->warning, text_of(claim));
	assert_string_equal(act->confirm, text_of(claim) + HASH_TEXT_SIZE - 1 - 4);
	free_act(act);
	cancel(claim);
}

static void a_clock_wrong_by_a_day_is_told(void **state)
{
	static const char *const shifts[] = {"+86400", "-86400"};
	static const struct sync_wish wish = {.pace = PACE_IDLE};
	struct sync_outcome last;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(shifts); i++) {
		struct sync_outcome outcome;
		int64_t skew;

		setenv("BYLINE_CLOCK", shifts[i], 1);
		contributor_reopen(&c, false);
		sync_in_background(c.app, &c.task, &wish, &outcome);
		assert_true(outcome.pause_ms > 0);
		skew = contributor_look(&c)->networks[0].clock_skew_s;
		assert_true(i == 0 ? skew > DAY_S / 2 : skew < -DAY_S / 2);
		expect_in(c.seen->networks[0].sync_text, "clock");
		assert_int_equal(c.seen->coins[0].balance.trust, TRUST_PROVEN);
	}
	unsetenv("BYLINE_CLOCK");
	contributor_reopen(&c, false);
	sync_in_background(c.app, &c.task, &wish, &last);
	assert_true(last.pause_ms > 0);
	assert_string_equal(contributor_look(&c)->networks[0].sync_text, "");
	contributor_unlock(&c);
}

static void a_datanet_key_that_expired_takes_no_upload(void **state)
{
	struct intake_question q;

	(void)state;
	expect_status(check_intake(c.app, &c.task, &q, &c.err), STATUS_OK, &c.err);
	setenv("BYLINE_CLOCK", "+315360000", 1);
	expect_status(check_intake(c.app, &c.task, &q, &c.err), ERR_EXPIRED, &c.err);
	expect_in(c.err.text, "clock");
}

/* The last one: the time of the network goes on from there. */
static void a_claim_older_than_its_expiry_is_refused_everywhere(void **state)
{
	const char *bundle = contributor_path(&c, "old.claim");
	struct act *claim = prepared(), *act = NULL;

	(void)state;
	expect_status(export_claim(c.app, claim, bundle, &c.err), STATUS_OK, &c.err);
	expect_status(sign_agreed_act(c.app, claim, &c.err), STATUS_OK, &c.err);
	setenv("BYLINE_CLOCK", "+90000", 1);
	expect_status(open_claim(c.app, &act, bundle, &c.err), ERR_EXPIRED, &c.err);
	expect_in(c.err.text, "clock");
	/* Where there is a network, its time decides. */
	devnet_tell(&net, "clock", "{\"skew_seconds\":90000}");
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	end_session(&c.task);
	expect_status(send_act(c.app, &c.task, claim, &c.err), ERR_EXPIRED, &c.err);
	end_session(&c.task);
	cancel(claim);
}

#define owed(test) cmocka_unit_test_setup(test, something_owed)

int main(void)
{
	const struct CMUnitTest tests[] = {
		owed(without_gas_a_claim_is_refused_and_no_nonce_taken),
		owed(an_underfunded_distributor_is_told_and_its_claim_refused),
		owed(a_token_that_keeps_its_balances_who_knows_where_is_agreed_on),
		owed(a_root_that_moves_after_signing_stops_the_claim),
		owed(a_reorganised_claim_goes_back_and_is_confirmed_where_it_lands),
		owed(a_claim_whose_block_is_abandoned_is_dropped_and_sent_again),
		owed(a_claim_that_moves_to_another_block_is_followed_there),
		owed(what_is_on_its_way_is_not_claimed_a_second_time),
		owed(a_claim_that_no_node_knows_any_more_is_dropped_and_can_be_sent_again),
		owed(a_claim_whose_nonce_another_wallet_spent_is_replaced),
		owed(a_nonce_that_was_signed_before_names_the_earlier_transaction),
		owed(a_clock_wrong_by_a_day_is_told),
		owed(a_datanet_key_that_expired_takes_no_upload),
		owed(a_claim_older_than_its_expiry_is_refused_everywhere),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
