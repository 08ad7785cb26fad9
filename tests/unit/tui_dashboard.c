/* Rules that hold for every view, at every size, on every snapshot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "tests/screens/script.h"

static struct script t;

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

static void every_view_draws_at_every_size(void **state)
{
	static const int sizes[][2] = {{1, 1},	 {1, 200},  {5, 20},	{6, 30},
				       {8, 31},	 {10, 40},  {12, 60},	{16, 76},
				       {24, 80}, {40, 120}, {200, 500}, {60, 1}};

	(void)state;
	for (int k = 0; k < FIXTURE_MANY; k++) {
		script_open(&t, (enum fixture_kind)k, 24, 80, NULL);
		for (int v = 0; v < VIEW_WELCOME; v++)
			for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
				assert_int_equal(screen_resize(&t.screen, sizes[i][0], sizes[i][1]),
						 STATUS_OK);
				dashboard_show(t.d, (enum view_id)v);
				dashboard_draw(t.d, &t.screen);
				script_play(&t, "j t c Esc");
			}
		script_close(&t);
	}
}

static void an_ascii_screen_has_no_byte_beyond_ascii(void **state)
{
	struct dashboard_options o = {.ascii = true};

	(void)state;
	for (int k = 0; k < FIXTURE_MANY; k++)
		for (int accessible = 0; accessible < 2; accessible++) {
			o.accessible = accessible != 0;
			script_open(&t, (enum fixture_kind)k, 24, 80, &o);
			for (int v = 0; v < VIEW_WELCOME; v++) {
				const char *text;

				dashboard_show(t.d, (enum view_id)v);
				script_play(&t, "Enter");
				for (text = script_text(&t); *text != '\0'; text++)
					assert_true((unsigned char)*text < 0x80);
				script_play(&t, "Esc");
			}
			script_close(&t);
		}
}

static void the_cursor_stands_on_the_selected_row(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_DISPUTED, 24, 80, NULL);
	for (int v = 0; v < VIEW_WELCOME; v++) {
		dashboard_show(t.d, (enum view_id)v);
		script_play(&t, v == VIEW_PREVIEW ? "p 'n' Enter j" : "j");
		assert_true(screen_cell(&t.screen, t.screen.cursor_y, t.screen.cursor_x)->reverse);
		assert_string_equal(screen_cell(&t.screen, t.screen.cursor_y, 1)->text, "▸");
	}
	script_close(&t);
}

static void every_view_says_what_to_do_now(void **state)
{
	(void)state;
	for (int k = 0; k < FIXTURE_MANY; k++) {
		script_open(&t, (enum fixture_kind)k, 24, 80, NULL);
		for (int v = 0; v < VIEW_WELCOME; v++) {
			dashboard_show(t.d, (enum view_id)v);
			dashboard_draw(t.d, &t.screen);
			assert_true(shows(" NEXT  "));
		}
		script_close(&t);
	}
}

static void hints_are_only_keys_that_are_valid_now(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_QUIET, 24, 80, NULL);
	script_play(&t, "1");
	assert_false(shows("c claim"));
	assert_false(shows("u unlock"));
	script_close(&t);
	script_open(&t, FIXTURE_FULL, 24, 120, NULL);
	assert_true(shows("c claim"));
	assert_true(shows("u unlock"));
	script_close(&t);
}

static void a_paste_outside_a_field_is_dropped_and_said(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_UNLOCKED, 24, 80, NULL);
	script_play(&t, "<qcX\ny>");
	assert_false(t.d->quit);
	assert_int_equal(t.d->n_popups, 0);
	assert_true(shows("the paste was dropped"));
	script_close(&t);
}

static void a_paste_fills_a_field_and_never_submits(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_QUIET, 24, 80, NULL);
	script_play(&t, "7 w <0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\n>");
	assert_true(shows("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
	assert_int_equal(fake_app_started(t.app, "watch"), 0);
	script_play(&t, "Enter 'desk' Enter");
	assert_int_equal(fake_app_started(t.app, "watch"), 1);
	assert_string_equal(fake_app_text(t.app), "desk");
	script_close(&t);
}

static void an_address_with_a_typing_error_is_not_watched(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_QUIET, 24, 80, NULL);
	script_play(&t, "7 w <0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266> Enter Enter");
	assert_int_equal(fake_app_started(t.app, "watch"), 0);
	assert_true(shows("mistyped"));
	script_close(&t);
}

/* The signer asks for every secret on the terminal: no key starts anything but its work. */
static void no_form_asks_for_a_secret(void **state)
{
	static const struct {
		const char *key, *work;
	} acts[] = {{"u", "unlock"}, {"p", "passphrase"}, {"v", "reveal"}, {"d", "drill"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		script_open(&t, FIXTURE_FULL, 24, 80, NULL);
		script_play(&t, "7");
		script_play(&t, acts[i].key);
		assert_int_equal(fake_app_started(t.app, acts[i].work), 1);
		assert_int_equal(t.d->n_popups, 0);
		script_close(&t);
	}
}

static void a_new_vault_has_the_words_that_were_chosen(void **state)
{
	static const struct {
		const char *keys, *work, *text;
	} forms[] = {{"c Enter", "create", "12 words"},
		     {"c Right Enter", "create", "24 words"},
		     {"r Enter", "restore", "words"},
		     {"r Right Enter", "restore", "words and passphrase"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		script_open(&t, FIXTURE_NOTHING, 24, 80, NULL);
		script_play(&t, forms[i].keys);
		assert_int_equal(fake_app_started(t.app, forms[i].work), 1);
		assert_string_equal(fake_app_text(t.app), forms[i].text);
		script_close(&t);
	}
}

static void what_the_signer_refused_is_said(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_UNLOCKED, 24, 80, NULL);
	fake_app_fail(t.app, "drill", ERR_MISMATCH, "word 7 of the phrase is another one");
	script_play(&t, "7 d");
	assert_true(shows("word 7 of the phrase is another one"));
	fake_app_fail(t.app, "passphrase", ERR_CANCELLED, "cancelled");
	script_play(&t, "p");
	assert_true(shows("changing the passphrase: "));
	script_close(&t);
}

static void balances_can_be_hidden_everywhere(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 40, 120, NULL);
	script_play(&t, "b");
	for (int v = 0; v < VIEW_NODES; v++) {
		dashboard_show(t.d, (enum view_id)v);
		dashboard_draw(t.d, &t.screen);
		assert_false(shows("128.402"));
		assert_false(shows("521.204"));
		assert_false(shows("7.907"));
	}
	script_close(&t);
}

/* Pages, one-line summaries, findings, results and the clipboard have amounts in sentences. */
static void amounts_in_sentences_hide_with_all_others(void **state)
{
	static const char *const amounts[] = {"25.07", "27.8",	  "472",
					      "0.125", "pays 25", "claim 40"};
	static const struct {
		const char *keys, *shown;
	} looks[] = {
		{"1", "epoch 29 is short by ••• OPEN: it"},
		{"1", "epoch 30 settled: +••• OPEN, audited"},
		{"8", "claim of ••• OPEN confirmed at block 14 200"},
		{"Enter", "epoch 30 settled: +••• OPEN, audited"},
		{"Esc y", "copied event: epoch 30 settled: +••• OPEN, audited"},
		{"t", "claim ••• OPEN"},
		{"Enter", "claim ••• OPEN"},
		{"Esc 3", "epoch 29 is short by ••• OPEN: it pays"},
		{"j", "EPOCH 29"},
		{"Enter", "epoch 29 is short by ••• OPEN: it pays ••• instead of •••"},
		{"Esc t t Enter", "Fee"},
	};

	const struct dashboard_options accessible = {.accessible = true};
	const char *fee;

	(void)state;
	script_open(&t, FIXTURE_FAULT, 60, 200, NULL);
	script_play(&t, "b");
	for (size_t i = 0; i < ARRAY_SIZE(looks); i++) {
		script_play(&t, looks[i].keys);
		assert_true(shows(looks[i].shown));
		for (size_t k = 0; k < ARRAY_SIZE(amounts); k++)
			assert_false(shows(amounts[k]));
	}
	fee = strstr(script_text(&t), "Fee");
	assert_in_range(strcspn(fee, "•"), 3, strcspn(fee, "0123456789\n"));
	assert_string_equal(t.d->clip, "epoch 30 settled: +••• OPEN, audited");
	script_close(&t);
	script_open(&t, FIXTURE_FAULT, 40, 120, &accessible);
	script_play(&t, "b 8");
	assert_true(shows("Log: epoch 30 settled: +*** OPEN, audited"));
	script_play(&t, "3");
	assert_true(shows("Audit: epoch 29 is short by *** OPEN: it pays *** instead of ***."));
	script_close(&t);
}

static void copying_gives_the_whole_id(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "7 y");
	assert_true(t.d->copied);
	assert_string_equal(t.d->clip, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
	script_play(&t, "2 y");
	assert_int_equal(strlen(t.d->clip), 66);
	script_close(&t);
}

static void escape_stops_work_under_way(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_hold(t.app, true);
	script_play(&t, "R");
	assert_true(shows("Esc stops"));
	assert_true(shows("61 %"));
	script_play(&t, "Esc");
	assert_true(shows("refreshing: stopped"));
	assert_false(dashboard_busy(t.d));
	script_close(&t);
}

static void an_upload_waits_for_the_key_to_be_confirmed_by_typing(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_UNLOCKED, 24, 80, NULL);
	script_play(&t, "2 j j j U");
	assert_true(shows("WHO WILL READ THE RECORDS"));
	script_play(&t, "<5e9b73d7> Enter");
	assert_int_equal(fake_app_started(t.app, "confirm-intake"), 0);
	script_play(&t, "'5e9b73d8' Enter");
	assert_int_equal(fake_app_started(t.app, "confirm-intake"), 0);
	script_play(&t, "Backspace '7' Enter");
	assert_int_equal(fake_app_started(t.app, "confirm-intake"), 1);
	assert_int_equal(fake_app_started(t.app, "upload"), 1);
	/* Confirmed once; the next upload only asks whether the key is still the same. */
	script_play(&t, "U");
	assert_int_equal(fake_app_started(t.app, "check-intake"), 2);
	assert_int_equal(fake_app_started(t.app, "upload"), 2);
	script_close(&t);
}

static void an_upload_with_a_locked_vault_unlocks_and_goes_on(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "2 j j j U '5e9b73d7' Enter");
	assert_int_equal(fake_app_started(t.app, "unlock"), 1);
	assert_int_equal(fake_app_started(t.app, "upload"), 2);
	assert_int_equal(t.d->n_popups, 0);
	assert_true(hash_equal(fake_app_root(t.app), &t.d->snap->datasets[3].root));
	script_close(&t);
}

static void nothing_goes_on_when_the_unlocking_was_cancelled(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_fail(t.app, "unlock", ERR_CANCELLED, "cancelled");
	script_play(&t, "2 j j j U '5e9b73d7' Enter");
	assert_int_equal(fake_app_started(t.app, "unlock"), 1);
	assert_int_equal(fake_app_started(t.app, "upload"), 1);
	assert_false(t.d->snap->unlocked);
	script_close(&t);
}

static void a_form_that_needs_the_vault_unlocks_and_goes_on(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_fail(t.app, "commit", ERR_LOCKED, "the vault is locked");
	script_play(&t, "2 C 'n.jsonl' Enter Enter 'MIT' Enter");
	assert_int_equal(fake_app_started(t.app, "unlock"), 1);
	assert_int_equal(fake_app_started(t.app, "commit"), 2);
	assert_true(shows("COMMIT TO A DATASET"));
	assert_true(shows("step 2 of 4"));
	script_close(&t);
}

static void live_attributions_are_asked_for_only_while_they_show(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "3 t");
	assert_false(fake_app_live(t.app));
	script_play(&t, "t");
	assert_true(fake_app_live(t.app));
	script_play(&t, "1");
	assert_false(fake_app_live(t.app));
	script_close(&t);
}

static void failures_are_told_with_their_reason(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_fail(t.app, "sync", ERR_UNREACHABLE, "alice: connection refused");
	script_play(&t, "R");
	assert_true(shows("refreshing: alice: connection refused"));
	script_close(&t);
}

static void too_much_work_is_refused_not_lost(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	fake_app_hold(t.app, true);
	for (int i = 0; i < DASHBOARD_TASKS + 2; i++)
		script_play(&t, "R");
	assert_int_equal(fake_app_started(t.app, "sync"), DASHBOARD_TASKS);
	assert_true(shows("too much is under way"));
	script_close(&t);
}

static void the_palette_runs_actions_of_other_views_there(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, ": 'audit-full' Enter");
	assert_int_equal(t.d->view, VIEW_SCORES);
	assert_int_equal(fake_app_started(t.app, "audit-full"), 1);
	script_play(&t, ": 'rvk' Enter");
	assert_true(shows("REVOKE A COMMITMENT"));
	script_close(&t);
}

/* Old figures do not get older words: nothing on the screen changes by time alone. */
static void nothing_that_ages_means_no_timer(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_STALE, 24, 80, NULL);
	for (int v = 0; v < VIEW_WELCOME; v++) {
		dashboard_show(t.d, (enum view_id)v);
		dashboard_draw(t.d, &t.screen);
		assert_int_equal(dashboard_timer_left_ms(t.d), -1);
	}
	script_close(&t);
}

static void a_stale_figure_says_so(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_STALE, 24, 80, NULL);
	assert_true(shows("as of 12:02:31, stale"));
	script_close(&t);
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	assert_false(shows("stale"));
	/* The dashboard wakes once, when the figures become stale. */
	assert_int_equal(t.d->wake_at, FIXTURE_NOW - 20 + 120 + 1);
	script_close(&t);
}

static void the_first_screen_offers_the_ways_in(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_NOTHING, 24, 80, NULL);
	assert_true(shows("WELCOME"));
	script_play(&t, "d");
	assert_true(shows("make demo"));
	script_play(&t, "Esc j Enter");
	assert_true(shows("CREATE A VAULT"));
	script_close(&t);
}

static void a_broken_file_of_settings_is_named_and_stops_nothing(void **state)
{
	struct dashboard_options o = {.keys_path = "/proc/version"};
	struct dashboard *d = NULL;
	struct app *app = fake_app_new(FIXTURE_FULL);
	struct err e = {0};

	(void)state;
	assert_int_equal(dashboard_session_open(&d, app, &o, &e), STATUS_OK);
	assert_non_null(strstr(d->message, "/proc/version:1"));
	assert_non_null(strstr(d->message, "default keys"));
	dashboard_session_close(d);
	o = (struct dashboard_options){.warning = "config.ini, line 3: \"pink\" is wrong"};
	assert_int_equal(dashboard_session_open(&d, app, &o, &e), STATUS_OK);
	assert_string_equal(d->message, o.warning);
	dashboard_session_close(d);
	fake_app_free(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_view_draws_at_every_size),
		cmocka_unit_test(an_ascii_screen_has_no_byte_beyond_ascii),
		cmocka_unit_test(the_cursor_stands_on_the_selected_row),
		cmocka_unit_test(every_view_says_what_to_do_now),
		cmocka_unit_test(hints_are_only_keys_that_are_valid_now),
		cmocka_unit_test(a_paste_outside_a_field_is_dropped_and_said),
		cmocka_unit_test(a_paste_fills_a_field_and_never_submits),
		cmocka_unit_test(an_address_with_a_typing_error_is_not_watched),
		cmocka_unit_test(no_form_asks_for_a_secret),
		cmocka_unit_test(a_new_vault_has_the_words_that_were_chosen),
		cmocka_unit_test(what_the_signer_refused_is_said),
		cmocka_unit_test(balances_can_be_hidden_everywhere),
		cmocka_unit_test(amounts_in_sentences_hide_with_all_others),
		cmocka_unit_test(copying_gives_the_whole_id),
		cmocka_unit_test(escape_stops_work_under_way),
		cmocka_unit_test(an_upload_waits_for_the_key_to_be_confirmed_by_typing),
		cmocka_unit_test(an_upload_with_a_locked_vault_unlocks_and_goes_on),
		cmocka_unit_test(nothing_goes_on_when_the_unlocking_was_cancelled),
		cmocka_unit_test(a_form_that_needs_the_vault_unlocks_and_goes_on),
		cmocka_unit_test(live_attributions_are_asked_for_only_while_they_show),
		cmocka_unit_test(failures_are_told_with_their_reason),
		cmocka_unit_test(too_much_work_is_refused_not_lost),
		cmocka_unit_test(the_palette_runs_actions_of_other_views_there),
		cmocka_unit_test(nothing_that_ages_means_no_timer),
		cmocka_unit_test(a_stale_figure_says_so),
		cmocka_unit_test(the_first_screen_offers_the_ways_in),
		cmocka_unit_test(a_broken_file_of_settings_is_named_and_stops_nothing),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
