/*
 * A claim of several things, judged by words that a test gives: what is on its way already, what is
 * paid to whom, and what is left out.
 */
#include "tests/unit/bundle_sample.h"

#include "act/act_private.h"
#include "act/claim_item.h"
#include "act/claim_review.h"
#include "app/session_private.h"
#include "app/state.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "tests/unit/app_fixture.h"

static struct app *app;
static struct profile *kept, pinned;
static struct session session;
static const struct claim_choice all;

static int start(void **state)
{
	if (setenv("BYLINE_CLOCK", "1795000000", 1) != 0 || folder_make(state) != 0)
		return -1;
	app = open_offline("items");
	kept = app->profile;
	pinned = *kept;
	app->profile = &pinned;
	return 0;
}

static int stop(void **state)
{
	app->profile = kept;
	close_app(app);
	return folder_remove(state);
}

/* The parts of a sample, as read_claim_items() leaves them, all funded. */
static struct claim_items items_of(const struct sample *s)
{
	const struct address account = s->bundle.parts[0].entitlement.account;
	struct claim_items c = {.app = app,
				.session = &session,
				.choice = &all,
				.payer = &s->payer,
				.account = account,
				.sender = account,
				.n = s->bundle.n_parts};

	c.items = calloc(c.n, sizeof(*c.items));
	assert_non_null(c.items);
	for (size_t i = 0; i < c.n; i++) {
		const struct bundle_part *part = &s->bundle.parts[i];
		struct claim_item *item = &c.items[i];

		item->entitlement = part->entitlement;
		item->token.address = part->entitlement.token;
		item->reading.trust = item->funds_trust = TRUST_PROVEN;
		memset(&item->funds.raw, 0x7f, sizeof(item->funds.raw));
		item->reading.n = part->n_words;
		for (size_t w = 0; w < part->n_words; w++)
			item->reading.values[w] = part->words[w].value;
	}
	return c;
}

/* A claim of an item that was sent and is in no block, of another `index` and `series`. */
static void send_claim(const struct claim_items *c, uint64_t more, struct u256 cumulative)
{
	static uint64_t nonce;
	const struct entitlement *en = &c->items[0].entitlement;
	struct cache_tx tx = {.account = c->account, .nonce = nonce++, .state = CACHE_TX_SENT};
	struct cache_claim row = {.account = c->account,
				  .payer = c->payer->contract.address,
				  .token = en->token,
				  .cumulative.raw = cumulative,
				  .index = en->index + more,
				  .series = en->series + more};

	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	row.transaction = tx.id;
	assert_ok(cache_claims_add(app->shared->cache, &row, &err));
}

/* Pods and vaults have no amount in their claims. */
static void what_a_payer_without_leaves_pays_is_not_claimed_twice(void **state)
{
	static const size_t samples[] = {4, 5, 6};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct claim_items c;
		struct sample s;
		size_t n;

		sample_load(&s, samples[i], NULL);
		/* A payer of its own, since claims are kept. */
		s.payer.contract.address.bytes[0] = (uint8_t)i;
		if (s.payer.kind == DISTRIBUTOR_STORY)
			sample_word(&s, 0, "vault")->value.value =
				judging_word_of(&s.payer.contract.address);
		c = items_of(&s);
		send_claim(&c, 1, (struct u256){{0}});
		assert_ok(judge_claim_items(&c, &n, &err));
		assert_true(u256_is_zero(&c.items[0].on_its_way));
		release_claim_items(&c);
		c = items_of(&s);
		send_claim(&c, 0, (struct u256){{0}});
		assert_int_equal(judge_claim_items(&c, &n, &err), ERR_EXISTS);
		assert_non_null(strstr(err.text, "is on its way"));
		release_claim_items(&c);
		bundle_release(&s.bundle);
	}
}

/* EigenLayer's books are one sum for all roots. */
static void a_claim_under_another_root_is_taken_off(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 2, NULL);
	c = items_of(&s);
	send_claim(&c, 1, u256_from_u64(30));
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_true(u256_is_zero(&c.items[0].on_its_way) == false);
	assert_int_equal(c.items[0].on_its_way.limb[0], 30);
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* WeatherXM's call names the sum that it takes: it fails once an earlier claim was paid. */
static void a_cycle_is_not_claimed_while_another_one_is_on_its_way(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 16, NULL);
	c = items_of(&s);
	send_claim(&c, 1, u256_from_u64(1));
	assert_int_equal(judge_claim_items(&c, &n, &err), ERR_EXISTS);
	assert_non_null(strstr(err.text, "takes a part of this"));
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

static void a_vault_without_new_revenue_is_not_said_to_have_paid(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 6, NULL);
	s.payer.contract.address = judging_address(0xa7);
	sample_word(&s, 0, "vault")->value.value = judging_word_of(&s.payer.contract.address);
	sample_word(&s, 0, "accumulator")->value.value = (struct u256){{0}};
	c = items_of(&s);
	assert_int_equal(judge_claim_items(&c, &n, &err), ERR_NOT_FOUND);
	assert_null(strstr(err.text, "claimed before"));
	assert_non_null(strstr(err.text, "owes nothing for it now"));
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* An account may name another recipient for each token; a review has one. */
static void tokens_that_are_paid_to_others_need_claims_of_their_own(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 1, NULL);
	s.payer.contract.address = judging_address(0xa8);
	sample_word(&s, 1, "recipient")->value.value.limb[0] = 0xbeef;
	c = items_of(&s);
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_int_equal(c.n, 3);
	for (size_t i = 0; i < n; i++)
		assert_true(
			address_equal(&c.items[i].finding.paid_to, &c.items[0].finding.paid_to));
	assert_in_range(n, 1, 2);
	assert_non_null(strstr(c.items[n].why, "claim of its own"));
	for (size_t i = 0; i < c.n; i++)
		assert_int_equal(c.items[i].later, i >= n);
	/* Alone it is named as left out; where somebody prepares the other claim too, it is not. */
	for (size_t follows = 0; follows < 2; follows++) {
		uint32_t later = 0;
		struct claim_choice both = {.later = follows ? &later : NULL};
		struct act *act = new_act(app, ACT_CLAIM, &c.account);

		assert_non_null(act);
		c.choice = &both;
		tell_claim(act, &c, n);
		assert_int_equal(strcmp(act->facts[act->n_facts - 1].label, "Left out") == 0,
				 follows == 0);
		free_act(act);
	}
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* Two roots of EigenLayer pay one token by one sum: the greater leaf pays the other one too. */
static void a_leaf_that_another_one_pays_too_is_not_left_for_later(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 2, NULL);
	s.payer.contract.address = judging_address(0xa9);
	sample_word(&s, 0, "roots")->value.value.limb[0]++;
	c = items_of(&s);
	c.items = reallocarray(c.items, 2, sizeof(*c.items));
	assert_non_null(c.items);
	c.items[1] = c.items[0];
	c.items[c.n++].entitlement.series++;
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(c.items[0].entitlement.series, s.bundle.parts[0].entitlement.series + 1);
	assert_int_equal(c.items[1].finding.obstacle, PAYER_PAID);
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* A clock that is ahead of the nodes' does not bring the next tree into force. */
static void a_tree_is_judged_by_the_nodes_time(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 0, NULL);
	s.payer.contract.address = judging_address(0xaa);
	sample_word(&s, 0, "dispute")->value.value = sample_dispute(0, SAMPLE_TIME - 60);
	session.anchor.clock_ahead_s = 3600;
	c = items_of(&s);
	assert_int_equal(judge_claim_items(&c, &n, &err), ERR_REFUSED);
	assert_int_equal(c.items[0].finding.obstacle, PAYER_WAITS);
	session.anchor.clock_ahead_s = 0;
	release_claim_items(&c);
	c = items_of(&s);
	assert_ok(judge_claim_items(&c, &n, &err));
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* Its call names the sum, and a call that names nothing succeeds and pays nothing. */
static void a_cycle_of_which_nothing_is_told_is_not_claimed(void **state)
{
	static const char *const words[] = {"root", "claimed"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct claim_items c;
		struct payer_call call;
		struct sample s;
		struct buf data;
		size_t n;

		sample_load(&s, 16, NULL);
		sample_word(&s, 0, words[i])->value.known = false;
		c = items_of(&s);
		assert_int_equal(judge_claim_items(&c, &n, &err), ERR_NOT_AGREED);
		assert_non_null(strstr(err.text, "does not tell how much is left"));
		assert_ok(payer_make_call(&call, &s.payer, &c.items[0].entitlement, 1,
					  &c.items[0].finding, &err));
		buf_init(&data, LIMIT_CALLDATA);
		assert_int_equal(payer_kind(call.kind)->write(&data, &call), ERR_MISMATCH);
		buf_release(&data);
		release_claim_items(&c);
		bundle_release(&s.bundle);
	}
}

/* A pinned token that was paid is no reason why another one is not. */
static void a_refusal_is_told_by_what_is_still_due(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 1, NULL);
	s.payer.contract.address = judging_address(0xae);
	sample_word(&s, 0, "claimed")->value.value = s.bundle.parts[0].entitlement.cumulative.raw;
	c = items_of(&s);
	c.items[0].token.pinned = &pinned.tokens[0];
	for (size_t i = 1; i < c.n; i++)
		c.items[i].funds.raw = (struct u256){{0}};
	assert_int_equal(judge_claim_items(&c, &n, &err), ERR_FUNDS);
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* Merkl fails by such a part, which an older tree that is in force again has. */
static void a_part_of_which_more_was_paid_is_left_out_by_name(void **state)
{
	struct claim_items c;
	struct act *act;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 1, NULL);
	s.payer.contract.address = judging_address(0xaf);
	sample_word(&s, 1, "claimed")->value.value = s.bundle.parts[1].entitlement.cumulative.raw;
	sample_word(&s, 1, "claimed")->value.value.limb[0]++;
	c = items_of(&s);
	snprintf(c.items[1].token.symbol, sizeof(c.items[1].token.symbol), "LESS");
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_int_equal(n, 2);
	act = new_act(app, ACT_CLAIM, &c.account);
	assert_non_null(act);
	tell_claim(act, &c, n);
	assert_string_equal(act->facts[act->n_facts - 1].label, "Left out");
	assert_non_null(strstr(act->facts[act->n_facts - 1].value, "LESS: "));
	assert_non_null(strstr(act->facts[act->n_facts - 1].value, "more of it was claimed"));
	free_act(act);
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* The signer asks for what is typed; byline names a text only where an obstacle has one. */
static void a_claim_without_an_obstacle_has_no_text_to_be_typed(void **state)
{
	struct claim_items c;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 1, NULL);
	s.payer.contract.address = judging_address(0xb0);
	c = items_of(&s);
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_int_equal(n, 3);
	for (n = 1; n <= 3; n += 2) {
		struct act *act = new_act(app, ACT_CLAIM, &c.account);

		assert_non_null(act);
		tell_claim(act, &c, n);
		assert_string_equal(act->confirm, "");
		assert_string_equal(act->title, "CLAIM ROYALTIES");
		free_act(act);
	}
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

/* Eight places of a claim are not for whoever makes the largest number. */
static void pinned_tokens_have_the_first_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct claim_items c;
		struct sample s;
		size_t n;

		sample_load(&s, 1, NULL);
		s.payer.contract.address = judging_address(0xad);
		c = items_of(&s);
		c.items[i].token.pinned = &pinned.tokens[0];
		assert_ok(judge_claim_items(&c, &n, &err));
		assert_int_equal(n, 3);
		assert_ptr_equal(c.items[0].token.pinned, &pinned.tokens[0]);
		release_claim_items(&c);
		bundle_release(&s.bundle);
	}
}

/* A fact that is cut keeps an act from being signed. */
static void no_token_of_somebody_else_makes_a_review_too_long(void **state)
{
	struct claim_items c;
	struct act *act;
	struct sample s;
	size_t n;

	(void)state;
	sample_load(&s, 1, NULL);
	s.payer.contract.address = judging_address(0xab);
	c = items_of(&s);
	for (size_t i = 0; i < c.n; i++)
		snprintf(c.items[i].token.symbol, sizeof(c.items[i].token.symbol), "%s",
			 "FIFTEENLETTERS!");
	c.items[2].funds.raw = (struct u256){{0}};
	assert_ok(judge_claim_items(&c, &n, &err));
	assert_int_equal(n, 2);
	memset(c.items[2].why, 'x', sizeof(c.items[2].why) - 1);
	act = new_act(app, ACT_CLAIM, &c.account);
	assert_non_null(act);
	tell_claim(act, &c, n);
	assert_ok(require_whole(act, &err));
	assert_string_equal(act->facts[act->n_facts - 1].label, "Left out");
	free_act(act);
	release_claim_items(&c);
	bundle_release(&s.bundle);
	/* A cut amount would be another one. */
	sample_load(&s, 6, NULL);
	s.payer.contract.address = judging_address(0xac);
	sample_word(&s, 0, "vault")->value.value = judging_word_of(&s.payer.contract.address);
	sample_word(&s, 0, "accumulator")->value.value = (struct u256){{0, 0, 0, 1}};
	c = items_of(&s);
	assert_int_equal(judge_claim_items(&c, &n, &err), ERR_LIMIT);
	assert_non_null(strstr(err.text, "too many digits"));
	release_claim_items(&c);
	bundle_release(&s.bundle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_payer_without_leaves_pays_is_not_claimed_twice),
		cmocka_unit_test(a_claim_under_another_root_is_taken_off),
		cmocka_unit_test(a_cycle_is_not_claimed_while_another_one_is_on_its_way),
		cmocka_unit_test(a_vault_without_new_revenue_is_not_said_to_have_paid),
		cmocka_unit_test(tokens_that_are_paid_to_others_need_claims_of_their_own),
		cmocka_unit_test(a_leaf_that_another_one_pays_too_is_not_left_for_later),
		cmocka_unit_test(a_tree_is_judged_by_the_nodes_time),
		cmocka_unit_test(a_cycle_of_which_nothing_is_told_is_not_claimed),
		cmocka_unit_test(a_refusal_is_told_by_what_is_still_due),
		cmocka_unit_test(a_part_of_which_more_was_paid_is_left_out_by_name),
		cmocka_unit_test(a_claim_without_an_obstacle_has_no_text_to_be_typed),
		cmocka_unit_test(pinned_tokens_have_the_first_places),
		cmocka_unit_test(no_token_of_somebody_else_makes_a_review_too_long),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
