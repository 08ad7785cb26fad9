/* A dashboard without a network: what needs one asks for it, and goes on where it was asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

static struct script t;

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

/* Plays `keys` where no network is chosen, and chooses one. Out: what goes on there. */
static struct dashboard_resume choose_network(enum fixture_kind kind, const char *keys)
{
	struct dashboard_resume resume = {.wanted = false};
	struct dashboard_options o = {.resume = &resume};

	script_open(&t, kind, 24, 80, &o);
	script_play(&t, keys);
	assert_true(shows("CHOOSE A NETWORK"));
	assert_true(shows("ethereum"));
	assert_true(shows("chain 1, 2 of 3 nodes must agree, no datanet, comes with byline"));
	assert_true(
		shows("chain 31337, 2 of 3 nodes must agree, datanet mail, a profile of yours"));
	assert_false(t.d->quit);
	script_play(&t, "'ether' Enter");
	assert_string_equal(fake_app_text(t.app), "ethereum");
	assert_true(t.d->quit);
	script_close(&t);
	return resume;
}

static void the_first_address_to_watch_asks_for_its_network_and_goes_on_there(void **state)
{
	struct dashboard_resume resume = choose_network(FIXTURE_NOTHING, "w");
	struct dashboard_options o = {.resume = &resume};
	struct snapshot *chosen = fixture_snapshot(FIXTURE_NOTHING);

	(void)state;
	assert_true(resume.wanted);
	chosen->networks = calloc(1, sizeof(*chosen->networks));
	chosen->n_networks = 1;
	script_open(&t, FIXTURE_NOTHING, 24, 80, &o);
	fake_app_publish(t.app, chosen);
	dashboard_session_poll(t.d);
	dashboard_act_requested(t.d);
	script_play(&t, "");
	assert_true(shows("WATCH AN ADDRESS"));
	assert_false(resume.wanted);
	script_close(&t);
}

static void each_action_that_needs_a_network_asks_for_it_instead_of_refusing(void **state)
{
	/* Actions of a row are judged by it, and there is none before a network has any. */
	static const struct {
		const char *keys;
		enum action action;
		enum view_id view;
	} wanted[] = {
		{"7 w", ACTION_WATCH, VIEW_VAULT},	 {"1 c", ACTION_CLAIM, VIEW_OVERVIEW},
		{"5 c", ACTION_CLAIM, VIEW_CLAIMS},	 {"5 i", ACTION_IMPORT, VIEW_CLAIMS},
		{"1 S", ACTION_SEND, VIEW_OVERVIEW},	 {"2 C", ACTION_COMMIT, VIEW_DATASETS},
		{"4 p", ACTION_PREVIEW, VIEW_PREVIEW},	 {"3 a", ACTION_AUDIT, VIEW_SCORES},
		{"3 A", ACTION_AUDIT_FULL, VIEW_SCORES}, {"6 R", ACTION_REFRESH, VIEW_NODES},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++) {
		struct dashboard_resume resume = choose_network(FIXTURE_UNCHOSEN, wanted[i].keys);

		assert_true(resume.wanted);
		assert_int_equal(resume.action, wanted[i].action);
		assert_int_equal(resume.view, wanted[i].view);
	}
}

static void a_network_that_is_asked_for_by_itself_leads_to_nothing_else(void **state)
{
	struct dashboard_resume resume = choose_network(FIXTURE_UNCHOSEN, "W");

	(void)state;
	assert_false(resume.wanted);
	/* Escape leaves everything as it was. */
	script_open(&t, FIXTURE_UNCHOSEN, 24, 80, NULL);
	script_play(&t, "4 p Esc");
	assert_false(t.d->quit);
	assert_int_equal(fake_app_started(t.app, "network"), 0);
	script_play(&t, "W 'nowhere' Enter");
	assert_true(shows("no network has this name"));
	assert_int_equal(fake_app_started(t.app, "network"), 0);
	script_close(&t);
}

static void views_of_a_network_say_that_one_is_to_be_chosen(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_UNCHOSEN, 24, 80, NULL);
	for (const char *const *v = (const char *const[]){"1", "3", "5", "6", NULL}; *v != NULL;
	     v++) {
		script_play(&t, *v);
		assert_true(shows(" NEXT  W  choose a network"));
	}
	script_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_address_to_watch_asks_for_its_network_and_goes_on_there),
		cmocka_unit_test(each_action_that_needs_a_network_asks_for_it_instead_of_refusing),
		cmocka_unit_test(a_network_that_is_asked_for_by_itself_leads_to_nothing_else),
		cmocka_unit_test(views_of_a_network_say_that_one_is_to_be_chosen),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
