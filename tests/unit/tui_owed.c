/* Dues in the view of claims: what a claim is for, what is refused, what is folded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/snapshot_dues.h"
#include "base/secret.h"
#include "tests/screens/script.h"

static struct script t;

static int open_payers(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_PAYERS, 24, 80, NULL);
	script_play(&t, "5");
	return 0;
}

static int open_wide(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_PAYERS, 40, 120, NULL);
	script_play(&t, "5");
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

static unsigned started(void)
{
	return fake_app_started(t.app, "claim");
}

static void c_claims_the_line_under_the_cursor(void **state)
{
	(void)state;
	script_play(&t, "j j j c");
	assert_int_equal(started(), 1);
	/* The first bytes of Reppo's contract and token, and the pod. */
	assert_string_equal(fake_app_text(t.app), "1: cf/ff/7");
	assert_int_equal(t.d->n_popups, 1);
}

/* The fourth line is Reppo's pod 7 of epoch 12. */
static void a_claim_of_one_pod_does_not_begin_that_of_another(void **state)
{
	static const uint64_t pods[] = {6, 7};

	(void)state;
	script_play(&t, "j j j");
	for (size_t i = 0; i < ARRAY_SIZE(pods); i++) {
		struct snapshot *s = fixture_snapshot(FIXTURE_PAYERS);
		const struct snapshot_due *pod = s->dues;
		bool is_its_own;

		while (pod->kind != DISTRIBUTOR_REPPO && pod + 1 < s->dues + s->n_dues)
			pod++;
		assert_int_equal(pod->kind, DISTRIBUTOR_REPPO);
		s->claims[0].state = OWN_PREPARED;
		s->claims[0].of = pod->of;
		s->claims[0].account = s->accounts[pod->of.account].address;
		s->claims[0].distributor = pod->payer;
		s->claims[0].token = pod->token;
		s->claims[0].index = pods[i];
		s->claims[0].series = pod->series;
		is_its_own = pods[i] == pod->index;
		fake_app_publish(t.app, s);
		script_play(&t, "k j");
		assert_int_equal(shows("finish the claim"), is_its_own);
	}
}

static void c_claims_all_marked_lines_in_one_review(void **state)
{
	(void)state;
	script_play(&t, "j Space Space Space");
	assert_true(shows("3 marked"));
	assert_true(shows("claim the 3 marked ones, in one review"));
	script_play(&t, "g c");
	assert_int_equal(started(), 1);
	assert_string_equal(fake_app_text(t.app), "3: 3e/e7/0 3e/a1/0 cf/ff/7");
	assert_int_equal(t.d->n_popups, 1);
}

static void a_mark_is_taken_away_by_the_same_key(void **state)
{
	(void)state;
	script_play(&t, "j Space k Space");
	assert_false(shows("marked"));
	script_play(&t, "g c");
	assert_string_equal(fake_app_text(t.app), "1: 5f/e7/0");
}

/* A part of what is marked is never claimed in place of all of it. */
static void a_marked_line_that_pays_nothing_stops_the_claim(void **state)
{
	(void)state;
	script_play(&t, "j Space G Space c");
	assert_int_equal(started(), 0);
	assert_true(shows("a marked one pays nothing now"));
}

static void a_line_that_does_not_pay_says_why_and_claims_nothing(void **state)
{
	static const struct {
		const char *filter, *why;
	} lines[] = {
		{"5 / 'underfunded' Enter", "the payer holds too little"},
		{"5 / 'waiting' Enter", "it pays nothing now: Enter tells why"},
		{"5 / 'disputed' Enter", "it pays nothing now: Enter tells why"},
		{"5 / 'topics airdrop' Enter", "it pays nothing now: Enter tells why"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		script_play(&t, lines[i].filter);
		script_play(&t, "c");
		assert_true(shows(lines[i].why));
		script_play(&t, "Esc");
	}
	assert_int_equal(started(), 0);
}

static void tokens_that_nobody_asked_for_are_shown_when_asked_for(void **state)
{
	(void)state;
	assert_true(shows("1 of 11"));
	assert_false(shows("VISIT-DROP"));
	script_play(&t, "G");
	assert_false(shows("VISIT-DROP"));
	script_play(&t, "z G");
	assert_true(shows("13 of 13"));
	assert_true(shows("VISIT-DROP"));
	/* A mark of one that is folded away again claims nothing. */
	script_play(&t, "Space z g c");
	assert_false(shows("VISIT-DROP"));
	assert_string_equal(fake_app_text(t.app), "1: 5f/e7/0");
}

/* An address is what a person has at hand of a payer or token that names itself anyhow. */
static void a_filter_finds_addresses_of_payer_token_and_receiver(void **state)
{
	static const struct {
		const char *filter;
		size_t n;
	} cases[] = {
		{"0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a", 1}, /* Sablier's contract */
		{"0xA2A2a2a2", 1},				   /* MORPHO's token */
		{"0x90909090", 1},				   /* to whom USDC goes */
		{"0x12345678", 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		script_play(&t, "/");
		for (const char *c = cases[i].filter; *c != '\0'; c++) {
			const char key[2] = {*c, '\0'};

			script_play(&t, key);
		}
		script_play(&t, "Enter");
		assert_int_equal(view_list(t.d, view_shown(t.d))->order.n, cases[i].n);
		script_play(&t, "Esc");
	}
}

static void nothing_is_folded_or_marked_among_the_claims(void **state)
{
	(void)state;
	script_play(&t, "t z");
	assert_true(shows("only what is owed is marked or folded"));
	script_play(&t, "Space");
	assert_true(shows("only what is owed is marked or folded"));
	script_play(&t, "t t S");
	assert_true(shows("no claim is selected: t shows the claims"));
}

static void lines_of_several_networks_are_not_claimed_in_one_review(void **state)
{
	(void)state;
	script_close(&t);
	script_open(&t, FIXTURE_SEVERAL, 24, 80, NULL);
	script_play(&t, "5 Space Space c");
	assert_int_equal(started(), 0);
	assert_true(shows("of several networks"));
	script_play(&t, "g Space j c");
	assert_int_equal(started(), 1);
	assert_string_equal(fake_app_scope(t.app), "grove");
}

/* Wherever an amount of it stands, the name that misleads does not follow it. */
static void an_imitation_is_no_unit_of_any_amount(void **state)
{
	static const char *const places[] = {"5 / 'imitates' Enter", "Enter", "Esc c Esc", "Esc 1"};
	const struct snapshot_due *due = t.d->snap->dues;

	(void)state;
	while (due->known != DUE_TOKEN_IMITATES)
		due++;
	assert_string_equal(due->symbol, "0PEN");
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		script_play(&t, places[i]);
		assert_false(shows("000 0PEN"));
		assert_false(shows("5 000.000 000 OPEN"));
	}
	script_play(&t, "5 / 'imitates' Enter Enter");
	assert_true(shows("NOT the token whose name this looks like"));
}

static void no_digit_of_what_is_owed_is_left_when_amounts_are_hidden(void **state)
{
	static const char *const digits[] = {"128.4", "31.0", "12.5", "4.12", "5 000", "0.000 412"};
	static const char *const places[] = {"b", "Enter", "Esc 1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		script_play(&t, places[i]);
		for (size_t k = 0; k < ARRAY_SIZE(digits); k++)
			if (shows(digits[k]))
				fail_msg("%s is on the screen of %s", digits[k], places[i]);
	}
}

/* Rows of the list that has no focus are no rows to click on. */
static void only_the_list_in_focus_takes_clicks(void **state)
{
	unsigned rows = 0;

	(void)state;
	assert_true(shows("CLAIMS  t goes there"));
	for (int y = 0; y < t.screen.rows; y++)
		rows += screen_cell(&t.screen, y, 20)->hit >= SCREEN_HIT_ROW;
	assert_int_equal(rows, 11);
}

static void the_overview_names_what_others_pay_and_counts_what_misleads(void **state)
{
	(void)state;
	script_play(&t, "1");
	assert_true(shows("OTHER PAYERS  31.000 000 OPEN ✓  4.120 000 USDC ≈  18.000 000 REPPO ≈"));
	assert_false(shows("0PEN"));
	script_close(&t);
	script_open(&t, FIXTURE_FULL, 40, 120, NULL);
	assert_false(shows("OTHER PAYERS"));
}

#define PAYERS(f) cmocka_unit_test_setup_teardown(f, open_payers, close_all)
#define WIDE(f)	  cmocka_unit_test_setup_teardown(f, open_wide, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAYERS(c_claims_the_line_under_the_cursor),
		PAYERS(a_claim_of_one_pod_does_not_begin_that_of_another),
		PAYERS(c_claims_all_marked_lines_in_one_review),
		WIDE(c_claims_all_marked_lines_in_one_review),
		PAYERS(a_mark_is_taken_away_by_the_same_key),
		PAYERS(a_marked_line_that_pays_nothing_stops_the_claim),
		PAYERS(a_line_that_does_not_pay_says_why_and_claims_nothing),
		PAYERS(tokens_that_nobody_asked_for_are_shown_when_asked_for),
		PAYERS(a_filter_finds_addresses_of_payer_token_and_receiver),
		PAYERS(nothing_is_folded_or_marked_among_the_claims),
		PAYERS(lines_of_several_networks_are_not_claimed_in_one_review),
		WIDE(an_imitation_is_no_unit_of_any_amount),
		WIDE(no_digit_of_what_is_owed_is_left_when_amounts_are_hidden),
		WIDE(only_the_list_in_focus_takes_clicks),
		WIDE(the_overview_names_what_others_pay_and_counts_what_misleads),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
