#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/paths.h"

static void forget_environment(void)
{
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_STATE_HOME");
	setenv("HOME", "/home/ada", 1);
}

static void everything_is_below_the_users_home(void **state)
{
	struct paths p;

	(void)state;
	forget_environment();
	assert_int_equal(paths_init(&p, NULL, NULL), STATUS_OK);
	assert_string_equal(p.config, "/home/ada/.config/byline");
	assert_string_equal(p.ini, "/home/ada/.config/byline/config.ini");
	assert_string_equal(p.keys, "/home/ada/.config/byline/keys.ini");
	assert_string_equal(p.networks, "/home/ada/.config/byline/networks");
	assert_string_equal(p.vault, "/home/ada/.local/share/byline/vault");
	assert_string_equal(p.journal, "/home/ada/.local/share/byline/signer.journal");
	assert_string_equal(p.datasets, "/home/ada/.local/share/byline/datasets");
	assert_string_equal(p.cache, "/home/ada/.local/state/byline/cache.db");
	assert_string_equal(p.spool, "/home/ada/.local/state/byline/spool");
	assert_string_equal(p.log, "/home/ada/.local/state/byline/log");
	paths_release(&p);
}

/* XDG Base Directory Specification 0.8: "All paths must be absolute"; relative ones are ignored. */
static void xdg_variables_are_followed_when_they_are_absolute(void **state)
{
	struct paths p;

	(void)state;
	forget_environment();
	setenv("XDG_CONFIG_HOME", "/etc/ada", 1);
	setenv("XDG_DATA_HOME", "relative", 1);
	setenv("XDG_STATE_HOME", "", 1);
	assert_int_equal(paths_init(&p, NULL, NULL), STATUS_OK);
	assert_string_equal(p.config, "/etc/ada/byline");
	assert_string_equal(p.data, "/home/ada/.local/share/byline");
	assert_string_equal(p.state, "/home/ada/.local/state/byline");
	paths_release(&p);
	forget_environment();
}

static void one_folder_holds_all_when_it_is_named(void **state)
{
	struct paths p;

	(void)state;
	forget_environment();
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_int_equal(paths_init(&p, "build/demo", NULL), STATUS_OK);
	assert_string_equal(p.config, "build/demo");
	assert_string_equal(p.vault, "build/demo/data/vault");
	assert_string_equal(p.cache, "build/demo/state/cache.db");
	paths_release(&p);
	paths_release(&p);
	forget_environment();
}

static void without_a_home_the_remedy_is_named(void **state)
{
	struct err e = {0};
	struct paths p;

	(void)state;
	forget_environment();
	unsetenv("HOME");
	assert_int_equal(paths_init(&p, NULL, &e), ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, "--config-dir"));
	assert_null(p.vault);
	paths_release(&p);
}

static void a_folder_without_a_name_is_refused(void **state)
{
	struct err e = {0};
	struct paths p;

	(void)state;
	assert_int_equal(paths_init(&p, "", &e), ERR_USAGE);
	assert_non_null(strstr(e.text, "--config-dir"));
	assert_null(p.vault);
	assert_int_equal(dir_ensure("", &e), ERR_NOT_FOUND);
}

static void folders_are_made_for_their_owner_alone(void **state)
{
	char dir[] = "/tmp/byline-paths-XXXXXX", *below;
	struct paths p;
	struct stat st;
	const char *made[6];

	(void)state;
	assert_non_null(mkdtemp(dir));
	below = dir_join(dir, "a//b/");
	assert_int_equal(paths_init(&p, below, NULL), STATUS_OK);
	assert_int_equal(paths_ensure(&p, NULL), STATUS_OK);
	assert_int_equal(paths_ensure(&p, NULL), STATUS_OK);
	made[0] = p.datasets;
	made[1] = p.data;
	made[2] = p.spool;
	made[3] = p.state;
	made[4] = p.networks;
	made[5] = p.config;
	for (size_t i = 0; i < ARRAY_SIZE(made); i++) {
		assert_int_equal(stat(made[i], &st), 0);
		assert_int_equal(st.st_mode & 07777, 0700);
		assert_int_equal(remove(made[i]), 0);
	}
	paths_release(&p);
	free(below);
	below = dir_join(dir, "a");
	assert_int_equal(remove(below), 0);
	assert_int_equal(remove(dir), 0);
	free(below);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_below_the_users_home),
		cmocka_unit_test(xdg_variables_are_followed_when_they_are_absolute),
		cmocka_unit_test(one_folder_holds_all_when_it_is_named),
		cmocka_unit_test(without_a_home_the_remedy_is_named),
		cmocka_unit_test(a_folder_without_a_name_is_refused),
		cmocka_unit_test(folders_are_made_for_their_owner_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
