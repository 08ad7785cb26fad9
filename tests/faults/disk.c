/*
 * No space left on the device: a contributor whose folder is on a small disk. Nothing is lost,
 * nothing half done stays, and it works again when there is room.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/attest.h"
#include "act/claim.h"
#include "act/commit.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/account.h"
#include "app/account_keys.h"
#include "app/create_vault.h"
#include "app/load.h"
#include "app/passphrase.h"
#include "app/session.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "base/buf.h"
#include "base/file.h"
#include "lists/export.h"
#include "sync/upload.h"
#include "tests/lib/agreed.h"
#include "tests/lib/contributor.h"
#include "tests/lib/full_disk.h"
#include "tests/lib/signer_answers.h"

static char disk[] = "/tmp/byline-disk-XXXXXX";

/* Room for a cache, a vault and some datasets. */
#define DISK_SIZE (8 * MIB)

static struct devnet net;
static struct contributor c;

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "disk");
	/* Epoch 30 under the confirmations. */
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	contributor_begin_in(&c, &net, disk);
	contributor_restore(&c);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	full_disk_end();
	rmdir(disk);
	return 0;
}

static int make_room(void **state)
{
	(void)state;
	full_disk_make_room();
	return 0;
}

/* How many files are in a folder of the contributor, at any depth of one. */
static size_t entries(const char *name)
{
	DIR *dir = opendir(contributor_path(&c, name));
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;
}

static struct buf vault_bytes(void)
{
	struct buf b;

	buf_init(&b, LIMIT_VAULT);
	expect_status(file_read(&b, contributor_path(&c, "data/vault"), &c.err), STATUS_OK, &c.err);
	return b;
}

static enum status change_from(const char *now, const char *next)
{
	answer(c.app->shared->door, now, next, NULL);
	return change_passphrase(c.app, &c.err);
}

static void a_vault_on_a_full_disk_keeps_its_old_passphrase(void **state)
{
	struct buf before = vault_bytes(), after;
	struct address address;
	size_t files = entries("data");

	(void)state;
	full_disk_fill_but(0);
	expect_status(change_from(CONTRIBUTOR_PASSPHRASE, "another one"), ERR_NO_SPACE, &c.err);
	expect_in(c.err.text, "space");
	answer(c.app->shared->door, CONTRIBUTOR_PASSPHRASE, NULL);
	expect_status(add_account(c.app, "", "second", &address, &c.err), ERR_NO_SPACE, &c.err);
	after = vault_bytes();
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.data, after.data, before.len);
	assert_int_equal(entries("data"), files);
	make_room(state);
	contributor_reopen(&c, false);
	contributor_unlock(&c);
	expect_status(change_from(CONTRIBUTOR_PASSPHRASE, "another one"), STATUS_OK, &c.err);
	expect_status(change_from("another one", CONTRIBUTOR_PASSPHRASE), STATUS_OK, &c.err);
	buf_release(&before);
	buf_release(&after);
}

static void a_new_vault_on_a_full_disk_is_not_there_at_all(void **state)
{
	struct app_options options = {.offline = true};
	struct app *app;
	struct err e = {0};

	(void)state;
	options.config_dir = contributor_path(&c, "new");
	expect_status(open_app(&app, &options, &e), STATUS_OK, &e);
	full_disk_fill_but(0);
	answer(app->shared->door, "a passphrase", NULL);
	expect_status(create_vault(app, 24, false, &e), ERR_NO_SPACE, &e);
	assert_false(has_vault(app));
	assert_int_equal(entries("new/data"), 1);
	make_room(state);
	answer(app->shared->door, "a passphrase", NULL);
	expect_status(create_vault(app, 24, false, &e), STATUS_OK, &e);
	assert_true(has_vault(app));
	close_app(app);
}

static void a_dataset_that_does_not_fit_leaves_nothing_behind(void **state)
{
	struct commit_plan plan = {.path = devnet_text(&net, "corpus", "unseen"),
				   .license = "CC-BY-4.0",
				   .keep = true};
	struct commit_result result;
	size_t datasets, known;

	(void)state;
	known = contributor_look(&c)->n_datasets;
	datasets = entries("data/datasets");
	full_disk_fill_but(64 * KIB);
	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), ERR_NO_SPACE, &c.err);
	expect_in(c.err.text, "space");
	assert_int_equal(entries("data/datasets"), datasets);
	assert_int_equal(contributor_look(&c)->n_datasets, known);
	make_room(state);
	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), STATUS_OK, &c.err);
	assert_int_equal(result.records, 900);
	assert_int_equal(contributor_look(&c)->n_datasets, known + 1);
}

/* The newest dataset, attested; its uid is known afterwards. */
static struct hash attested(void)
{
	const struct snapshot *s = contributor_look(&c);
	struct hash root = {0};
	struct act *act;

	for (size_t i = 0; i < s->n_datasets; i++)
		if (hash_is_zero(&s->datasets[i].uid))
			root = s->datasets[i].root;
	assert_false(hash_is_zero(&root));
	contributor_unlock(&c);
	expect_status(prepare_attest(c.app, &c.task, &act, &root, NULL, &c.err), STATUS_OK, &c.err);
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	free_act(act);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	end_session(&c.task);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	return root;
}

static void an_upload_that_cannot_be_sealed_leaves_nothing_and_is_made_later(void **state)
{
	struct hash root = attested();
	struct intake_question q;
	size_t spooled = entries("state/spool");

	(void)state;
	expect_status(check_intake(c.app, &c.task, &q, &c.err), STATUS_OK, &c.err);
	expect_status(confirm_intake(c.app, &q, &c.err), STATUS_OK, &c.err);
	full_disk_fill_but(64 * KIB);
	expect_status(upload_dataset(c.app, &c.task, &root, &c.err), ERR_NO_SPACE, &c.err);
	expect_in(c.err.text, "space");
	assert_int_equal(entries("state/spool"), spooled);
	make_room(state);
	expect_status(upload_dataset(c.app, &c.task, &root, &c.err), STATUS_OK, &c.err);
	assert_int_equal(entries("state/spool"), spooled);
}

static void an_export_that_does_not_fit_is_not_there(void **state)
{
	const char *path = contributor_path(&c, "earnings.csv");
	const struct snapshot *s = NULL;

	(void)state;
	expect_status(load_snapshot(c.app, &s, &c.err), STATUS_OK, &c.err);
	full_disk_fill_but(0);
	expect_status(export_table(s, EXPORT_EARNINGS, path, &c.err), ERR_NO_SPACE, &c.err);
	assert_int_equal(access(path, F_OK), -1);
	make_room(state);
	expect_status(export_table(s, EXPORT_EARNINGS, path, &c.err), STATUS_OK, &c.err);
	assert_int_equal(access(path, F_OK), 0);
	snapshot_unref(s);
}

static void a_cache_on_a_full_disk_keeps_what_it_has_and_goes_on_later(void **state)
{
	uint64_t block = contributor_look(&c)->networks[0].block;
	size_t epochs = c.seen->n_epochs;
	struct u256 balance = c.seen->coins[0].balance.value;

	(void)state;
	/* More than one page of news, so that the file has to grow. */
	devnet_tell(&net, "infer", "{\"count\":400}");
	devnet_tell(&net, "settle", "{}");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	contributor_reopen(&c, false);
	full_disk_fill_but(0);
	expect_status(contributor_sync(&c), ERR_NO_SPACE, &c.err);
	expect_in(c.err.text, "cache.db");
	contributor_reopen(&c, false);
	assert_int_equal(contributor_look(&c)->networks[0].block, block);
	assert_int_equal(c.seen->n_epochs, epochs);
	assert_int_equal(u256_compare(&c.seen->coins[0].balance.value, &balance), 0);
	make_room(state);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	expect_status(c.report.datanet, STATUS_OK, &c.report.datanet_error);
	assert_int_equal(contributor_look(&c)->n_epochs, epochs + 1);
	assert_true(c.seen->networks[0].block > block);
}

static void a_claim_that_cannot_be_recorded_is_not_signed(void **state)
{
	const char *path = contributor_path(&c, "claim");
	struct act *act = NULL;
	size_t txs;

	(void)state;
	contributor_unlock(&c);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	txs = contributor_look(&c)->n_txs;
	full_disk_fill_but(0);
	/* Preparing keeps nothing, so that it needs no room. */
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	expect_status(sign_agreed_act(c.app, act, &c.err), ERR_NO_SPACE, &c.err);
	assert_int_equal(act->state, ACT_PREPARED);
	assert_int_equal(act->raw.len, 0);
	expect_status(export_claim(c.app, act, path, &c.err), ERR_NO_SPACE, &c.err);
	assert_int_equal(access(path, F_OK), -1);
	make_room(state);
	assert_int_equal(contributor_look(&c)->n_txs, txs);
	expect_status(sign_agreed_act(c.app, act, &c.err), STATUS_OK, &c.err);
	expect_status(send_act(c.app, &c.task, act, &c.err), STATUS_OK, &c.err);
	free_act(act);
}

/* Opening a cache takes an index of its log, for which a full disk has no room either. */
static void on_a_full_disk_what_only_reads_shows_what_is_there(void **state)
{
	struct address watched = {{0x42}};
	struct figure coins = contributor_look(&c)->coins[0].balance;
	size_t royalties = contributor_look(&c)->n_royalties;
	const struct snapshot *s;

	assert_int_equal(coins.trust, TRUST_PROVEN);
	/* SQLite removes files at its end, which makes room: the disk is filled afterwards. */
	contributor_close(&c);
	full_disk_fill_but(0);
	contributor_reopen(&c, true);
	assert_true(app_is_read_only(c.app));
	expect_in(app_config(c.app)->warning, "space");
	expect_in(app_config(c.app)->warning, "nothing is kept");
	s = contributor_look(&c);
	assert_int_equal(s->n_royalties, royalties);
	assert_int_equal(s->coins[0].balance.trust, TRUST_PROVEN);
	assert_int_equal(u256_compare(&s->coins[0].balance.value, &coins.value), 0);
	assert_int_equal(s->coins[0].balance.block, coins.block);
	assert_true(s->read_only);
	expect_status(watch_account(c.app, &watched, "", &c.err), ERR_PERMISSION, &c.err);
	expect_in(c.err.text, "space");
	make_room(state);
	contributor_reopen(&c, false);
	assert_false(app_is_read_only(c.app));
	assert_string_equal(app_config(c.app)->warning, "");
	contributor_unlock(&c);
}

#define room(test) cmocka_unit_test_setup_teardown(test, make_room, make_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		room(a_vault_on_a_full_disk_keeps_its_old_passphrase),
		room(a_new_vault_on_a_full_disk_is_not_there_at_all),
		room(a_dataset_that_does_not_fit_leaves_nothing_behind),
		room(an_upload_that_cannot_be_sealed_leaves_nothing_and_is_made_later),
		room(an_export_that_does_not_fit_is_not_there),
		room(a_cache_on_a_full_disk_keeps_what_it_has_and_goes_on_later),
		room(a_claim_that_cannot_be_recorded_is_not_signed),
		room(on_a_full_disk_what_only_reads_shows_what_is_there),
	};

	if (mkdtemp(disk) == NULL) {
		perror(disk);
		return 1;
	}
	full_disk_begin(disk, DISK_SIZE);
	return cmocka_run_group_tests(tests, begin, end);
}
