/* Several claims in one review: all are read before one is signed, and sending goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"
#include "tui/widget_review.h"
#include "tui/widget_review_private.h"

/* The royalty, Merkl's and Sablier's, from the list of what is owed. */
#define THREE "5 g Space Space j j j Space c"
#define SIGN  " Space Space Space Space Space Space Space Tab Enter"

static struct script t;

static int open_small(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_PAYERS, 24, 80, NULL);
	return 0;
}

static int open_large(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_PAYERS, 40, 120, NULL);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	script_close(&t);
	return 0;
}

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

static unsigned started(const char *work)
{
	return fake_app_started(t.app, work);
}

static void each_act_stands_under_its_number(void **state)
{
	(void)state;
	script_play(&t, THREE);
	assert_true(shows("── 1 of 3 ──"));
	assert_true(shows("claim 31.000 000 OPEN"));
	assert_true(shows("2 of 3"));
	script_play(&t, "Space Space Space Space Space Space PgUp PgUp");
	assert_true(shows("── 3 of 3 ──"));
	script_play(&t, "j j");
	assert_true(shows("in a stream that opens now"));
	script_play(&t, "Esc 5 c");
	assert_false(shows("1 of 1"));
}

static void the_last_act_is_read_before_any_is_signed(void **state)
{
	(void)state;
	script_play(&t, THREE " Space Tab");
	assert_true(shows("read on first"));
	script_play(&t, "Enter");
	assert_int_equal(started("sign"), 0);
	assert_int_equal(t.d->n_popups, 0);
	script_play(&t, THREE " Space Space Space Space Space Space Space");
	assert_true(shows("This signs all 3, one after the other: 179.402 913 OPEN in all."));
	assert_int_equal(started("sign"), 0);
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign"), 1);
}

/* Those that are signed already are not said to be signed once more. */
static void signing_that_stopped_midway_goes_on_with_the_others(void **state)
{
	struct widget_review *r;

	(void)state;
	script_play(&t, THREE);
	r = t.d->popups[0].state;
	r->act->state = ACT_SIGNED;
	script_play(&t, "Space Space Space Space Space Space Space");
	assert_true(shows("1 of 3 is signed. This signs the others."));
	assert_false(shows("This signs all"));
	r->act->next->state = ACT_SIGNED;
	script_play(&t, "j");
	assert_true(shows("2 of 3 are signed. This signs the other one."));
}

static void a_failure_in_the_middle_keeps_the_review_for_the_others(void **state)
{
	(void)state;
	fake_app_fail(t.app, "send", ERR_REMOTE,
		      "1 sent, then: the contract refuses: the account has too few tokens "
		      "(0x5FbDB2315678afecb367f032d93F642f64180aa3 has 0, needs 31)");
	script_play(&t, THREE SIGN " Tab Enter");
	assert_int_equal(started("send"), 1);
	assert_int_equal(t.d->n_popups, 1);
	/* Where it takes more than a line, the whole of it is told. */
	assert_true(shows("1 sent, then: the contract refuses"));
	assert_true(shows("needs 31)"));
	script_play(&t, "Tab");
	assert_true(shows("1 of 3 is sent. Send goes on with the others."));
	assert_false(shows("Nothing has been sent"));
	fake_app_fail(t.app, "send", STATUS_OK, "");
	script_play(&t, "Enter");
	assert_int_equal(started("send"), 2);
	assert_int_equal(t.d->n_popups, 0);
}

static void all_hashes_are_copied_and_all_fields_shown(void **state)
{
	const struct widget_review *r;
	char hex[HASH_TEXT_SIZE];

	(void)state;
	script_play(&t, THREE " y");
	r = t.d->popups[0].state;
	for (const struct act *a = r->act; a != NULL; a = a->next) {
		hash_format(hex, &a->signing_hash);
		assert_non_null(strstr(t.d->clip, hex));
	}
	script_play(&t, "d");
	assert_true(shows("1 of 3"));
	for (int i = 0; i < 80 && !shows("3 of 3"); i++)
		script_play(&t, "j");
	assert_true(shows("3 of 3"));
}

static void without_the_key_of_each_nothing_is_signed(void **state)
{
	struct work_result result = {.act = fixture_claim(0x3e, 0, 17)};
	struct act *second = fixture_claim(0x5a, 0, 18);
	const struct snapshot *s = t.d->snap;

	(void)state;
	for (size_t i = 0; i < s->n_accounts; i++)
		if (s->accounts[i].watch_only)
			second->from = s->accounts[i].address;
	fixture_join_claims(result.act, second, 2);
	widget_review_prepared(t.d, NULL, &result);
	script_play(&t, "Space Space Space Space Space Space Space");
	assert_true(shows("no key for this account here"));
	script_play(&t, "Tab Enter");
	assert_int_equal(started("sign") + started("unlock"), 0);
}

static void every_file_of_an_export_is_named(void **state)
{
	(void)state;
	script_play(&t, THREE " x Enter");
	assert_int_equal(started("export-claim"), 1);
	assert_true(shows("written: claim-17.json, and with -2 to -3 behind its name"));
}

static void a_claim_takes_the_marks_away_that_it_was_for(void **state)
{
	(void)state;
	script_play(&t, THREE " Esc");
	assert_false(shows("marked"));
	script_play(&t, "g c");
	assert_string_equal(fake_app_text(t.app), "1: 5f/e7/0");
}

static void the_list_of_claims_proposes_what_any_payer_owes(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_PAYERS);

	(void)state;
	s->royalties[0].claimable.value = u256_from_u64(0);
	s->n_claims = 0;
	fixture_renew_dues(s);
	fake_app_publish(t.app, s);
	script_play(&t, "5 t");
	assert_true(shows("prepare a claim of 31.000 000 OPEN"));
}

#define SMALL(f) cmocka_unit_test_setup_teardown(f, open_small, close_all)
#define LARGE(f) cmocka_unit_test_setup_teardown(f, open_large, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SMALL(each_act_stands_under_its_number),
		SMALL(the_last_act_is_read_before_any_is_signed),
		LARGE(the_last_act_is_read_before_any_is_signed),
		SMALL(signing_that_stopped_midway_goes_on_with_the_others),
		SMALL(a_failure_in_the_middle_keeps_the_review_for_the_others),
		LARGE(a_failure_in_the_middle_keeps_the_review_for_the_others),
		SMALL(all_hashes_are_copied_and_all_fields_shown),
		SMALL(without_the_key_of_each_nothing_is_signed),
		SMALL(every_file_of_an_export_is_named),
		SMALL(a_claim_takes_the_marks_away_that_it_was_for),
		SMALL(the_list_of_claims_proposes_what_any_payer_owes),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
