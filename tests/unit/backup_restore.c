/* A backup comes back beside what is here, and never over it. */
#include "tests/unit/backup_fixture.h"

#include "app/account_keys.h"
#include "backup/document.h"
#include "backup/drill.h"

static struct app *owner; /* has a vault, two networks, a watched account */

static int start(void **state)
{
	struct address watched = address_of_byte(0x77);

	if (folder_make(state) != 0)
		return -1;
	owner = open_offline("owner");
	put_networks(owner);
	restore_test_vault(owner);
	assert_ok(watch_account(owner, &watched, "a friend", &err));
	put_text("owner/config.ini", "network = devnet\n");
	save(owner, "all.json");
	return 0;
}

static int stop(void **state)
{
	close_app(owner);
	return folder_remove(state);
}

static void a_whole_folder_comes_back_into_an_empty_one(void **state)
{
	struct app *back = open_empty("whole");
	struct backup_report report;
	struct snapshot_account *accounts;
	struct cache_tx tx;
	struct hash hash = hash_of_byte(0x11);
	struct buf raw;
	size_t n;

	(void)state;
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	assert_int_equal(report.parts[BACKUP_VAULT].added, 1);
	assert_int_equal(report.parts[BACKUP_TRANSACTIONS].added, 2);
	assert_int_equal(report.parts[BACKUP_TRANSACTIONS].there, 0);
	report_release(&report);
	assert_true(is_unlocked(back));
	assert_ok(load_accounts(back, &accounts, &n, &err));
	assert_int_equal(n, 3);
	assert_string_equal(accounts[1].label, "claims");
	assert_false(accounts[1].watch_only);
	assert_string_equal(accounts[2].label, "a friend");
	free(accounts);
	/* The nonce stays taken, and the signed bytes can be sent again. */
	use(back, "devnet", 31337);
	assert_ok(cache_transactions_by_hash(back->shared->cache, &tx, &hash, &err));
	assert_int_equal(tx.state, CACHE_TX_SIGNED);
	buf_init(&raw, KIB);
	assert_ok(cache_transactions_raw(back->shared->cache, &raw, tx.id, &err));
	assert_int_equal(raw.len, 2);
	buf_release(&raw);
	assert_int_equal(count_all(back), count_all(owner));
	close_app(back);
}

static void a_second_restore_finds_everything_there(void **state)
{
	struct app *back = open_empty("twice");
	struct backup_report report;
	uint64_t n;

	(void)state;
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	report_release(&report);
	n = count_all(back);
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	for (int i = 0; i < BACKUP_PARTS; i++)
		assert_int_equal(report.parts[i].added, 0);
	report_release(&report);
	assert_int_equal(count_all(back), n);
	close_app(back);
}

static void a_restore_overwrites_nothing_that_is_here(void **state)
{
	struct app *back = open_offline("beside");
	struct address watched = address_of_byte(0x77), own = address_of_byte(0x99);
	struct backup_report report;
	struct snapshot_account *accounts;
	struct buf ini;
	size_t n;

	(void)state;
	assert_ok(watch_account(back, &watched, "my own word", &err));
	assert_ok(watch_account(back, &own, "only here", &err));
	put_text("beside/config.ini", "theme = mono\n");
	put_rows(back, 0x60);
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	assert_int_equal(report.parts[BACKUP_CONFIGURATION].there, 1);
	assert_int_equal(report.parts[BACKUP_ACCOUNTS].there, 1);
	report_release(&report);
	assert_ok(load_accounts(back, &accounts, &n, &err));
	assert_int_equal(n, 4);
	assert_string_equal(accounts[2].label, "my own word");
	assert_string_equal(accounts[3].label, "only here");
	free(accounts);
	buf_init(&ini, KIB);
	assert_ok(file_read(&ini, in_folder("beside/config.ini"), &err));
	assert_string_equal(buf_str(&ini), "theme = mono\n");
	buf_release(&ini);
	close_app(back);
}

/* The new laptop: words first, backup later. */
static void a_vault_from_the_phrase_gets_its_accounts_and_labels_from_the_backup(void **state)
{
	struct app *back = open_empty("phrase");
	struct backup_report report;
	struct snapshot_account *accounts;
	size_t n;

	(void)state;
	answer(back->shared->door, TEST_PHRASE, "another passphrase", NULL);
	assert_ok(restore_vault(back, false, &err));
	assert_ok(restore(back, &report, "all.json", "another passphrase"));
	assert_int_equal(report.parts[BACKUP_VAULT].there, 1);
	report_release(&report);
	lock_vault(back);
	answer(back->shared->door, "another passphrase", NULL);
	assert_ok(unlock_vault(back, &err));
	assert_ok(load_accounts(back, &accounts, &n, &err));
	assert_int_equal(n, 3);
	assert_false(accounts[1].watch_only);
	assert_int_equal(accounts[1].index, 1);
	assert_string_equal(accounts[1].label, "claims");
	free(accounts);
	close_app(back);
}

static void a_vault_of_another_seed_is_refused_before_anything_is_written(void **state)
{
	struct app *back = open_empty("foreign");
	struct backup_report report;
	uint64_t n;

	(void)state;
	answer(back->shared->door, TEST_PASSPHRASE, NULL);
	assert_ok(create_vault(back, 12, false, &err));
	n = count_all(back);
	assert_int_equal(restore(back, &report, "all.json", TEST_PASSPHRASE), ERR_REFUSED);
	report_release(&report);
	assert_int_equal(count_all(back), n);
	assert_int_not_equal(access(back->shared->paths.ini, F_OK), 0);
	/* Nobody can tell without the passphrase, and so nothing is written either. */
	assert_int_equal(restore(back, &report, "all.json", NULL), ERR_LOCKED);
	report_release(&report);
	assert_int_equal(count_all(back), n);
	close_app(back);
}

static void a_wrong_passphrase_is_found_before_anything_is_written(void **state)
{
	struct app *back = open_empty("wrong");
	struct backup_report report;

	(void)state;
	assert_int_equal(restore(back, &report, "all.json", "not this one"), ERR_WRONG_PASSPHRASE);
	report_release(&report);
	assert_int_equal(count_all(back), 0);
	assert_int_not_equal(access(back->shared->paths.vault, F_OK), 0);
	close_app(back);
}

/* Interrupted after the rows, after some files: whatever is missing is added the next time. */
static void an_interrupted_restore_is_completed_by_the_next_one(void **state)
{
	struct app *back = open_empty("again");
	struct backup_report report;

	(void)state;
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	report_release(&report);
	lock_vault(back);
	assert_int_equal(unlink(back->shared->paths.vault), 0);
	assert_int_equal(unlink(in_folder("again/networks/devnet.json")), 0);
	assert_ok(restore(back, &report, "all.json", TEST_PASSPHRASE));
	assert_int_equal(report.parts[BACKUP_VAULT].added, 1);
	assert_int_equal(report.parts[BACKUP_PROFILES].added, 1);
	assert_int_equal(report.parts[BACKUP_TRANSACTIONS].added, 0);
	report_release(&report);
	assert_int_equal(count_all(back), count_all(owner));
	close_app(back);
}

static void each_flipped_or_missing_byte_is_damage(void **state)
{
	struct backup_document doc;
	struct buf text;

	(void)state;
	buf_init(&text, MIB);
	assert_ok(file_read(&text, in_folder("all.json"), &err));
	for (size_t i = 0; i < text.len; i += 1 + text.len / 500) {
		text.data[i] ^= 1;
		assert_int_not_equal(parse_document(&doc, text.data, text.len, NULL), STATUS_OK);
		release_document(&doc);
		text.data[i] ^= 1;
		assert_int_equal(parse_document(&doc, text.data, i, NULL), ERR_DAMAGED);
		release_document(&doc);
	}
	assert_ok(parse_document(&doc, text.data, text.len, &err));
	release_document(&doc);
	buf_release(&text);
}

/* Writes the backup with one piece of its text replaced, and with the digest that fits. */
static void forge(const char *name, const char *piece, const char *by)
{
	struct backup_document doc;
	struct buf text, forged;
	const char *at;

	buf_init(&text, MIB);
	buf_init(&forged, MIB);
	assert_ok(read_document(&doc, in_folder("all.json"), &err));
	assert_ok(json_write(&text, doc.content));
	release_document(&doc);
	at = strstr(buf_str(&text), piece);
	assert_non_null(at);
	buf_add(&forged, text.data, (size_t)(at - (const char *)text.data));
	buf_add_str(&forged, by);
	buf_add_str(&forged, at + strlen(piece));
	assert_ok(json_parse(&doc.content, forged.data, forged.len, &err));
	buf_clear(&text);
	assert_ok(write_document(&text, doc.content, &err));
	put_text(name, buf_str(&text));
	buf_release(&text);
	buf_release(&forged);
}

static void a_row_that_cannot_be_is_refused_and_nothing_is_written(void **state)
{
	static const struct {
		const char *piece, *by;
	} forgeries[] = {
		{"\"state\":\"signed\"", "\"state\":\"rich\""},
		{"\"kind\":\"send\"", "\"kind\":\"send\",\"x\":\"y\""},
		{"\"nonce\":\"16\"", "\"nonce\":\"-1\""},
		{"\"raw\":\"0x02c0\"", "\"raw\":\"0x02c\""},
		{"\"path\":\"m/44'/60'/0'/0/1\"", "\"path\":\"m/44'/60'/0'/0/4294967295\""},
		{"\"name\":\"devnet\"", "\"name\":\"../devnet\""},
		{"\"label\":\"a friend\"", "\"label\":[]"},
		{"\"written\":", "\"unknown\":\"1\",\"written\":"},
	};
	struct app *back = open_empty("forged");
	struct backup_report report;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forgeries); i++) {
		char name[32];

		snprintf(name, sizeof(name), "forged-%zu", i);
		forge(name, forgeries[i].piece, forgeries[i].by);
		if (restore(back, &report, name, NULL) != ERR_DAMAGED)
			fail_msg("%s: %s", forgeries[i].by, err.text);
		report_release(&report);
		assert_int_equal(count_all(back), 0);
	}
	close_app(back);
}

static void accounts_that_are_not_the_vault_s_are_refused(void **state)
{
	struct app *back = open_empty("list");
	struct backup_report report;

	(void)state;
	forge("list.json", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
	      "0x1111111111111111111111111111111111111111");
	assert_int_equal(restore(back, &report, "list.json", TEST_PASSPHRASE), ERR_DAMAGED);
	report_release(&report);
	assert_int_equal(count_all(back), 0);
	close_app(back);
}

static void a_vault_is_named_with_the_command_that_takes_it(void **state)
{
	struct app *back = open_empty("named");
	struct backup_report report;

	(void)state;
	assert_int_equal(restore(back, &report, "owner/data/vault", NULL), ERR_USAGE);
	report_release(&report);
	assert_non_null(strstr(err.text, "byline restore --vault"));
	assert_true(is_backup_file(in_folder("all.json")));
	assert_false(is_backup_file(in_folder("owner/data/vault")));
	close_app(back);
}

/* A drill has an app, and so a signer, of its own, which the options tell how to reach a person. */
static void answer_options(struct app *app, const char *line)
{
	answer(app->shared->door, line, NULL);
	app->shared->options.passphrase_fd = app->shared->door->person.lines;
	app->shared->options.has_passphrase_fd = true;
}

static void the_drill_misses_what_is_newer_than_the_backup_and_leaves_nothing(void **state)
{
	struct address later = address_of_byte(0x55);
	struct drill drill;
	char command[256];

	(void)state;
	answer_options(owner, TEST_PASSPHRASE);
	assert_ok(drill_backup(owner, &drill, in_folder("all.json"), true, &err));
	for (int i = 0; i < BACKUP_PARTS; i++) {
		assert_int_equal(drill.parts[i].missing, 0);
		assert_int_equal(drill.parts[i].here, drill.parts[i].comes_back);
	}
	assert_true(drill.vault_opened);
	release_drill(&drill);
	assert_ok(watch_account(owner, &later, "new", &err));
	answer_options(owner, TEST_PASSPHRASE);
	assert_ok(drill_backup(owner, &drill, in_folder("all.json"), true, &err));
	assert_int_equal(drill.parts[BACKUP_ACCOUNTS].missing, 1);
	release_drill(&drill);
	snprintf(command, sizeof(command), "ls %s | grep -q drill", owner->shared->paths.state);
	assert_int_not_equal(system(command), 0);
}

static void expect_path(struct app *app, size_t at, uint32_t index, const char *path)
{
	struct snapshot_account *all;
	size_t n;

	assert_ok(load_accounts(app, &all, &n, &err));
	assert_true(at < n);
	assert_int_equal(all[at].index, index);
	assert_string_equal(all[at].path, path);
	free(all);
}

/* Accounts of other paths come back to their addresses; an imported key only with the file. */
static void accounts_of_any_path_come_back(void **state)
{
	static const char key[] =
		"0000000000000000000000000000000000000000000000000000000000000007";
	struct app *from = open_empty("paths"), *whole = open_empty("paths-whole"),
		   *beside = open_empty("paths-beside");
	struct backup_report report;
	struct address live, other, brought;
	uint32_t index;

	(void)state;
	restore_test_vault(from);
	assert_ok(add_account(from, "ledger-live", "live", &live, &err));
	answer(from->shared->door, key, TEST_PASSPHRASE, NULL);
	assert_ok(import_account(from, NULL, "brought", &brought, &err));
	assert_ok(add_account(from, "", "third", &other, &err));
	save(from, "paths.json");
	assert_ok(restore(whole, &report, "paths.json", TEST_PASSPHRASE));
	report_release(&report);
	expect_path(whole, 2, 2, "m/44'/60'/1'/0/0");
	expect_path(whole, 3, 3, "imported");
	expect_path(whole, 4, 4, "m/44'/60'/0'/0/2");
	assert_ok(account_index(whole, &index, &brought, &err));
	/* Here number 2 is another account. */
	answer(beside->shared->door, TEST_PHRASE, TEST_PASSPHRASE, NULL);
	assert_ok(restore_vault(beside, false, &err));
	assert_ok(add_account(beside, "", "", &other, &err));
	assert_ok(add_account(beside, "m/44'/60'/0'/0/9", "", &other, &err));
	assert_ok(restore(beside, &report, "paths.json", TEST_PASSPHRASE));
	assert_int_equal(json_count(report.notes), 1);
	assert_non_null(strstr(json_text(json_first(report.notes)), "imported"));
	report_release(&report);
	assert_ok(account_index(beside, &index, &live, &err));
	assert_int_equal(account_index(beside, &index, &brought, &err), ERR_NOT_FOUND);
	expect_path(beside, 2, 2, "m/44'/60'/0'/0/9");
	expect_path(beside, 3, 3, "m/44'/60'/1'/0/0");
	close_app(from);
	close_app(whole);
	close_app(beside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accounts_of_any_path_come_back),
		cmocka_unit_test(a_whole_folder_comes_back_into_an_empty_one),
		cmocka_unit_test(a_second_restore_finds_everything_there),
		cmocka_unit_test(a_restore_overwrites_nothing_that_is_here),
		cmocka_unit_test(
			a_vault_from_the_phrase_gets_its_accounts_and_labels_from_the_backup),
		cmocka_unit_test(a_vault_of_another_seed_is_refused_before_anything_is_written),
		cmocka_unit_test(a_wrong_passphrase_is_found_before_anything_is_written),
		cmocka_unit_test(an_interrupted_restore_is_completed_by_the_next_one),
		cmocka_unit_test(each_flipped_or_missing_byte_is_damage),
		cmocka_unit_test(a_row_that_cannot_be_is_refused_and_nothing_is_written),
		cmocka_unit_test(accounts_that_are_not_the_vault_s_are_refused),
		cmocka_unit_test(a_vault_is_named_with_the_command_that_takes_it),
		cmocka_unit_test(the_drill_misses_what_is_newer_than_the_backup_and_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
