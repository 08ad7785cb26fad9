/* The database file: private, whole, refused when it is not ours to read. */
#include "cache_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache/accounts.h"
#include "cache/events.h"
#include "cache/settings.h"
#include "cache/sql.h"

static const struct address datanet = {{0xda}};

static void only_the_user_may_read_the_cache(void **state)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	struct cache *c;
	mode_t old = umask(0);

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "v", &err));
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
	memset(event.text.text, 'x', sizeof(event.text.text) - 1);
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

static int ask_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt;
	int n;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static void sqlite_distrusts_the_file_however_it_is_opened(void **state)
{
	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	for (int read_only = 0; read_only < 2; read_only++) {
		struct cache *c;

		assert_ok(cache_open(&c, db_path, read_only != 0, &err));
		assert_int_equal(ask_number(c->db, "PRAGMA trusted_schema"), 0);
		assert_int_equal(ask_number(c->db, "PRAGMA cell_size_check"), 1);
		assert_int_not_equal(sqlite3_exec(c->db,
						  "PRAGMA writable_schema=ON;"
						  "UPDATE sqlite_schema SET sql = 'x'",
						  NULL, NULL, NULL),
				     SQLITE_OK);
		cache_close(c);
	}
	remove_db();
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
	assert_int_equal(
		cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "v", &err),
		ERR_PERMISSION);
	cache_close(c);
	assert_int_equal(access(db_path, F_OK), -1);

	c = open_on(db_path, 1);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_NEXT_SETTLEMENT, &datanet, NULL, 7,
					    &err));
	cache_close(c);
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	int64_t v = 0;

	assert_ok(
		cache_settings_number(c, &v, CACHE_SETTING_NEXT_SETTLEMENT, &datanet, NULL, &err));
	assert_int_equal(v, 7);
	assert_int_equal(
		cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "v", &err),
		ERR_PERMISSION);
	/* Another chain behind the name: nothing is dropped, nothing of the old one is shown. */
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &genesis, &err));
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_NEXT_SETTLEMENT, &datanet, NULL, &err),
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
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, &datanet, NULL, 1, &err));
	assert_ok(cache_begin(c, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_CONTRIBUTORS_BP, &datanet, NULL, 2,
					    &err));
	assert_ok(cache_commit(c, &err));
	cache_rollback(c);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err),
		ERR_NOT_FOUND);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, &datanet, NULL, &err),
		ERR_NOT_FOUND);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, &datanet, NULL, 3, &err));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_int_equal(v, 3);
	cache_close(c);
}

/* A snapshot must not join what two syncs of another byline left. */
static void reads_see_one_state_while_another_byline_writes(void **state)
{
	struct cache *reader, *writer;
	int64_t v;

	(void)state;
	remove_db();
	writer = open_on(db_path, 1);
	reader = open_on(db_path, 1);
	assert_ok(cache_settings_put_number(writer, CACHE_SETTING_AUDITABLE, &datanet, NULL, 1,
					    &err));
	assert_ok(cache_begin_reading(reader, &err));
	assert_ok(cache_settings_number(reader, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_ok(cache_settings_put_number(writer, CACHE_SETTING_AUDITABLE, &datanet, NULL, 2,
					    &err));
	assert_ok(cache_settings_number(reader, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_int_equal(v, 1);
	assert_ok(cache_commit(reader, &err));
	assert_ok(cache_settings_number(reader, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_int_equal(v, 2);
	cache_close(reader);
	cache_close(writer);
}

/* Both count in the same row, read and written in one transaction. */
static void count_to(const char *path, int n)
{
	struct cache *c = open_on(path, 1);

	for (int i = 0; i < n; i++) {
		int64_t v = 0;

		assert_ok(cache_begin(c, &err));
		(void)!cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, &datanet, NULL,
					     &err);
		assert_ok(cache_settings_put_number(c, CACHE_SETTING_CONTRIBUTORS_BP, &datanet,
						    NULL, v + 1, &err));
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
	assert_ok(
		cache_settings_number(c, &v, CACHE_SETTING_CONTRIBUTORS_BP, &datanet, NULL, &err));
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
	memset(event.text.text, 'x', sizeof(event.text.text) - 1);
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
			s = cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, &datanet, NULL, i,
						      &err);
		s = s == STATUS_OK ? cache_commit(c, &err) : s;
		if (s == STATUS_OK)
			kept = i;
	}
	assert_int_equal(s, ERR_NO_SPACE);
	assert_true(kept > 0);
	cache_rollback(c);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_int_equal(v, kept);
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &datanet, NULL, &err));
	assert_int_equal(v, kept);
	cache_close(c);
	assert_ok(cache_check(db_path, NULL, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_user_may_read_the_cache),
		cmocka_unit_test(a_cache_of_a_newer_byline_is_refused_and_left_alone),
		cmocka_unit_test(a_version_below_zero_is_damage),
		cmocka_unit_test(a_file_that_is_no_database_is_damaged_and_says_what_to_do),
		cmocka_unit_test(a_check_finds_overwritten_pages_unless_it_is_cancelled),
		cmocka_unit_test(sqlite_distrusts_the_file_however_it_is_opened),
		cmocka_unit_test(read_only_writes_nothing_and_a_missing_file_is_empty),
		cmocka_unit_test(a_transaction_is_all_or_nothing),
		cmocka_unit_test(reads_see_one_state_while_another_byline_writes),
		cmocka_unit_test(two_processes_lose_no_write_of_each_other),
		cmocka_unit_test(a_full_disk_loses_only_the_transaction_that_met_it),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
