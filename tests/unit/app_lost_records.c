/* A vault without its records, records without their vault: neither looks like a first start. */
#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/load.h"
#include "app/lost_records.h"
#include "app/shown_account.h"
#include "app/vault_state.h"
#include "cache/sql.h"

static struct app *app;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("lost");
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* The sentence about a vault that is here or not, and of accounts with keys or watched ones. */
static void each_combination_is_told_for_what_it_is(void **state)
{
	const struct snapshot_account watched = {.watch_only = true}, own = {.watch_only = false};
	const struct snapshot_account both[] = {own, watched};
	char text[LOST_RECORDS_SIZE];

	(void)state;
	assert_false(describe_lost_records(text, false, NULL, 0));
	assert_string_equal(text, "");
	assert_false(describe_lost_records(text, false, &watched, 1));
	assert_false(describe_lost_records(text, true, both, 2));
	assert_true(describe_lost_records(text, true, NULL, 0));
	assert_non_null(strstr(text, "byline restore --backup FILE"));
	assert_true(describe_lost_records(text, true, &watched, 1));
	assert_non_null(strstr(text, "its records are gone"));
	assert_true(describe_lost_records(text, false, both, 2));
	assert_non_null(strstr(text, "The vault is gone"));
}

static void a_vault_whose_cache_was_emptied_is_never_called_no_account(void **state)
{
	const struct snapshot *snapshot;
	struct address address;

	(void)state;
	assert_int_equal(shown_account(app, &address, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "no account yet"));
	restore_test_vault(app);
	assert_ok(shown_account(app, &address, &err));
	assert_ok(cache_sql_exec(app->shared->cache, "DELETE FROM accounts", &err));
	assert_true(has_vault_without_records(app));
	assert_int_equal(shown_account(app, &address, &err), ERR_NOT_FOUND);
	assert_null(strstr(err.text, "no account yet"));
	assert_non_null(strstr(err.text, "byline restore --backup FILE"));
	assert_ok(load_snapshot(app, &snapshot, &err));
	assert_non_null(strstr(snapshot->lost, "its records are gone"));
	snapshot_unref(snapshot);
}

static void accounts_whose_vault_is_gone_are_never_told_to_make_one(void **state)
{
	const struct snapshot *snapshot;

	(void)state;
	assert_ok(cache_sql_exec(app->shared->cache,
				 "INSERT INTO accounts(address, label, watch_only, vault_index, "
				 "unsaved) VALUES(zeroblob(20), 'mine', 0, 0, 0)",
				 &err));
	assert_int_equal(unlink(app->shared->paths.vault), 0);
	assert_int_equal(refuse_no_vault(app, &err), ERR_NOT_FOUND);
	assert_null(strstr(err.text, "byline init"));
	assert_non_null(strstr(err.text, "the vault is gone"));
	assert_ok(load_snapshot(app, &snapshot, &err));
	assert_non_null(strstr(snapshot->lost, "The vault is gone"));
	snapshot_unref(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_combination_is_told_for_what_it_is),
		cmocka_unit_test(a_vault_whose_cache_was_emptied_is_never_called_no_account),
		cmocka_unit_test(accounts_whose_vault_is_gone_are_never_told_to_make_one),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
