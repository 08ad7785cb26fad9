/*
 * Folders that an ordinary user may not write: what only reads shows what is there. tests/as-nobody
 * sees to it that root does not run this.
 */
#include "tests/unit/app_fixture.h"

#include <sys/stat.h>

#include "app/account.h"

static void root_does_not_run_these_tests(void **state)
{
	(void)state;
	assert_int_not_equal(getuid(), 0);
}

static void close_folders(const struct paths *p, mode_t mode)
{
	const char *const all[] = {p->networks, p->spool, p->datasets,
				   p->state,	p->data,  p->config};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		assert_int_equal(chmod(all[i], mode), 0);
}

static struct app *open_below(const char *dir)
{
	struct app_options o = {.offline = true, .config_dir = dir};
	struct app *app;

	assert_ok(open_app(&app, &o, &err));
	app->shared->options.config_dir = NULL;
	return app;
}

static void folders_that_cannot_be_written_are_still_read(void **state)
{
	struct address a = address_of_byte(0x42);
	struct snapshot_account *accounts;
	char dir[256], cache[512], log[512];
	struct app *app;
	size_t n;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/closed", folder);
	app = open_below(dir);
	snprintf(cache, sizeof(cache), "%s", app_paths(app)->cache);
	snprintf(log, sizeof(log), "%s", app_paths(app)->log);
	assert_ok(watch_account(app, &a, "mine", &err));
	close_app(app);
	assert_int_equal(chmod(cache, 0400), 0);
	assert_int_equal(chmod(log, 0400), 0);
	app = open_below(dir);
	close_folders(app_paths(app), 0500);
	close_app(app);
	app = open_below(dir);
	assert_true(app_is_read_only(app));
	assert_non_null(strstr(app_config(app)->warning, "nothing is kept"));
	assert_ok(load_accounts(app, &accounts, &n, &err));
	assert_int_equal(n, 1);
	assert_string_equal(accounts[0].label, "mine");
	free(accounts);
	assert_int_equal(watch_account(app, &a, "other", &err), ERR_PERMISSION);
	assert_non_null(strstr(err.text, "ermission denied"));
	close_folders(app_paths(app), 0700);
	close_app(app);
	assert_int_equal(chmod(cache, 0600), 0);
	assert_int_equal(chmod(log, 0600), 0);
	app = open_below(dir);
	assert_false(app_is_read_only(app));
	close_app(app);
}

static void a_folder_that_cannot_be_made_is_said_and_there_is_nothing_in_it(void **state)
{
	struct snapshot_account *accounts;
	char parent[256], dir[300];
	struct app *app;
	size_t n;

	(void)state;
	snprintf(parent, sizeof(parent), "%s/no-entry", folder);
	snprintf(dir, sizeof(dir), "%s/byline", parent);
	assert_int_equal(mkdir(parent, 0500), 0);
	app = open_below(dir);
	assert_true(app_is_read_only(app));
	assert_non_null(strstr(app_config(app)->warning, dir));
	assert_ok(load_accounts(app, &accounts, &n, &err));
	assert_int_equal(n, 0);
	free(accounts);
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_does_not_run_these_tests),
		cmocka_unit_test(folders_that_cannot_be_written_are_still_read),
		cmocka_unit_test(a_folder_that_cannot_be_made_is_said_and_there_is_nothing_in_it),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
