/* Nothing is signed or sent by accident. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"
#include "tui/widget_review_private.h"

static struct script t;

static int start(enum fixture_kind kind, int rows, int cols)
{
	script_open(&t, kind, rows, cols, NULL);
	return 0;
}

static int locked(void **state)
{
	(void)state;
	return start(FIXTURE_FULL, 24, 80);
}

static int unlocked(void **state)
{
	(void)state;
	return start(FIXTURE_UNLOCKED, 24, 80);
}

static int narrow(void **state)
{
	(void)state;
	return start(FIXTURE_UNLOCKED, 10, 40);
}

static int watching(void **state)
{
	(void)state;
	return start(FIXTURE_QUIET, 24, 80);
}

static int read_only(void **state)
{
	(void)state;
	return start(FIXTURE_READ_ONLY, 24, 80);
}

static int close_all(void **state)
{
	(void)state;
	script_close(&t);
	return 0;
}

static unsigned started(const char *what)
{
	return fake_app_started(t.app, what);
}

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

static void the_focus_starts_on_cancel(void **state)
{
	(void)state;
	script_play(&t, "c Enter");
	assert_int_equal(started("claim"), 1);
	assert_int_equal(started("sign"), 0);
	assert_int_equal(t.d->n_popups, 0);
}

static void no_single_key_signs_or_sends(void **state)
{
	(void)state;
	for (int key = 1; key < KEY_CODE_F12; key = key == 127 ? KEY_CODE_NAMED : key + 1) {
		struct key_event ev = {.type = KEY_EVENT_KEY, .key = key};

		script_play(&t, "1 c");
		dashboard_event(t.d, &ev);
		script_play(&t, "");
		t.d->quit = t.d->suspend = false;
		while (t.d->n_popups > 0)
			dashboard_popup_pop(t.d);
	}
	assert_int_equal(started("sign"), 0);
	assert_int_equal(started("send"), 0);
}

/* The signer reads the confirmation itself: the screen takes none. */
static void nothing_that_is_typed_into_the_review_confirms_it(void **state)
{
	(void)state;
	script_play(&t, "c Space '2913' Enter");
	assert_int_equal(started("sign"), 0);
	assert_int_equal(t.d->n_popups, 0);
	script_play(&t, "c Space Tab '2913'");
	assert_int_equal(started("sign"), 0);
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign"), 0);
	script_play(&t, "c Space Tab Enter");
	assert_int_equal(started("sign"), 1);
}

static void a_paste_cannot_confirm(void **state)
{
	(void)state;
	script_play(&t, "c Space Tab <2913>");
	assert_true(shows("the paste was dropped"));
	script_play(&t, "<\n>");
	assert_int_equal(started("sign"), 0);
	assert_true(shows("step 2 of 4"));
}

/* The signer asks for the passphrase as well, so that no step of its own stands between. */
static void a_wrong_passphrase_goes_back_to_reading(void **state)
{
	(void)state;
	fake_app_fail(t.app, "sign", ERR_WRONG_PASSPHRASE,
		      "wrong passphrase: the vault stays locked");
	script_play(&t, "c Space Tab Enter");
	assert_int_equal(started("sign"), 1);
	assert_int_equal(started("unlock"), 0);
	assert_true(shows("wrong passphrase"));
	assert_true(shows("step 2 of 4"));
	fake_app_fail(t.app, "sign", STATUS_OK, "");
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign"), 2);
	assert_true(shows("Signed. Nothing has been sent yet."));
}

static void escape_at_the_signers_question_signs_nothing(void **state)
{
	(void)state;
	fake_app_fail(t.app, "sign", ERR_CANCELLED, "cancelled");
	script_play(&t, "c Space Tab Enter");
	assert_int_equal(started("sign"), 1);
	assert_true(shows("step 2 of 4"));
	assert_false(shows("Signed"));
	script_play(&t, "Enter"); /* the focus is on Cancel again */
	assert_int_equal(started("sign"), 1);
	assert_int_equal(started("send"), 0);
	assert_int_equal(t.d->n_popups, 0);
}

static void sending_is_a_step_of_its_own(void **state)
{
	(void)state;
	script_play(&t, "c Space Tab Enter");
	assert_int_equal(started("sign"), 1);
	assert_int_equal(started("send"), 0);
	script_play(&t, "Enter"); /* Later */
	assert_int_equal(started("send"), 0);
	assert_int_equal(t.d->n_popups, 0);
	script_play(&t, "c Space Tab Enter Tab Enter");
	assert_int_equal(started("send"), 1);
	assert_int_equal(t.d->n_popups, 0);
	assert_true(shows("sent; waiting for confirmations"));
}

static void a_failed_send_keeps_the_signed_act(void **state)
{
	(void)state;
	fake_app_fail(t.app, "send", ERR_CHANGED, "the proven root moved since this was prepared");
	script_play(&t, "c Space Tab Enter Tab Enter");
	assert_true(shows("the proven root moved"));
	assert_true(shows("step 3 of 4"));
	fake_app_fail(t.app, "send", STATUS_OK, "");
	script_play(&t, "Tab Enter");
	assert_int_equal(started("send"), 2);
}

static void a_refused_signature_goes_back_to_reading(void **state)
{
	(void)state;
	fake_app_fail(t.app, "sign", ERR_REFUSED, "the fee is above this network's cap");
	script_play(&t, "c Space Tab Enter");
	assert_true(shows("the fee is above"));
	assert_true(shows("step 2 of 4"));
	/* An Enter too many does not sign again. */
	script_play(&t, "Enter");
	assert_int_equal(started("sign"), 1);
	assert_int_equal(t.d->n_popups, 0);
}

static void the_target_is_frozen_when_the_rows_move(void **state)
{
	struct snapshot *s;

	(void)state;
	script_play(&t, "c");
	assert_true(shows("128.402 913 OPEN"));
	s = fixture_snapshot(FIXTURE_UNLOCKED);
	s->royalties[0].claimable.value = u256_from_u64(1);
	s->royalties[0].distributor.bytes[0] ^= 0xff;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_true(shows("128.402 913 OPEN"));
	assert_true(shows("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
}

static void nothing_is_signed_before_every_line_was_seen(void **state)
{
	(void)state;
	script_play(&t, "c Tab");
	assert_true(shows("read on first"));
	assert_true(shows("Space more"));
	script_play(&t, "Enter"); /* the focus stayed on Cancel */
	assert_int_equal(started("sign"), 0);
	assert_int_equal(t.d->n_popups, 0);
	script_play(&t, "c");
	for (int i = 0; i < 20; i++)
		script_play(&t, "Space");
	assert_true(shows("Tab continue"));
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign"), 1);
}

/* Every character of what is signed is on some page, however narrow. */
static void no_address_is_cut_on_a_narrow_screen(void **state)
{
	char seen[32768] = "", flat[32768] = "";
	size_t n = 0;

	(void)state;
	script_play(&t, "c");
	for (int i = 0; i < 80; i++) {
		strncat(seen, script_text(&t), sizeof(seen) - strlen(seen) - 1);
		script_play(&t, "j");
	}
	for (const char *c = seen; *c != '\0'; c++)
		if (*c != ' ' && *c != '\n')
			flat[n++] = *c;
	assert_non_null(strstr(flat, "cffFb92266"));
	assert_non_null(strstr(flat, "64180aa3"));
	assert_non_null(strstr(flat, "0x196c214290868ff1"));
}

static void an_account_without_its_key_cannot_sign_here(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);

	(void)state;
	s->accounts[0].watch_only = true;
	fake_app_publish(t.app, s);
	script_play(&t, "c Space Tab");
	assert_true(shows("no key for this account here"));
	assert_false(shows("Continue"));
	assert_false(shows("Tab continue"));
	script_play(&t, "Enter");
	assert_int_equal(started("sign") + started("unlock"), 0);
}

static void export_hands_the_act_over_and_closes(void **state)
{
	(void)state;
	script_play(&t, "c x Enter");
	assert_int_equal(started("export-claim"), 1);
	assert_string_equal(fake_app_text(t.app), "claim-17.json");
	assert_int_equal(t.d->n_popups, 0);
	assert_true(shows("written: claim-17.json"));
}

static void an_export_that_makes_another_file_void_asks_for_the_word(void **state)
{
	struct widget_review *r;

	(void)state;
	script_play(&t, "c");
	r = t.d->popups[0].state;
	r->act->first_of = 3;
	snprintf(r->act->hindrance, sizeof(r->act->hindrance), "FIRST");
	script_play(&t, "x");
	assert_true(shows("Type FIRST"));
	script_play(&t, "Enter Enter");
	assert_int_equal(started("export-claim"), 0);
	script_play(&t, "<FIRST> Enter");
	assert_int_equal(started("export-claim"), 0);
	script_play(&t, "'first' Enter");
	assert_int_equal(started("export-claim"), 0);
	assert_true(shows("type FIRST, in capitals"));
	for (int i = 0; i < 5; i++)
		script_play(&t, "Backspace");
	script_play(&t, "'FIRST' Enter");
	assert_int_equal(started("export-claim"), 1);
	assert_int_equal(t.d->n_popups, 0);
}

static void a_failed_export_keeps_the_review(void **state)
{
	(void)state;
	fake_app_fail(t.app, "export-claim", ERR_EXISTS, "claim-17.json is there already");
	script_play(&t, "c x Enter");
	assert_true(shows("is there already"));
	script_play(&t, "Esc");
	assert_true(shows("step 2 of 4"));
}

static void closing_while_the_signer_works_is_safe(void **state)
{
	(void)state;
	fake_app_hold(t.app, true);
	script_play(&t, "1 c");
	fake_app_hold(t.app, false);
	script_play(&t, "");
	fake_app_hold(t.app, true);
	script_play(&t, "Space Tab Enter");
	assert_true(shows("The signer is at work"));
	script_play(&t, "Esc");
	assert_int_equal(t.d->n_popups, 0);
	fake_app_hold(t.app, false);
	script_play(&t, "");
	assert_int_equal(started("send"), 0);
	assert_int_equal(t.d->n_popups, 0);
}

/* Shows the first claim in a state, signed or not. */
static void show_claim(enum own_state state, bool is_signed)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_UNLOCKED);

	s->claims[0].state = state;
	s->claims[0].tx = (struct hash){0};
	s->claims[0].tx.bytes[0] = is_signed;
	fake_app_publish(t.app, s);
	script_play(&t, "5");
	while (!shows("prepare, sign, send"))
		script_play(&t, "t");
	script_play(&t, "g");
}

static void revoking_and_cancelling_are_reviewed_too(void **state)
{
	(void)state;
	script_play(&t, "2 X");
	assert_true(shows("REVOKE A COMMITMENT"));
	script_play(&t, "'REVOKE' Enter");
	assert_int_equal(started("sign"), 0);
	script_play(&t, "Esc");
	show_claim(OWN_SIGNED, true);
	script_play(&t, "X");
	assert_true(shows("CANCEL A CLAIM"));
	assert_true(shows("was signed before"));
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign"), 1);
}

static void read_only_refuses_every_mutating_action_by_name(void **state)
{
	(void)state;
	for (int a = 0; a < ACTION_COUNT; a++) {
		const struct action_info *info = action_info((enum action)a);

		if ((info->flags & ACTION_MUTATES) == 0)
			continue;
		for (int v = 0; v < VIEW_WELCOME; v++) {
			if ((info->views & 1u << v) == 0)
				continue;
			dashboard_show(t.d, (enum view_id)v);
			dashboard_act(t.d, (enum action)a);
			assert_int_equal(t.d->n_popups, 0);
			assert_non_null(strstr(t.d->message, info->name));
			assert_non_null(strstr(t.d->message, "read-only"));
		}
	}
	assert_int_equal(started("claim") + started("sign") + started("commit"), 0);
}

/* The lost stick: its draft costs nothing, so that nothing is asked. */
static void a_draft_is_given_up_without_a_review_and_a_signed_claim_with_one(void **state)
{
	(void)state;
	show_claim(OWN_PREPARED, false);
	script_play(&t, "X");
	assert_int_equal(started("forget"), 1);
	assert_int_equal(started("cancel"), 0);
	assert_int_equal(t.d->n_popups, 0);
	show_claim(OWN_SIGNED, true);
	script_play(&t, "X");
	assert_int_equal(started("forget"), 1);
	assert_int_equal(started("cancel"), 1);
}

static void a_claim_on_its_way_is_offered_nowhere_again(void **state)
{
	static const char *const places[] = {"1", "5", ": 'claim'"};
	struct snapshot *s = fixture_snapshot(FIXTURE_UNLOCKED);
	struct snapshot_royalty *r = &s->royalties[0];

	(void)state;
	for (size_t i = 0; i < s->n_claims; i++)
		s->claims[i].state = OWN_CONFIRMED;
	r->on_its_way = r->claimable;
	r->claimable.value = u256_from_u64(0);
	fake_app_publish(t.app, s);
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		script_play(&t, places[i]);
		script_play(&t, i == 2 ? "Enter" : "c");
		assert_int_equal(started("claim"), 0);
		assert_true(shows("all that can be claimed is on its way"));
		script_play(&t, "Esc 1");
	}
	script_play(&t, "1");
	assert_true(shows("wait: 128.402 913 OPEN is on its way"));
	assert_false(shows("claim 128"));
	script_play(&t, "5");
	assert_true(shows("wait: all of it is on its way"));
	assert_false(shows("prepare a claim of"));
}

static void nothing_to_claim_is_said_not_done(void **state)
{
	(void)state;
	script_play(&t, "c");
	assert_true(shows("claim: there is nothing to claim now"));
	assert_int_equal(started("claim"), 0);
}

#define TEST(f, with) cmocka_unit_test_setup_teardown(f, with, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_focus_starts_on_cancel, unlocked),
		TEST(no_single_key_signs_or_sends, unlocked),
		TEST(nothing_that_is_typed_into_the_review_confirms_it, unlocked),
		TEST(a_paste_cannot_confirm, unlocked),
		TEST(a_wrong_passphrase_goes_back_to_reading, locked),
		TEST(escape_at_the_signers_question_signs_nothing, locked),
		TEST(sending_is_a_step_of_its_own, unlocked),
		TEST(a_failed_send_keeps_the_signed_act, unlocked),
		TEST(a_refused_signature_goes_back_to_reading, unlocked),
		TEST(the_target_is_frozen_when_the_rows_move, unlocked),
		TEST(nothing_is_signed_before_every_line_was_seen, narrow),
		TEST(no_address_is_cut_on_a_narrow_screen, narrow),
		TEST(an_account_without_its_key_cannot_sign_here, locked),
		TEST(export_hands_the_act_over_and_closes, locked),
		TEST(an_export_that_makes_another_file_void_asks_for_the_word, locked),
		TEST(a_failed_export_keeps_the_review, locked),
		TEST(closing_while_the_signer_works_is_safe, unlocked),
		TEST(revoking_and_cancelling_are_reviewed_too, unlocked),
		TEST(read_only_refuses_every_mutating_action_by_name, read_only),
		TEST(a_draft_is_given_up_without_a_review_and_a_signed_claim_with_one, unlocked),
		TEST(a_claim_on_its_way_is_offered_nowhere_again, unlocked),
		TEST(nothing_to_claim_is_said_not_done, watching),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
