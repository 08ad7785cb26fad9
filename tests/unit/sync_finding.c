/* Events about a state that lasts. */
#include "app/load.h"
#include "sync/finding.h"
#include "tests/unit/app_fixture.h"

static struct app *app;

static int open_one(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("finding");
	return 0;
}

static int close_one(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static size_t events(void)
{
	const struct snapshot *s = NULL;
	size_t n;

	assert_ok(load_snapshot(app, &s, &err));
	n = s->n_events;
	snapshot_unref(s);
	return n;
}

static void what_a_datanet_keeps_doing_wrong_is_told_once_until_it_changes(void **state)
{
	size_t before = events();

	(void)state;
	for (int round = 0; round < 3; round++)
		tell_once(app, CACHE_SETTING_LOGGED_CLAIMS, "the datanet's claim is false");
	assert_int_equal(events(), before + 1);
	tell_once(app, CACHE_SETTING_LOGGED_IDENTITY, "not signed by the pinned address");
	tell_once(app, CACHE_SETTING_LOGGED_CLAIMS, "false in another way");
	assert_int_equal(events(), before + 3);
	tell_once(app, CACHE_SETTING_LOGGED_CLAIMS, NULL);
	assert_int_equal(events(), before + 3);
	tell_once(app, CACHE_SETTING_LOGGED_CLAIMS, "false in another way");
	assert_int_equal(events(), before + 4);
}

/* A service that is not there told nothing false: the event has another mark. */
static void a_service_that_is_silent_is_told_once_and_not_as_disputed(void **state)
{
	const struct snapshot *s = NULL;
	const size_t before = events();

	(void)state;
	tell_once(app, CACHE_SETTING_LOGGED_PAYERS, NULL);
	tell_silence(app, CACHE_SETTING_LOGGED_PAYERS, "Merkl: no answer");
	tell_silence(app, CACHE_SETTING_LOGGED_PAYERS, "Merkl: no answer");
	assert_int_equal(events(), before + 1);
	assert_ok(load_snapshot(app, &s, &err));
	assert_int_equal(s->events[0].trust, TRUST_NONE);
	snapshot_unref(s);
	tell_once(app, CACHE_SETTING_LOGGED_PAYERS, "Merkl: false");
	assert_ok(load_snapshot(app, &s, &err));
	assert_int_equal(s->events[0].trust, TRUST_DISPUTED);
	snapshot_unref(s);
}

/* An error is text, so that no digit of it can be told from an amount's. */
static void an_amount_in_an_error_is_hidden_with_all_digits(void **state)
{
	const struct value_style hidden = {.hide = true};
	const struct err claim = {.code = ERR_MISMATCH, .text = "the claim says 1.5 OPEN more"};
	const struct snapshot *s = NULL;
	char text[SENTENCE_TEXT_SIZE];

	(void)state;
	tell_outcome(app, CACHE_SETTING_LOGGED_CLAIMS, claim.code, &claim);
	assert_ok(load_snapshot(app, &s, &err));
	sentence_text(text, sizeof(text), &s->events[0].text, &hidden);
	assert_string_equal(text, "the claim says *.* OPEN more");
	snapshot_unref(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_datanet_keeps_doing_wrong_is_told_once_until_it_changes),
		cmocka_unit_test(a_service_that_is_silent_is_told_once_and_not_as_disputed),
		cmocka_unit_test(an_amount_in_an_error_is_hidden_with_all_digits),
	};

	return cmocka_run_group_tests(tests, open_one, close_one);
}
