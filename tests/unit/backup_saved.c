/*
 * Whatever the cache holds is saved, or has a reason why it is not: each table, and of a saved
 * table each column.
 */
#include "backup/saved.h"
#include "base/buf.h"
#include "cache/disputes.h"
#include "cache/dues.h"
#include "cache/handle.h"
#include "cache/networks.h"
#include "cache/sql.h"
#include "tests/unit/app_fixture.h"

static struct cache *open_cache(void)
{
	struct cache *cache;

	assert_ok(cache_open(&cache, ":memory:", false, &err));
	return cache;
}

static const struct saved_table *find(const char *name)
{
	for (size_t i = 0; i < saved_tables_n; i++)
		if (strcmp(saved_tables[i].name, name) == 0)
			return &saved_tables[i];
	return NULL;
}

static sqlite3_stmt *prepare(struct cache *cache, const char *sql)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(cache->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(cache->db));
	return stmt;
}

static void every_table_of_the_cache_is_saved_or_has_a_reason(void **state)
{
	struct cache *cache = open_cache();
	sqlite3_stmt *stmt =
		prepare(cache, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT "
			       "LIKE 'sqlite_%'");
	size_t n = 0;

	(void)state;
	for (; sqlite3_step(stmt) == SQLITE_ROW; n++)
		if (find((const char *)sqlite3_column_text(stmt, 0)) == NULL)
			fail_msg("backup/saved.c says nothing of the table %s",
				 sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	assert_int_equal(n, saved_tables_n);
	for (size_t i = 0; i < saved_tables_n; i++) {
		const struct saved_table *t = &saved_tables[i];

		assert_true(t->rebuilt == NULL || (t->rebuilt[0] != '\0' && t->save == NULL));
	}
	cache_close(cache);
}

/* Values that a column may have; anything else follows from its type. */
static const struct {
	const char *column, *value;
} fixed[] = {
	{"network", "1"},
	{"chain", "31337"},
	{"id", "NULL"},
	{"tx", "(SELECT id FROM transactions)"},
	{"item", "0"},
	{"key", "'datanet.intake'"},
	{"watch_only", "0"},
	/* One of each enumeration: a member that is not the first. */
	{"state", "3"},
	{"kind", "2"},
	{"trust", "3"},
	{"local", "1"},
	{"known_from", "2"},
	{"seen", "1"},
	{"unsaved", "1"},
	{"unbound", "1"},
};

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* An SQL value for a column of `table`, another one for each column. */
static void add_value(struct buf *sql, const char *table, const char *column, const char *type,
		      int unique)
{
	static const char *const addresses[] = {"address", "account", "datanet", "payer",
						"token",   "paid_to", NULL};
	bool is_text_kind = strcmp(table, "datasets") == 0 && strcmp(column, "kind") == 0;
	bool is_dataset_tx = strcmp(table, "datasets") == 0 && strcmp(column, "tx") == 0;

	for (size_t i = 0; i < ARRAY_SIZE(fixed) && !is_text_kind && !is_dataset_tx; i++) {
		if (strcmp(fixed[i].column, column) != 0)
			continue;
		buf_add_str(sql, fixed[i].value);
		return;
	}
	if (strcmp(table, "accounts") == 0 && strcmp(column, "path") == 0)
		buf_add_str(sql, "'m/44''/60''/7''/0/0'");
	else if (strcmp(type, "INTEGER") == 0)
		buf_addf(sql, "%d", 1000 + unique);
	else if (strcmp(type, "TEXT") == 0)
		buf_addf(sql, "'t%d'", unique);
	else
		buf_addf(sql, "randomblob(%d)", is_one_of(column, addresses) ? 20 : 32);
}

/* Puts a row into `table` in which no column has its default. */
static void fill(struct cache *cache, const char *table)
{
	struct buf names, values;
	char text[128];
	sqlite3_stmt *stmt;
	int n = 0;

	buf_init(&names, 8 * KIB);
	buf_init(&values, 8 * KIB);
	snprintf(text, sizeof(text), "PRAGMA table_info(%s)", table);
	stmt = prepare(cache, text);
	for (; sqlite3_step(stmt) == SQLITE_ROW; n++) {
		const char *column = (const char *)sqlite3_column_text(stmt, 1);

		buf_addf(&names, "%s%s", n > 0 ? "," : "", column);
		buf_add_str(&values, n > 0 ? "," : "");
		/* The claim's number is its id, which the user sees. */
		if (strcmp(table, "claims") == 0 && strcmp(column, "id") == 0)
			buf_add_str(&values, "77");
		else if (strcmp(table, "transactions") == 0 && strcmp(column, "id") == 0)
			buf_add_str(&values, "88");
		else
			add_value(&values, table, column,
				  (const char *)sqlite3_column_text(stmt, 2), n);
	}
	sqlite3_finalize(stmt);
	buf_addf(&names, ") VALUES(%s)", buf_str(&values));
	buf_clear(&values);
	buf_addf(&values, "INSERT INTO %s(%s", table, buf_str(&names));
	assert_ok(cache_sql_exec(cache, buf_str(&values), &err));
	buf_release(&names);
	buf_release(&values);
}

/* Compares the one row of a table in both caches, column by column. */
static void compare(struct cache *was, struct cache *is, const char *table)
{
	bool numbered = strcmp(table, "claims") == 0 || strcmp(table, "transactions") == 0;
	char sql[128];
	sqlite3_stmt *a, *b;

	snprintf(sql, sizeof(sql), "SELECT * FROM %s", table);
	a = prepare(was, sql);
	b = prepare(is, sql);
	assert_int_equal(sqlite3_step(a), SQLITE_ROW);
	if (sqlite3_step(b) != SQLITE_ROW)
		fail_msg("%s: the row did not come back", table);
	for (int i = 0; i < sqlite3_column_count(a); i++) {
		const char *column = sqlite3_column_name(a, i);

		/* Nobody sees the numbers of other rows. */
		if (strcmp(column, "id") == 0 && !numbered)
			continue;
		if (sqlite3_column_type(a, i) != sqlite3_column_type(b, i) ||
		    sqlite3_column_bytes(a, i) != sqlite3_column_bytes(b, i) ||
		    memcmp(sqlite3_column_blob(a, i), sqlite3_column_blob(b, i),
			   (size_t)sqlite3_column_bytes(a, i)) != 0)
			fail_msg("%s.%s was %s and came back as %s", table, column,
				 sqlite3_column_text(a, i), sqlite3_column_text(b, i));
	}
	assert_int_equal(sqlite3_step(b), SQLITE_DONE);
	sqlite3_finalize(a);
	sqlite3_finalize(b);
}

static void every_column_of_a_saved_table_comes_back(void **state)
{
	struct cache *was = open_cache(), *is = open_cache();
	struct json *content = json_new_object();
	struct backup_report report;

	(void)state;
	report_init(&report);
	assert_ok(cache_sql_exec(was,
				 "INSERT INTO networks VALUES(1, 'devnet', 31337, randomblob(32), "
				 "1)",
				 &err));
	for (size_t i = 0; i < saved_tables_n; i++)
		if (saved_tables[i].save != NULL)
			fill(was, saved_tables[i].name);
	assert_ok(save_all_rows(was, content, &err));
	assert_ok(cache_begin(is, &err));
	assert_ok(merge_all_rows(is, &report, content, &err));
	assert_ok(cache_commit(is, &err));
	for (size_t i = 0; i < saved_tables_n; i++)
		if (saved_tables[i].rebuilt == NULL)
			compare(was, is, saved_tables[i].name);
	json_free(content);
	report_release(&report);
	cache_close(was);
	cache_close(is);
}

static uint64_t times_said(struct cache *cache)
{
	struct cache_dispute *rows = NULL;
	uint64_t count;
	size_t n;

	assert_ok(cache_disputes_all(cache, &rows, &n, &err));
	assert_int_equal(n, 1);
	count = rows[0].count;
	free(rows);
	return count;
}

/* Lists show equal contradictions as one row with a count, which is not how they are kept. */
static void equal_contradictions_come_back_as_often_as_they_were(void **state)
{
	struct cache *was = open_cache(), *is = open_cache();
	struct cache_dispute d = {.node = "carol", .what = "balance", .said = "1", .agreed = "2"};
	struct json *content = json_new_object();
	struct backup_report report;

	(void)state;
	report_init(&report);
	assert_ok(cache_networks_select(was, NULL, "devnet", 31337, NULL, &err));
	for (d.time = 10; d.time < 13; d.time++)
		assert_ok(cache_disputes_put(was, &d, &err));
	assert_int_equal(times_said(was), 3);
	assert_ok(save_all_rows(was, content, &err));
	/* The second time everything is there. */
	for (int i = 0; i < 2; i++) {
		assert_ok(merge_all_rows(is, &report, content, &err));
		assert_ok(cache_networks_select(is, NULL, "devnet", 31337, NULL, &err));
		assert_int_equal(times_said(is), 3);
	}
	assert_int_equal(report.parts[BACKUP_DISPUTES].added, 3);
	assert_int_equal(report.parts[BACKUP_DISPUTES].there, 3);
	json_free(content);
	report_release(&report);
	cache_close(was);
	cache_close(is);
}

/* The service is asked again; the file may be gone. */
static void only_leaves_that_the_user_brought_are_saved_and_none_is_lost(void **state)
{
	static struct cache_due due[4];
	struct cache *was = open_cache(), *is = open_cache();
	struct json *content = json_new_object();
	struct backup_report report;
	struct cache_due *back;
	size_t n;

	(void)state;
	report_init(&report);
	for (size_t i = 0; i < ARRAY_SIZE(due); i++) {
		due[i].payer.bytes[0] = (uint8_t)(1 + i);
		due[i].source = (enum cache_due_source)i;
		due[i].leaf.n_proof = LIMIT_MERKLE_DEPTH;
		due[i].leaf.proof[LIMIT_MERKLE_DEPTH - 1].bytes[31] = 7;
	}
	assert_ok(cache_networks_select(was, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_dues_put(was, due, ARRAY_SIZE(due), &err));
	assert_ok(save_all_rows(was, content, &err));
	/* The second time everything is there. */
	for (int i = 0; i < 2; i++)
		assert_ok(merge_all_rows(is, &report, content, &err));
	assert_ok(cache_networks_select(is, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_dues_all(is, &back, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(back[0].source, CACHE_DUE_FILE);
	assert_int_equal(back[1].source, CACHE_DUE_NAMED);
	assert_memory_equal(&back[1].leaf, &due[2].leaf, sizeof(due[2].leaf));
	assert_int_equal(report.parts[BACKUP_DUES].added, 2);
	assert_int_equal(report.parts[BACKUP_DUES].there, 2);
	free(back);
	json_free(content);
	report_release(&report);
	cache_close(was);
	cache_close(is);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_of_the_cache_is_saved_or_has_a_reason),
		cmocka_unit_test(every_column_of_a_saved_table_comes_back),
		cmocka_unit_test(only_leaves_that_the_user_brought_are_saved_and_none_is_lost),
		cmocka_unit_test(equal_contradictions_come_back_as_often_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
