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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_datanet_keeps_doing_wrong_is_told_once_until_it_changes),
	};

	return cmocka_run_group_tests(tests, open_one, close_one);
}
