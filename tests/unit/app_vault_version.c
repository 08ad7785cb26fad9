/* A vault of version 1, which byline 0.1 wrote, and what stays of it. */
#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/shown_account.h"
#include "app/unlock.h"
#include "base/hex.h"

/* Opens that vault. */
#define OLD_PASSPHRASE "byline vault v1"

static uint8_t old[1024];
static size_t old_len;

static int start(void **state)
{
	struct buf text;

	if (folder_make(state) != 0)
		return -1;
	text = vector_bytes("vectors/wallet", "vault-v1.hex");
	assert_int_equal(
		hex_parse_var(old, &old_len, sizeof(old), (const char *)text.data, text.len - 1),
		STATUS_OK);
	buf_release(&text);
	return 0;
}

static enum status unlock_old(struct app *app)
{
	answer(app->shared->door, OLD_PASSPHRASE, NULL);
	return unlock_vault(app, &err);
}

/* An app whose vault is the one of version 1, open. */
static struct app *open_old(const char *name)
{
	struct app *app = open_offline(name);

	assert_ok(paths_ensure(&app->shared->paths, &err));
	assert_ok(file_write_new(app_paths(app)->vault, old, old_len, &err));
	assert_ok(unlock_old(app));
	return app;
}

static struct buf beside(struct app *app, const char *suffix)
{
	char path[512];
	struct buf file;

	snprintf(path, sizeof(path), "%s%s", app_paths(app)->vault, suffix);
	buf_init(&file, LIMIT_VAULT);
	assert_ok(file_read_private(&file, path, &err));
	return file;
}

static void expect_old(struct app *app, const char *suffix)
{
	struct buf file = beside(app, suffix);

	assert_int_equal(file.len, old_len);
	assert_memory_equal(file.data, old, old_len);
	buf_release(&file);
}

static bool exists(struct app *app, const char *suffix)
{
	char path[512];

	snprintf(path, sizeof(path), "%s%s", app_paths(app)->vault, suffix);
	return access(path, F_OK) == 0;
}

static void opening_a_vault_of_before_changes_nothing(void **state)
{
	struct app *app = open_old("opened");
	struct snapshot_account *all;
	size_t n;

	(void)state;
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_string_equal(all[1].path, "m/44'/60'/0'/0/5");
	free(all);
	lock_vault(app);
	assert_ok(unlock_old(app));
	expect_old(app, "");
	assert_false(exists(app, ".v1"));
	close_app(app);
}

static void the_first_change_keeps_the_old_file_beside_the_new_one(void **state)
{
	struct app *app = open_old("changed");
	struct address added, first;
	uint32_t index;
	struct buf file;

	(void)state;
	assert_ok(shown_account(app, &first, &err));
	assert_ok(add_account(app, "ledger-legacy", "", &added, &err));
	file = beside(app, "");
	assert_int_equal(file.data[8], 2);
	buf_release(&file);
	expect_old(app, ".v1");
	/* Later changes have nothing of version 1 to keep. */
	assert_ok(label_account(app, true, &first, "later", &err));
	expect_old(app, ".v1");
	assert_false(exists(app, ".v1.2"));
	lock_vault(app);
	assert_ok(unlock_old(app));
	assert_ok(account_index(app, &index, &added, &err));
	assert_int_equal(index, 6);
	close_app(app);
}

static void what_is_there_under_that_name_is_not_overwritten(void **state)
{
	struct app *app = open_old("twice");
	char path[512];
	struct address first;
	struct buf file;

	(void)state;
	snprintf(path, sizeof(path), "%s.v1", app_paths(app)->vault);
	assert_ok(file_write_new(path, "somebody's", 10, &err));
	assert_ok(shown_account(app, &first, &err));
	assert_ok(label_account(app, true, &first, "new", &err));
	file = beside(app, ".v1");
	assert_int_equal(file.len, 10);
	buf_release(&file);
	expect_old(app, ".v1.2");
	close_app(app);
}

/* With every name taken nothing is changed, rather than the old file lost. */
static void without_a_name_for_the_old_file_nothing_changes(void **state)
{
	struct app *app = open_old("full");
	struct address first;
	char path[512];

	(void)state;
	for (int i = 1; i <= 9; i++) {
		snprintf(path, sizeof(path), i == 1 ? "%s.v1" : "%s.v1.%d", app_paths(app)->vault,
			 i);
		assert_ok(file_write_new(path, &i, sizeof(i), &err));
	}
	assert_ok(shown_account(app, &first, &err));
	assert_int_equal(label_account(app, true, &first, "new", &err), ERR_EXISTS);
	expect_old(app, "");
	/* One that holds the very file is as good as a new one. */
	snprintf(path, sizeof(path), "%s.v1.7", app_paths(app)->vault);
	assert_ok(file_write(path, old, old_len, &err));
	assert_ok(label_account(app, true, &first, "new", &err));
	expect_old(app, ".v1.7");
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opening_a_vault_of_before_changes_nothing),
		cmocka_unit_test(the_first_change_keeps_the_old_file_beside_the_new_one),
		cmocka_unit_test(what_is_there_under_that_name_is_not_overwritten),
		cmocka_unit_test(without_a_name_for_the_old_file_nothing_changes),
	};

	return cmocka_run_group_tests(tests, start, folder_remove);
}
