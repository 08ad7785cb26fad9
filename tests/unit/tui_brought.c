/* Claims of a payer's file, added by keys; and the pin of a payer that nobody pinned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

#define CONTRACT "0x00000000219ab540356cBB839Cbe05303d7705Fa"
#define TOKEN	 "0x52908400098527886E0F7030069857D2E4169EE7"

static struct script t;
static struct dashboard_resume resume;

static int open_payers(void **state)
{
	static struct dashboard_options o;

	(void)state;
	o = (struct dashboard_options){.resume = &resume};
	resume = (struct dashboard_resume){.wanted = false};
	script_open(&t, FIXTURE_PAYERS, 24, 80, &o);
	script_play(&t, "5 a");
	return 0;
}

static int close_payers(void **state)
{
	(void)state;
	script_close(&t);
	return 0;
}

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

static void read_file(const char *path)
{
	char play[256];

	snprintf(play, sizeof(play), "'%s' Enter <" CONTRACT "> Enter Enter Enter", path);
	script_play(&t, play);
}

static void the_file_is_read_with_all_that_was_chosen(void **state)
{
	(void)state;
	script_play(&t, "'drop.json' Tab <" CONTRACT "> Tab Right Right Tab <" TOKEN "> Enter");
	assert_int_equal(fake_app_started(t.app, "bring"), 1);
	assert_string_equal(fake_app_text(t.app), "drop.json " CONTRACT " 1inch " TOKEN " devnet");
}

static void nothing_is_read_without_a_whole_address(void **state)
{
	(void)state;
	script_play(&t,
		    "'drop.json' Tab '0x00000000219ab540356cbb839cbe05303d7705f' Tab Tab Enter");
	assert_int_equal(fake_app_started(t.app, "bring"), 0);
	assert_true(shows("41 of 42 characters"));
	script_play(&t, "'a' Tab Tab Enter");
	assert_int_equal(fake_app_started(t.app, "bring"), 1);
}

static void a_contract_that_was_mistyped_is_refused(void **state)
{
	(void)state;
	script_play(&t,
		    "'drop.json' Tab <0x00000000219ab540356cBB839Cbe05303d7705fA> Tab Tab Enter");
	assert_int_equal(fake_app_started(t.app, "bring"), 0);
	assert_true(shows("the checksum is wrong"));
}

static void a_payer_that_the_profile_pins_is_not_asked_about(void **state)
{
	(void)state;
	read_file("pinned.json");
	assert_int_equal(fake_app_started(t.app, "bring"), 1);
	assert_int_equal(t.d->n_popups, 0);
	assert_false(t.d->quit);
}

static void a_file_that_does_not_fit_leaves_the_form_with_the_reason(void **state)
{
	(void)state;
	fake_app_fail(t.app, "bring", ERR_PROOF_MISMATCH, "the file's tree has another root");
	read_file("drop.json");
	assert_int_equal(t.d->n_popups, 1);
	assert_true(shows("ADD CLAIMS"));
	assert_true(shows("another root"));
}

static void a_new_payer_is_pinned_once_the_name_of_the_network_is_typed(void **state)
{
	(void)state;
	read_file("drop.json");
	assert_true(shows("A PAYER THAT IS NOT PINNED"));
	assert_true(shows(CONTRACT));
	assert_true(shows("8.000 000 GRAIN now"));
	script_play(&t, "'devne' Enter");
	assert_true(shows("this is not the network's name"));
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 0);
	assert_false(t.d->quit);
	script_play(&t, "'t' Enter");
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 1);
	assert_string_equal(fake_app_text(t.app), "devnet " CONTRACT);
	assert_true(t.d->quit);
	assert_true(resume.wanted);
	assert_int_equal(resume.view, VIEW_CLAIMS);
}

static void the_name_cannot_be_pasted(void **state)
{
	(void)state;
	read_file("drop.json");
	script_play(&t, "<devnet> Enter");
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 0);
}

static void esc_pins_nothing(void **state)
{
	(void)state;
	read_file("drop.json");
	script_play(&t, "Esc");
	assert_int_equal(t.d->n_popups, 0);
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 0);
}

static void a_pin_that_could_not_be_written_can_be_tried_again(void **state)
{
	(void)state;
	read_file("drop.json");
	fake_app_fail(t.app, "keep-brought", ERR_NO_SPACE, "the disk is full");
	script_play(&t, "'devnet' Enter");
	assert_true(shows("the disk is full"));
	assert_false(t.d->quit);
	fake_app_fail(t.app, "keep-brought", STATUS_OK, "");
	script_play(&t, "Enter");
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 2);
	assert_true(t.d->quit);
}

/* A form that is left while its work runs does not lose what is read. */
static void a_file_that_is_read_after_its_form_was_left_still_asks(void **state)
{
	(void)state;
	fake_app_hold(t.app, true);
	read_file("drop.json");
	assert_true(shows("working"));
	script_play(&t, "Esc");
	assert_int_equal(t.d->n_popups, 0);
	fake_app_hold(t.app, false);
	script_play(&t, "");
	assert_true(shows("A PAYER THAT IS NOT PINNED"));
}

static void a_running_reading_stops_by_esc(void **state)
{
	(void)state;
	fake_app_hold(t.app, true);
	read_file("drop.json");
	script_play(&t, "Esc Esc");
	fake_app_hold(t.app, false);
	script_play(&t, "");
	assert_true(shows("reading the claims: stopped"));
	assert_int_equal(t.d->n_popups, 0);
}

static void nothing_is_pinned_that_the_window_cannot_show_whole(void **state)
{
	(void)state;
	script_close(&t);
	script_open(&t, FIXTURE_PAYERS, 10, 40, &(struct dashboard_options){.resume = &resume});
	script_play(&t, "5 a");
	read_file("drop.json");
	assert_true(shows("A PAYER THAT IS NOT PINNED"));
	script_play(&t, "'devnet' Enter");
	assert_int_equal(fake_app_started(t.app, "keep-brought"), 0);
	assert_false(t.d->quit);
}

#define FORM_TEST(f) cmocka_unit_test_setup_teardown(f, open_payers, close_payers)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FORM_TEST(the_file_is_read_with_all_that_was_chosen),
		FORM_TEST(nothing_is_read_without_a_whole_address),
		FORM_TEST(a_contract_that_was_mistyped_is_refused),
		FORM_TEST(a_payer_that_the_profile_pins_is_not_asked_about),
		FORM_TEST(a_file_that_does_not_fit_leaves_the_form_with_the_reason),
		FORM_TEST(a_new_payer_is_pinned_once_the_name_of_the_network_is_typed),
		FORM_TEST(the_name_cannot_be_pasted),
		FORM_TEST(esc_pins_nothing),
		FORM_TEST(a_pin_that_could_not_be_written_can_be_tried_again),
		FORM_TEST(a_file_that_is_read_after_its_form_was_left_still_asks),
		FORM_TEST(a_running_reading_stops_by_esc),
		FORM_TEST(nothing_is_pinned_that_the_window_cannot_show_whole),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
