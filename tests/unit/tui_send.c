/* A plain transfer: what is typed wrong goes nowhere, what is right becomes an act to review. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

/* An address with its checksum, from EIP-55's own list of examples. */
#define RECIPIENT "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

static struct script t;

static int open_full(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	return 0;
}

static int open_watching(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_QUIET, 24, 80, NULL);
	return 0;
}

static int open_read_only(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_READ_ONLY, 24, 80, NULL);
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

static unsigned prepared(void)
{
	return fake_app_started(t.app, "prepare-send");
}

static void a_transfer_is_prepared_of_the_token_that_was_chosen(void **state)
{
	(void)state;
	script_play(&t, "S '12.5' Tab '" RECIPIENT "' Enter");
	assert_int_equal(prepared(), 1);
	assert_string_equal(fake_app_text(t.app),
			    "12.5 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512 " RECIPIENT);
	assert_true(shows("You will send"));
	assert_int_equal(fake_app_started(t.app, "sign"), 0);
}

static void the_chains_own_coin_can_be_chosen(void **state)
{
	(void)state;
	script_play(&t, "S Shift-Tab Right Tab '0.4' Tab '" RECIPIENT "' Enter");
	assert_string_equal(fake_app_text(t.app), "0.4 ETH " RECIPIENT);
}

static void more_than_the_balance_is_refused(void **state)
{
	(void)state;
	script_play(&t, "S '61.250000000000000001' Tab '" RECIPIENT "'");
	assert_true(shows("more than the account has"));
	script_play(&t, "Enter");
	assert_int_equal(prepared(), 0);
	script_play(&t, "Ctrl-U '61.25' Tab Enter");
	assert_int_equal(prepared(), 1);
}

static void more_decimals_than_the_token_has_are_refused(void **state)
{
	(void)state;
	script_play(&t, "S '0.0000000000000000001' Tab '" RECIPIENT "' Enter");
	assert_true(shows("18 decimals"));
	assert_int_equal(prepared(), 0);
}

static void nothing_and_nonsense_are_no_amounts(void **state)
{
	static const char *const amounts[] = {"'0'", "'1e3'", "'-1'", "'1.'", "'.5'"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(amounts); i++) {
		script_play(&t, "S");
		script_play(&t, amounts[i]);
		script_play(&t, "Tab '" RECIPIENT "' Enter");
		assert_int_equal(prepared(), 0);
		script_play(&t, "Esc");
	}
}

static void one_mistyped_letter_in_an_address_is_refused(void **state)
{
	(void)state;
	script_play(&t, "S '1' Tab '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed'");
	assert_true(shows("the checksum is wrong"));
	script_play(&t, "Enter");
	assert_int_equal(prepared(), 0);
}

static void half_an_address_is_refused(void **state)
{
	(void)state;
	script_play(&t, "S '1' Tab '0x5aAeb6053F'");
	assert_true(shows("12 of 42"));
	script_play(&t, "Enter");
	assert_int_equal(prepared(), 0);
}

static void an_address_without_a_checksum_is_warned_of(void **state)
{
	(void)state;
	script_play(&t, "S '1' Tab '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'");
	assert_true(shows("without a checksum"));
	script_play(&t, "Enter");
	assert_int_equal(prepared(), 1);
}

static void a_tokens_own_contract_is_no_recipient(void **state)
{
	(void)state;
	script_play(&t, "S '1' Tab '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512'");
	assert_true(shows("is lost"));
	script_play(&t, "Enter");
	assert_int_equal(prepared(), 0);
}

static void a_pasted_address_does_not_submit(void **state)
{
	(void)state;
	script_play(&t, "S '1' Tab");
	script_play(&t, "<" RECIPIENT "\n>");
	assert_true(shows("the checksum is right"));
	assert_int_equal(prepared(), 0);
}

static void a_watched_account_sends_nothing(void **state)
{
	(void)state;
	script_play(&t, "S");
	assert_true(shows("only watched"));
	assert_int_equal(t.d->n_popups, 0);
}

static void a_read_only_dashboard_sends_nothing(void **state)
{
	(void)state;
	script_play(&t, "S");
	assert_true(shows("read-only"));
	assert_int_equal(t.d->n_popups, 0);
}

int main(void)
{
#define TEST(name, open) cmocka_unit_test_setup_teardown(name, open, close_all)
	const struct CMUnitTest tests[] = {
		TEST(a_transfer_is_prepared_of_the_token_that_was_chosen, open_full),
		TEST(the_chains_own_coin_can_be_chosen, open_full),
		TEST(more_than_the_balance_is_refused, open_full),
		TEST(more_decimals_than_the_token_has_are_refused, open_full),
		TEST(nothing_and_nonsense_are_no_amounts, open_full),
		TEST(one_mistyped_letter_in_an_address_is_refused, open_full),
		TEST(half_an_address_is_refused, open_full),
		TEST(an_address_without_a_checksum_is_warned_of, open_full),
		TEST(a_tokens_own_contract_is_no_recipient, open_full),
		TEST(a_pasted_address_does_not_submit, open_full),
		TEST(a_watched_account_sends_nothing, open_watching),
		TEST(a_read_only_dashboard_sends_nothing, open_read_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
