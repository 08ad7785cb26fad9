/* The database file: private, whole, refused when it is not ours to read. */
#include "cache_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache/accounts.h"
#include "cache/claims.h"
#include "cache/events.h"
#include "cache/settings.h"
#include "cache/statements.h"
#include "cache/transactions.h"

static void remove_db(void)
{
	char command[256];

	snprintf(command, sizeof(command), "rm -f %s*", db_path);
	assert_int_equal(system(command), 0);
}

static void run_sql(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void only_the_user_may_read_the_cache(void **state)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	struct cache *c;
	mode_t old = umask(0);

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, NULL, "v", &err));
	umask(old);
	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++) {
		struct stat st;
		char path[160];

		snprintf(path, sizeof(path), "%s%s", db_path, suffixes[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	cache_close(c);
}

static void a_cache_of_a_newer_byline_is_refused_and_left_alone(void **state)
{
	struct cache *c;
	struct stat before, after;

	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	run_sql("PRAGMA user_version = 1000");
	assert_int_equal(stat(db_path, &before), 0);
	assert_int_equal(cache_open(&c, db_path, false, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "newer byline"));
	assert_int_equal(stat(db_path, &after), 0);
	assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof(before.st_mtim));
	assert_int_equal(before.st_size, after.st_size);
}

/* Brings back the tables as they were before the step about own transactions. */
#define UNDO_LEDGER                                                                            \
	"DROP TABLE claims; CREATE TABLE claims(id INTEGER PRIMARY KEY, network INTEGER NOT"   \
	" NULL REFERENCES networks, tx INTEGER NOT NULL, account BLOB NOT NULL, distributor"   \
	" BLOB NOT NULL, token BLOB NOT NULL, cumulative BLOB NOT NULL, amount BLOB NOT NULL," \
	" state INTEGER NOT NULL, bundle BLOB, file TEXT NOT NULL, block INTEGER NOT NULL,"    \
	" prepared_at INTEGER NOT NULL, signed_at INTEGER NOT NULL, sent_at INTEGER NOT NULL," \
	" mined_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;" \
	"DROP INDEX transactions_bundle; ALTER TABLE transactions DROP COLUMN bundle;"         \
	"ALTER TABLE transactions DROP COLUMN file;"                                           \
	"ALTER TABLE transactions DROP COLUMN exported_at;"                                    \
	"ALTER TABLE transactions DROP COLUMN expires_at;"                                     \
	"ALTER TABLE transactions RENAME COLUMN prepared_at TO reserved_at;"

static void a_cache_of_before_is_brought_up_to_date_with_its_rows(void **state)
{
	struct cache *c;
	struct cache_statement st = {.uid = hash_of_byte(3),
				     .statement.epoch = 3,
				     .audit = CACHE_AUDIT_FAULT,
				     .finding = "0.5 too little"},
			       back = {0};
	struct address me = address_of_byte(1);
	int64_t mark;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_STATEMENTS_READ, &me, 30, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_NEXT_SETTLEMENT, NULL, 7, &err));
	cache_close(c);
	run_sql("DROP TABLE verdicts; ALTER TABLE scopes DROP COLUMN trimmed_epoch;" UNDO_LEDGER
		"PRAGMA user_version = 1");
	/* The old cache cannot be read as it is without the right to write. */
	assert_int_equal(cache_open(&c, db_path, true, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "without --read-only"));
	c = open_on(db_path, 1);
	assert_ok(cache_statements_get(c, &back, 3, &err));
	/* Each account's epochs are read again: before, all accounts shared one finding. */
	st.audit = CACHE_AUDIT_NOT_RUN;
	memset(st.finding, 0, sizeof(st.finding));
	assert_memory_equal(&back, &st, sizeof(st));
	assert_int_equal(cache_settings_number(c, &mark, CACHE_SETTING_STATEMENTS_READ, &me, &err),
			 ERR_NOT_FOUND);
	assert_ok(cache_settings_number(c, &mark, CACHE_SETTING_NEXT_SETTLEMENT, NULL, &err));
	cache_close(c);
}

static void a_version_below_zero_is_damage(void **state)
{
	struct cache *c;

	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	run_sql("PRAGMA user_version = -1000000");
	assert_int_equal(cache_open(&c, db_path, false, &err), ERR_DAMAGED);
	assert_int_equal(cache_open(&c, db_path, true, &err), ERR_DAMAGED);
	remove_db();
}

static void a_file_that_is_no_database_is_damaged_and_says_what_to_do(void **state)
{
	struct cache *c;
	FILE *f;

	(void)state;
	remove_db();
	f = fopen(db_path, "wb");
	assert_non_null(f);
	for (int i = 0; i < 8192; i++)
		fputc(i * 7, f);
	fclose(f);
	assert_int_equal(cache_open(&c, db_path, false, &err), ERR_DAMAGED);
	assert_non_null(strstr(err.text, "move it away"));
	remove_db();
}

static void a_check_finds_overwritten_pages_unless_it_is_cancelled(void **state)
{
	struct cache *c;
	struct cache_event event = {.time = 1, .area = "test"};
	uint8_t noise[4096 * 3];
	atomic_bool cancel = true;
	int fd;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	memset(event.text, 'x', sizeof(event.text) - 1);
	assert_ok(cache_begin(c, &err));
	for (int i = 0; i < 1000; i++)
		assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_commit(c, &err));
	cache_close(c);
	assert_ok(cache_check(db_path, NULL, &err));
	assert_int_equal(cache_check(db_path, &cancel, &err), ERR_CANCELLED);
	memset(noise, 0x5a, sizeof(noise));
	fd = open(db_path, O_WRONLY);
	assert_int_equal(pwrite(fd, noise, sizeof(noise), 40 * 4096), sizeof(noise));
	close(fd);
	assert_int_equal(cache_check(db_path, NULL, &err), ERR_DAMAGED);
	assert_non_null(strstr(err.text, "byline backup FILE"));
	assert_non_null(strstr(err.text, "move it away"));
	remove_db();
	assert_ok(cache_check(db_path, NULL, &err));
	assert_int_equal(access(db_path, F_OK), -1);
}

static void read_only_writes_nothing_and_a_missing_file_is_empty(void **state)
{
	struct cache *c;
	struct cache_event *events;
	struct hash genesis = hash_of_byte(9);
	size_t n;

	(void)state;
	remove_db();
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_events_recent(c, &events, &n, 10, &err));
	assert_int_equal(n, 0);
	assert_int_equal(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, NULL, "v", &err),
			 ERR_PERMISSION);
	cache_close(c);
	assert_int_equal(access(db_path, F_OK), -1);

	c = open_on(db_path, 1);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_NEXT_SETTLEMENT, NULL, 7, &err));
	cache_close(c);
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	int64_t v = 0;

	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_NEXT_SETTLEMENT, NULL, &err));
	assert_int_equal(v, 7);
	assert_int_equal(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, NULL, "v", &err),
			 ERR_PERMISSION);
	/* Another chain behind the name: nothing is dropped, nothing of the old one is shown. */
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &genesis, &err));
	assert_int_equal(cache_settings_number(c, &v, CACHE_SETTING_NEXT_SETTLEMENT, NULL, &err),
			 ERR_NOT_FOUND);
	cache_close(c);
}

static void a_transaction_is_all_or_nothing(void **state)
{
	struct cache *c;
	int64_t v;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_begin(c, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, NULL, 1, &err));
	assert_ok(cache_begin(c, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_CONTRIBUTORS_BP, NULL, 2, &err));
	assert_ok(cache_commit(c, &err));
	cache_rollback(c);
	assert_int_equal(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, NULL, &err),
			 ERR_NOT_FOUND);
	assert_int_equal(cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, NULL, &err),
			 ERR_NOT_FOUND);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, NULL, 3, &err));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, NULL, &err));
	assert_int_equal(v, 3);
	cache_close(c);
}

/* Both count in the same row, read and written in one transaction. */
static void count_to(const char *path, int n)
{
	struct cache *c = open_on(path, 1);

	for (int i = 0; i < n; i++) {
		int64_t v = 0;

		assert_ok(cache_begin(c, &err));
		(void)!cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, NULL, &err);
		assert_ok(cache_settings_put_number(c, CACHE_SETTING_CONTRIBUTORS_BP, NULL, v + 1,
						    &err));
		assert_ok(cache_commit(c, &err));
	}
	cache_close(c);
}

static void two_processes_lose_no_write_of_each_other(void **state)
{
	struct cache *c;
	int64_t v = 0;
	int status;
	pid_t child;

	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		count_to(db_path, 100);
		_exit(0);
	}
	count_to(db_path, 100);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, NULL, &err));
	assert_int_equal(v, 200);
	cache_close(c);
}

static void a_full_disk_loses_only_the_transaction_that_met_it(void **state)
{
	struct cache_event event = {.time = 1, .area = "test"};
	struct rlimit limit, small;
	struct cache *c;
	enum status s = STATUS_OK;
	int64_t kept = 0, v;
	struct stat st;
	char wal[160];

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	memset(event.text, 'x', sizeof(event.text) - 1);
	snprintf(wal, sizeof(wal), "%s-wal", db_path);
	assert_int_equal(stat(wal, &st), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = (struct rlimit){.rlim_cur = (rlim_t)st.st_size + 200000,
				.rlim_max = limit.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (int64_t i = 1; s == STATUS_OK && i < 1000; i++) {
		s = cache_begin(c, &err);
		for (int k = 0; s == STATUS_OK && k < 20; k++)
			s = cache_events_put(c, &event, &err);
		if (s == STATUS_OK)
			s = cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, NULL, i, &err);
		s = s == STATUS_OK ? cache_commit(c, &err) : s;
		if (s == STATUS_OK)
			kept = i;
	}
	assert_int_equal(s, ERR_NO_SPACE);
	assert_true(kept > 0);
	cache_rollback(c);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, NULL, &err));
	assert_int_equal(v, kept);
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, NULL, &err));
	assert_int_equal(v, kept);
	cache_close(c);
	assert_ok(cache_check(db_path, NULL, &err));
}

static void drafts_and_claims_of_before_keep_what_was_known_of_them(void **state)
{
	static const char rows[] =
		"INSERT INTO transactions(id, chain, account, nonce, generation, kind, state, what,"
		" fee_cap, fee, block, reserved_at, signed_at, sent_at, mined_at, note) VALUES"
		" (1, 31337, zeroblob(20), 7, 0, 0, 0, 'exported', zeroblob(32), zeroblob(32), 0, "
		"50, 0,"
		" 0, 0, 'written to a file, perhaps signed elsewhere'),"
		" (2, 31337, zeroblob(20), 8, 0, 3, 0, 'left over', zeroblob(32), zeroblob(32), 0, "
		"60,"
		" 0, 0, 0, ''),"
		" (3, 31337, zeroblob(20), 9, 0, 0, 6, 'given up', zeroblob(32), zeroblob(32), 0, "
		"70,"
		" 71, 0, 0, 'cancelled');"
		"INSERT INTO claims SELECT 4, id, 1, zeroblob(20), zeroblob(20), zeroblob(20),"
		" zeroblob(32), zeroblob(32), 1, x'aa', '/stick/c.json', 0, 50, 0, 0, 0, 90, ''"
		" FROM networks;"
		"INSERT INTO claims SELECT 5, id, 3, zeroblob(20), zeroblob(20), zeroblob(20),"
		" zeroblob(32), zeroblob(32), 9, NULL, '', 0, 70, 71, 0, 0, 95, 'cancelled'"
		" FROM networks;";
	struct cache *c;
	struct cache_tx tx;
	struct cache_claim claim;

	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	run_sql(UNDO_LEDGER);
	run_sql(rows);
	run_sql("PRAGMA user_version = 3");
	c = open_on(db_path, 1);
	assert_ok(cache_transactions_get(c, &tx, 1, &err));
	assert_int_equal(tx.state, CACHE_TX_DRAFT);
	assert_int_equal(tx.exported_at, 50);
	assert_int_equal(tx.expires_at, 90);
	assert_string_equal(tx.file, "/stick/c.json");
	assert_string_equal(tx.note, "");
	assert_ok(cache_transactions_get(c, &tx, 2, &err));
	assert_int_equal(tx.exported_at, 0);
	assert_ok(cache_transactions_get(c, &tx, 3, &err));
	assert_int_equal(tx.state, CACHE_TX_CANCELLED);
	assert_ok(cache_claims_get(c, &claim, 4, &err));
	assert_int_equal(claim.transaction, 1);
	assert_int_equal(claim.item, 0);
	assert_int_equal(claim.prepared_at, 50);
	assert_ok(cache_claims_get(c, &claim, 5, &err));
	cache_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_user_may_read_the_cache),
		cmocka_unit_test(a_cache_of_a_newer_byline_is_refused_and_left_alone),
		cmocka_unit_test(a_cache_of_before_is_brought_up_to_date_with_its_rows),
		cmocka_unit_test(drafts_and_claims_of_before_keep_what_was_known_of_them),
		cmocka_unit_test(a_version_below_zero_is_damage),
		cmocka_unit_test(a_file_that_is_no_database_is_damaged_and_says_what_to_do),
		cmocka_unit_test(a_check_finds_overwritten_pages_unless_it_is_cancelled),
		cmocka_unit_test(read_only_writes_nothing_and_a_missing_file_is_empty),
		cmocka_unit_test(a_transaction_is_all_or_nothing),
		cmocka_unit_test(two_processes_lose_no_write_of_each_other),
		cmocka_unit_test(a_full_disk_loses_only_the_transaction_that_met_it),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
