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
#include "cache/figures.h"
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
	assert_ok(cache_settings_put(c, "k", "v", &err));
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

/* What the step about own transactions changed, as it was before. */
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

/* Changes of the step about whose a row is, undone. */
#define UNDO_OWNERS                                                                               \
	"DROP INDEX figures_last; DROP INDEX figures_history;"                                    \
	"UPDATE figures SET payer = token WHERE kind = 2; ALTER TABLE figures DROP COLUMN token;" \
	"ALTER TABLE figures RENAME COLUMN payer TO subject;"                                     \
	"CREATE UNIQUE INDEX figures_last ON figures(network, kind, account, subject)"            \
	" WHERE last = 1;"                                                                        \
	"CREATE INDEX figures_history ON figures(network, kind, account, subject, id);"           \
	"ALTER TABLE networks DROP COLUMN unbound;"

static void a_cache_of_before_is_brought_up_to_date_with_its_rows(void **state)
{
	struct cache *c;
	struct cache_statement st = {.uid = hash_of_byte(3),
				     .statement.epoch = 3,
				     .audit = CACHE_AUDIT_FAULT,
				     .finding = "0.5 too little"},
			       back = {0};
	int64_t mark;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_settings_put_number(c, "statements.read.0xabc", 30, &err));
	assert_ok(cache_settings_put_number(c, "last_seen", 7, &err));
	cache_close(c);
	run_sql("DROP TABLE verdicts; ALTER TABLE scopes DROP COLUMN trimmed_epoch;" UNDO_OWNERS
			UNDO_LEDGER "PRAGMA user_version = 1");
	/* Without the right to write it cannot be read as it is. */
	assert_int_equal(cache_open(&c, db_path, true, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "without --read-only"));
	c = open_on(db_path, 1);
	assert_ok(cache_statements_get(c, &back, 3, &err));
	/* What all accounts shared is found again for each: every epoch is read again. */
	st.audit = CACHE_AUDIT_NOT_RUN;
	memset(st.finding, 0, sizeof(st.finding));
	assert_memory_equal(&back, &st, sizeof(st));
	assert_int_equal(cache_settings_number(c, &mark, "statements.read.0xabc", &err),
			 ERR_NOT_FOUND);
	assert_ok(cache_settings_number(c, &mark, "last_seen", &err));
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
	assert_int_equal(cache_settings_put(c, "k", "v", &err), ERR_PERMISSION);
	cache_close(c);
	assert_int_equal(access(db_path, F_OK), -1);

	c = open_on(db_path, 1);
	assert_ok(cache_settings_put_number(c, "last_seen", 7, &err));
	cache_close(c);
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	int64_t v = 0;

	assert_ok(cache_settings_number(c, &v, "last_seen", &err));
	assert_int_equal(v, 7);
	assert_int_equal(cache_settings_put(c, "k", "v", &err), ERR_PERMISSION);
	/* Another chain behind the name: nothing is dropped, nothing of the old one is shown. */
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &genesis, &err));
	assert_int_equal(cache_settings_number(c, &v, "last_seen", &err), ERR_NOT_FOUND);
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
	assert_ok(cache_settings_put_number(c, "a", 1, &err));
	assert_ok(cache_begin(c, &err));
	assert_ok(cache_settings_put_number(c, "b", 2, &err));
	assert_ok(cache_commit(c, &err));
	cache_rollback(c);
	assert_int_equal(cache_settings_number(c, &v, "a", &err), ERR_NOT_FOUND);
	assert_int_equal(cache_settings_number(c, &v, "b", &err), ERR_NOT_FOUND);
	assert_ok(cache_settings_put_number(c, "a", 3, &err));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, "a", &err));
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
		(void)!cache_settings_number(c, &v, "count", &err);
		assert_ok(cache_settings_put_number(c, "count", v + 1, &err));
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
	assert_ok(cache_settings_number(c, &v, "count", &err));
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
			s = cache_settings_put_number(c, "done", i, &err);
		s = s == STATUS_OK ? cache_commit(c, &err) : s;
		if (s == STATUS_OK)
			kept = i;
	}
	assert_int_equal(s, ERR_NO_SPACE);
	assert_true(kept > 0);
	cache_rollback(c);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_ok(cache_settings_number(c, &v, "done", &err));
	assert_int_equal(v, kept);
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_settings_number(c, &v, "done", &err));
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
	run_sql(UNDO_OWNERS UNDO_LEDGER);
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

/* A datanet at 0xda whose payer at 0xdd pays in the token at 0xee. */
static struct profile one_payer(void)
{
	struct profile p = {
		.n_distributors = 1, .has_datanet = true, .datanet.address = address_of_byte(0xda)};

	p.distributors[0].contract.address = address_of_byte(0xdd);
	p.distributors[0].token = address_of_byte(0xee);
	return p;
}

/* Figures of a balance, of a payer and a token, and of a payer alone. */
static void assert_figures_are_bound(struct cache *c)
{
	static const struct address zero;
	const struct address payer = address_of_byte(0xdd), token = address_of_byte(0xee);
	struct cache_figure *all;
	size_t n;

	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 3);
	assert_int_equal(all[0].kind, CACHE_FIGURE_TOKEN_BALANCE);
	assert_true(address_equal(&all[0].payer, &zero));
	assert_true(address_equal(&all[0].token, &token));
	assert_int_equal(all[1].kind, CACHE_FIGURE_CLAIMED);
	assert_true(address_equal(&all[1].payer, &payer));
	assert_true(address_equal(&all[1].token, &token));
	assert_int_equal(all[1].value.limb[0], 7);
	assert_int_equal(all[2].kind, CACHE_FIGURE_DISTRIBUTOR_ROOT);
	assert_true(address_equal(&all[2].payer, &payer));
	assert_true(address_equal(&all[2].token, &zero));
	free(all);
}

static void rows_of_before_are_given_to_the_profiles_datanet_and_tokens(void **state)
{
	const struct address payer = address_of_byte(0xdd), token = address_of_byte(0xee);
	struct profile p = one_payer(), other = p;
	struct cache_figure figures[] = {
		{.kind = CACHE_FIGURE_TOKEN_BALANCE, .token = token, .block = 5},
		{.kind = CACHE_FIGURE_CLAIMED, .payer = payer, .value = u256_from_u64(7)},
		{.kind = CACHE_FIGURE_DISTRIBUTOR_ROOT, .payer = payer},
	};
	struct cache *c;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_figures_put(c, figures, ARRAY_SIZE(figures), &err));
	cache_close(c);
	run_sql(UNDO_OWNERS "PRAGMA user_version = 4");
	cache_close(open_on(db_path, 1));
	/* Whoever may not write cannot complete them, and must not miss them either. */
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_int_equal(cache_networks_bind(c, &p, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "without --read-only"));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_networks_bind(c, &p, &err));
	assert_figures_are_bound(c);
	/* Once: another profile of the network changes nothing. */
	other.distributors[0].token = address_of_byte(0xef);
	assert_ok(cache_networks_bind(c, &other, &err));
	assert_figures_are_bound(c);
	cache_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_user_may_read_the_cache),
		cmocka_unit_test(a_cache_of_a_newer_byline_is_refused_and_left_alone),
		cmocka_unit_test(a_cache_of_before_is_brought_up_to_date_with_its_rows),
		cmocka_unit_test(drafts_and_claims_of_before_keep_what_was_known_of_them),
		cmocka_unit_test(rows_of_before_are_given_to_the_profiles_datanet_and_tokens),
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
