/* A cache that somebody changed shows nothing of it as proven, and says so at its start. */
#include "tests/unit/app_fixture.h"

#include <sqlite3.h>

#include "cache/figures.h"

static const struct address me = {{1}};

/* The same folder, opened with `options`. */
static struct app *open_damaged(bool read_only)
{
	return open_at("damaged", (struct app_options){.offline = true, .read_only = read_only},
		       NULL);
}

static void make_rich(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(in_folder("damaged/state/cache.db"), &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(
			db,
			"UPDATE figures SET value = CAST(zeroblob(20) || randomblob(12) AS BLOB)",
			NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

static size_t figures_of(struct app *app)
{
	struct cache_figure *figures;
	size_t n;

	assert_ok(cache_figures_all(app->shared->cache, &figures, &n, &err));
	free(figures);
	return n;
}

static void an_amount_that_was_changed_in_the_file_is_not_shown(void **state)
{
	const struct cache_figure f = {.kind = CACHE_FIGURE_NATIVE_BALANCE,
				       .account = me,
				       .value = u256_from_u64(5),
				       .trust = TRUST_PROVEN,
				       .block = 10,
				       .as_of = 100};
	struct app *app = open_damaged(false);

	(void)state;
	assert_ok(cache_figures_put(app->shared->cache, &f, 1, &err));
	assert_int_equal(figures_of(app), 1);
	close_app(app);
	make_rich();
	app = open_damaged(true);
	assert_int_equal(figures_of(app), 0);
	assert_non_null(strstr(app->shared->config.warning, "1 damaged row of "));
	assert_non_null(strstr(app->shared->config.warning, "byline sync, without --read-only"));
	close_app(app);
	app = open_damaged(false);
	assert_int_equal(figures_of(app), 0);
	assert_non_null(strstr(app->shared->config.warning, "1 damaged row of "));
	close_app(app);
	app = open_damaged(false);
	assert_string_equal(app->shared->config.warning, "");
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amount_that_was_changed_in_the_file_is_not_shown),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
