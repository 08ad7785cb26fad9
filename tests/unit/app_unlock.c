/* The vault as a person uses it, on a real disk. Each KDF run takes 0.4 s, so there are few. */
#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/account_keys.h"
#include "app/create_vault.h"
#include "app/shown_account.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "base/buf.h"

#define FIRST  "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define SECOND "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"

static struct app *app; /* with the vault of the well-known test phrase */

static struct buf vault_bytes(void)
{
	struct buf file;

	buf_init(&file, LIMIT_VAULT);
	assert_ok(file_read(&file, app_paths(app)->vault, &err));
	return file;
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("vault");
	restore_test_vault(app);
	return 0;
}

static enum status unlock_with(struct app *in, const char *passphrase)
{
	answer(in->shared->door, passphrase, NULL);
	return unlock_vault(in, &err);
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static void a_restored_phrase_gives_the_accounts_that_other_wallets_derive(void **state)
{
	struct snapshot_account *all;
	char text[ADDRESS_TEXT_SIZE];
	size_t n;

	(void)state;
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_int_equal(n, 2);
	address_format(text, &all[0].address);
	assert_int_equal(strcasecmp(text, FIRST), 0);
	address_format(text, &all[1].address);
	assert_int_equal(strcasecmp(text, SECOND), 0);
	assert_string_equal(all[1].label, "claims");
	assert_false(all[0].watch_only);
	free(all);
}

static void the_vault_is_for_its_owner_alone(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat(app_paths(app)->vault, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(app_paths(app)->data, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
}

static void a_vault_is_never_overwritten(void **state)
{
	struct buf before = vault_bytes(), after;

	(void)state;
	answer(app->shared->door, "another passphrase", NULL);
	assert_int_equal(create_vault(app, 12, false, &err), ERR_EXISTS);
	answer(app->shared->door, TEST_PHRASE, "another passphrase", NULL);
	assert_int_equal(restore_vault(app, false, &err), ERR_EXISTS);
	after = vault_bytes();
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.data, before.data, before.len);
	buf_release(&before);
	buf_release(&after);
}

static void a_locked_vault_knows_no_key_and_keeps_its_addresses(void **state)
{
	struct address first;
	uint32_t index;

	(void)state;
	assert_true(is_unlocked(app));
	lock_vault(app);
	assert_false(is_unlocked(app));
	assert_ok(shown_account(app, &first, &err));
	assert_int_equal(account_index(app, &index, &first, &err), ERR_LOCKED);
	assert_int_equal(unlock_with(app, "wrong"), ERR_WRONG_PASSPHRASE);
	assert_false(is_unlocked(app));
	assert_ok(unlock_with(app, TEST_PASSPHRASE));
	assert_true(is_unlocked(app));
	assert_ok(account_index(app, &index, &first, &err));
	assert_int_equal(index, 0);
}

static void an_address_without_a_key_has_no_index(void **state)
{
	struct address other = address_of_byte(9);
	uint32_t index;

	(void)state;
	assert_int_equal(account_index(app, &index, &other, &err), ERR_NOT_FOUND);
	assert_ok(watch_account(app, &other, "", &err));
	assert_int_equal(account_index(app, &index, &other, &err), ERR_NOT_FOUND);
}

static void an_account_of_the_vault_cannot_be_made_watch_only(void **state)
{
	struct address first;

	(void)state;
	assert_ok(shown_account(app, &first, &err));
	assert_int_equal(watch_account(app, &first, "", &err), ERR_EXISTS);
}

static void a_label_is_kept_in_the_vault_and_beside_it(void **state)
{
	struct snapshot_account *all;
	struct address first;
	size_t n;

	(void)state;
	assert_ok(shown_account(app, &first, &err));
	assert_ok(label_account(app, false, &first, "savings", &err));
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_string_equal(all[0].label, "savings");
	free(all);
}

static void expect_label(struct app *in, const char *label)
{
	struct snapshot_account *all;
	size_t n;

	assert_ok(load_accounts(in, &all, &n, &err));
	assert_string_equal(all[0].label, label);
	free(all);
}

/* The label that the vault's file has, as a machine sees it that has nothing but that file. */
static void expect_label_in_vault(const char *name, const char *label)
{
	struct app *other = open_offline(name);
	struct buf file = vault_bytes();

	assert_ok(file_write(app_paths(other)->vault, file.data, file.len, &err));
	assert_int_equal(chmod(app_paths(other)->vault, 0600), 0);
	assert_ok(unlock_with(other, TEST_PASSPHRASE));
	expect_label(other, label);
	buf_release(&file);
	close_app(other);
}

static void the_label_given_last_wins_also_while_the_vault_is_locked(void **state)
{
	struct address first;

	(void)state;
	assert_ok(shown_account(app, &first, &err));
	assert_ok(label_account(app, true, &first, "given open", &err));
	lock_vault(app);
	assert_ok(label_account(app, false, &first, "given locked", &err));
	expect_label(app, "given locked");
	expect_label_in_vault("copy-1", "given open");
	assert_ok(unlock_with(app, TEST_PASSPHRASE));
	expect_label(app, "given locked");
	expect_label_in_vault("copy-2", "given locked");
	assert_ok(label_account(app, true, &first, "given again", &err));
	lock_vault(app);
	assert_ok(unlock_with(app, TEST_PASSPHRASE));
	expect_label(app, "given again");
	expect_label_in_vault("copy-3", "given again");
}

static void a_label_waits_for_a_vault_that_cannot_be_written(void **state)
{
	struct address first;
	int lock;

	(void)state;
	assert_ok(shown_account(app, &first, &err));
	lock_vault(app);
	assert_ok(label_account(app, false, &first, "it waits", &err));
	assert_ok(file_lock(&lock, in_folder("vault/state/vault.lock"), &err));
	assert_ok(unlock_with(app, TEST_PASSPHRASE));
	close(lock);
	expect_label(app, "it waits");
	expect_label_in_vault("copy-4", "given again");
	/* One that is given now goes before it. */
	assert_ok(label_account(app, true, &first, "newest", &err));
	lock_vault(app);
	assert_ok(unlock_with(app, TEST_PASSPHRASE));
	expect_label(app, "newest");
	expect_label_in_vault("copy-5", "newest");
}

static void a_damaged_vault_is_told_from_a_wrong_passphrase(void **state)
{
	struct app *other = open_offline("damaged");
	struct buf file = vault_bytes();

	(void)state;
	assert_int_equal(unlock_with(other, TEST_PASSPHRASE), ERR_NOT_FOUND);
	file.data[file.len / 2] ^= 1;
	assert_ok(file_write(app_paths(other)->vault, file.data, file.len, &err));
	assert_int_equal(unlock_with(other, TEST_PASSPHRASE), ERR_DAMAGED);
	/* Others could read it: it is not used. */
	file.data[file.len / 2] ^= 1;
	assert_ok(file_write(app_paths(other)->vault, file.data, file.len, &err));
	assert_int_equal(chmod(app_paths(other)->vault, 0644), 0);
	assert_int_equal(unlock_with(other, TEST_PASSPHRASE), ERR_PERMISSION);
	buf_release(&file);
	close_app(other);
}

static void a_vault_that_another_byline_changed_is_not_written_over(void **state)
{
	struct address added;
	struct buf before = vault_bytes(), now;

	(void)state;
	assert_ok(add_account(app, "", "third", &added, &err));
	/* As if another process had put the older file back, or a newer one. */
	assert_ok(file_write(app_paths(app)->vault, before.data, before.len, &err));
	assert_int_equal(add_account(app, "", "fourth", &added, &err), ERR_CHANGED);
	now = vault_bytes();
	assert_int_equal(now.len, before.len);
	assert_memory_equal(now.data, before.data, before.len);
	buf_release(&before);
	buf_release(&now);
}

static void a_wrong_word_is_named_with_the_nearest_right_one(void **state)
{
	struct app *other = open_offline("phrase");

	(void)state;
	answer(other->shared->door, "test test test test test test test test test test test jumk",
	       TEST_PASSPHRASE, NULL);
	assert_int_equal(restore_vault(other, false, &err), ERR_PARSE);
	assert_non_null(strstr(err.text, "word 12"));
	assert_non_null(strstr(err.text, "\"ju"));
	answer(other->shared->door, "test test test", TEST_PASSPHRASE, NULL);
	assert_int_equal(restore_vault(other, false, &err), ERR_PARSE);
	assert_false(has_vault(other));
	close_app(other);
}

static void read_only_makes_no_vault(void **state)
{
	struct app *other;

	(void)state;
	close_app(open_offline("ro"));
	other = open_at("ro", (struct app_options){.offline = true, .read_only = true}, NULL);
	answer(other->shared->door, TEST_PASSPHRASE, NULL);
	assert_int_equal(create_vault(other, 12, false, &err), ERR_REFUSED);
	assert_false(has_vault(other));
	close_app(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_restored_phrase_gives_the_accounts_that_other_wallets_derive),
		cmocka_unit_test(the_vault_is_for_its_owner_alone),
		cmocka_unit_test(a_vault_is_never_overwritten),
		cmocka_unit_test(a_locked_vault_knows_no_key_and_keeps_its_addresses),
		cmocka_unit_test(an_address_without_a_key_has_no_index),
		cmocka_unit_test(an_account_of_the_vault_cannot_be_made_watch_only),
		cmocka_unit_test(a_label_is_kept_in_the_vault_and_beside_it),
		cmocka_unit_test(the_label_given_last_wins_also_while_the_vault_is_locked),
		cmocka_unit_test(a_label_waits_for_a_vault_that_cannot_be_written),
		cmocka_unit_test(a_damaged_vault_is_told_from_a_wrong_passphrase),
		cmocka_unit_test(a_vault_that_another_byline_changed_is_not_written_over),
		cmocka_unit_test(a_wrong_word_is_named_with_the_nearest_right_one),
		cmocka_unit_test(read_only_makes_no_vault),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
