/* A row that was changed by anybody but the cache is found by its sum, and not shown as known. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/figures.h"
#include "cache/scores.h"
#include "cache/settings.h"
#include "cache/sql.h"
#include "cache/statements.h"
#include "cache/verdicts.h"

static const struct address me = {{1}}, datanet = {{0xda}};

/* A row of each table with sums. */
static const struct {
	const char *table, *insert;
} rows[] = {
	{"blocks", "INSERT INTO blocks(network, number, hash, time, read_at, trust)"
		   " VALUES(1, 7, x'07', 70, 71, 4)"},
	{"figures", "INSERT INTO figures(network, kind, account, payer, token, value, trust, block,"
		    " as_of, since_block, since, last)"
		    " VALUES(1, 2, zeroblob(20), x'01', x'02', zeroblob(32), 4, 7, 70, 7, 70, 1)"},
	{"datasets",
	 "INSERT INTO datasets(network, root, uid, account, datanet, name, kind, license, source,"
	 " local, records, bytes, state, trust, note, tx, block, revoked_block, created_at,"
	 " attested_at, revoked_at, accepted_at, updated_at) VALUES(1, x'05', x'06',"
	 " zeroblob(20), zeroblob(20), 'n', 'lines', 'MIT', '/s', 0, 3, 4, 1, 4, '', x'09', 7, 0,"
	 " 1, 2, 0, 0, 0)"},
	{"statements", "INSERT INTO statements(network, datanet, epoch, uid, payload, attested_at,"
		       " block, trust, audit, finding) VALUES(1, x'da', 3, x'01', x'aa', 1, 7, 4,"
		       " 2, '')"},
	{"scores", "INSERT INTO scores VALUES(1, x'da', 3, x'01', x'05', 1, 2, x'03', x'04', 4,"
		   " NULL)"},
	{"verdicts", "INSERT INTO verdicts(network, datanet, epoch, account, statement, audit,"
		     " finding, counts) VALUES(1, x'da', 3, x'01', x'01', 1, '', 1)"},
	{"received", "INSERT INTO received(network, block, place, kind, account, sender, token,"
		     " amount, tx, time, trust, tried_at)"
		     " VALUES(1, 7, 1, 1, x'01', x'02', x'03', x'04', x'05', 70, 4, 9)"},
	{"models", "INSERT INTO models(network, datanet, hash, name, path, bytes, seen_at,"
		   " downloaded_at, current, summary, version, state, trust)"
		   " VALUES(1, x'da', x'01', 'm', '', 5, 6, 0, 1, '', 7, 2, 4)"},
	{"due_states",
	 "INSERT INTO due_states VALUES(3, 1, 2, x'01', 1, x'02', x'03', x'04', x'05', 6,"
	 " 7, 8, 9, x'0a', x'0b', x'0c', 4, 7, 70, NULL)"},
	{"foreign_tokens", "INSERT INTO foreign_tokens VALUES(1, x'07', 'FOO', 18, 3, 70, NULL)"},
};

static int64_t number(struct cache *c, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(c->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static int64_t rows_in(struct cache *c, const char *table)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return number(c, sql);
}

static void write_row(size_t i)
{
	struct cache *c;

	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_sql_exec(c, rows[i].insert, &err));
	cache_close(c);
}

/* Changes one value of the row, as a bad disk would. False when the table has no such column. */
static bool change_column(const char *table, int column)
{
	char sql[256], name[32] = "", type[16] = "";
	sqlite3_stmt *stmt;
	sqlite3 *db;

	snprintf(sql, sizeof(sql),
		 "SELECT name, type FROM pragma_table_info('%s')"
		 " WHERE cid = %d AND name <> 'sum'",
		 table, column);
	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		snprintf(name, sizeof(name), "%s", sqlite3_column_text(stmt, 0));
		snprintf(type, sizeof(type), "%s", sqlite3_column_text(stmt, 1));
	}
	sqlite3_finalize(stmt);
	snprintf(sql, sizeof(sql), "UPDATE %s SET %s = %s", table, name,
		 strcmp(type, "INTEGER") == 0 ? "99"
		 : strcmp(type, "TEXT") == 0  ? "'~'"
					      : "x'99'");
	if (name[0] != '\0')
		assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	return name[0] != '\0';
}

/* A dataset that says that it is one's own stays, without its mark. */
static int64_t rows_of_ones_own(struct cache *c)
{
	return number(c, "SELECT count(*) FROM datasets WHERE local AND trust = 0");
}

static void any_changed_value_of_a_row_takes_it_out_of_the_cache(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		int column = 0;

		for (;; column++) {
			struct cache *c;

			write_row(i);
			if (!change_column(rows[i].table, column))
				break;
			assert_ok(cache_open(&c, db_path, true, &err));
			assert_int_equal(cache_damaged(c), 1);
			assert_int_equal(rows_in(c, rows[i].table), rows_of_ones_own(c));
			cache_close(c);
			assert_ok(cache_open(&c, db_path, false, &err));
			assert_int_equal(cache_damaged(c), 1);
			assert_int_equal(rows_in(c, rows[i].table), rows_of_ones_own(c));
			cache_close(c);
			assert_ok(cache_open(&c, db_path, false, &err));
			assert_int_equal(cache_damaged(c), 0);
			cache_close(c);
		}
		assert_true(column > 5);
	}
}

static void whoever_reads_the_log_learns_of_the_damage(void **state)
{
	struct cache_event *events;
	struct cache *c;
	char text[200];
	size_t n;

	(void)state;
	write_row(1);
	run_sql("UPDATE figures SET value = x'99'");
	c = open_on(db_path, 1);
	assert_ok(cache_events_recent(c, &events, &n, 10, &err));
	assert_int_equal(n, 1);
	sentence_text(text, sizeof(text), &events[0].text, &(struct value_style){0});
	assert_string_equal(text, "1 damaged row was taken out of the cache: it is read again");
	free(events);
	cache_close(c);
}

static void a_row_that_the_cache_changed_itself_is_sound(void **state)
{
	struct cache *c;
	struct cache_figure f = {.kind = CACHE_FIGURE_TOKEN_BALANCE,
				 .account = me,
				 .value = u256_from_u64(5),
				 .trust = TRUST_PROVEN,
				 .block = 10,
				 .as_of = 100};
	struct cache_block b = {.number = 10, .hash = hash_of_byte(1), .time = 100};
	struct cache_dataset d = {.root = hash_of_byte(5), .local = true, .account = me};

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_blocks_put(c, &b, &err));
	assert_ok(cache_blocks_put(c, &b, &err));
	assert_ok(cache_figures_put(c, &f, 1, &err));
	f.block = 12;
	assert_ok(cache_figures_put(c, &f, 1, &err));
	f.block = 13;
	f.value = u256_from_u64(6);
	assert_ok(cache_figures_put(c, &f, 1, &err));
	assert_ok(cache_datasets_put(c, &d, &err));
	d.block = 12;
	d.uid = hash_of_byte(6);
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_blocks_undo(c, 11, &err));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_int_equal(cache_damaged(c), 0);
	assert_int_equal(rows_in(c, "figures"), 1);
	assert_int_equal(rows_in(c, "datasets"), 1);
	assert_int_equal(rows_in(c, "blocks"), 1);
	cache_close(c);
}

/* The row was damaged while the cache was open: what byline changes of it does not heal it. */
static void a_damaged_row_stays_damaged_when_a_part_of_it_is_confirmed(void **state)
{
	struct cache *c;

	(void)state;
	write_row(1);
	c = open_on(db_path, 1);
	run_sql("UPDATE figures SET value = x'99'");
	assert_ok(cache_sql_exec(c, "UPDATE figures SET block = 8", &err));
	cache_close(c);
	assert_ok(cache_open(&c, db_path, false, &err));
	assert_int_equal(cache_damaged(c), 1);
	cache_close(c);
}

static void of_a_damaged_dataset_of_ones_own_the_networks_part_is_read_again(void **state)
{
	struct cache_dataset d = {.root = hash_of_byte(5),
				  .uid = hash_of_byte(6),
				  .nonce = hash_of_byte(7),
				  .name = "mails",
				  .local = true,
				  .account = me,
				  .datanet = datanet,
				  .block = 9,
				  .state = CACHE_DATASET_ATTESTED,
				  .trust = TRUST_PROVEN},
			     back = {0};
	struct cache *c;
	int64_t mark;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, 9, &err));
	cache_close(c);
	run_sql("UPDATE datasets SET records = 1000000");
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_datasets_by_root(c, &back, &d.root, &datanet, &err));
	assert_int_equal(back.trust, TRUST_NONE);
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_datasets_by_root(c, &back, &d.root, &datanet, &err));
	assert_string_equal(back.name, "mails");
	assert_true(hash_equal(&back.nonce, &d.nonce));
	assert_true(hash_is_zero(&back.uid));
	assert_int_equal(back.state, CACHE_DATASET_LOCAL);
	assert_int_equal(back.trust, TRUST_NONE);
	assert_int_equal(
		cache_settings_number(c, &mark, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, &err),
		ERR_NOT_FOUND);
	cache_close(c);
	assert_ok(cache_open(&c, db_path, false, &err));
	assert_int_equal(cache_damaged(c), 0);
	cache_close(c);
}

/* Scores come with an audit, and an audit with its statement: both are done again. */
static void a_damaged_score_has_its_epoch_audited_again(void **state)
{
	struct cache_score score = {.datanet = datanet, .epoch = 3, .trust = TRUST_PROVEN};
	struct cache_verdict verdict = {.datanet = datanet, .epoch = 3};
	struct cache *c;
	int64_t mark;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	score.score.account = me;
	assert_ok(cache_scores_put(c, &datanet, &me, 3, &score, 1, &err));
	assert_ok(cache_verdicts_put(c, &me, &verdict, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_STATEMENTS_READ, &datanet, &me, 3,
					    &err));
	cache_close(c);
	run_sql("UPDATE scores SET inferences = 12345");
	c = open_on(db_path, 1);
	assert_int_equal(rows_in(c, "scores"), 0);
	assert_int_equal(rows_in(c, "verdicts"), 0);
	assert_int_equal(
		cache_settings_number(c, &mark, CACHE_SETTING_STATEMENTS_READ, &datanet, &me, &err),
		ERR_NOT_FOUND);
	cache_close(c);
}

/* A table that keeps how well its values are known has a sum. Events and claims are words. */
static void every_table_with_a_mark_has_a_sum(void **state)
{
	struct cache *c;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_int_equal(number(c,
				"SELECT count(*) FROM sqlite_master m, pragma_table_info(m.name) t"
				" WHERE m.type = 'table' AND t.name = 'trust' AND m.name <>"
				" 'events' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name)"
				" WHERE name = 'sum')"),
			 0);
	assert_int_equal(number(c,
				"SELECT count(*) FROM sqlite_master m, pragma_table_info(m.name) t"
				" WHERE m.type = 'table' AND t.name = 'sum'"),
			 ARRAY_SIZE(rows));
	cache_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_changed_value_of_a_row_takes_it_out_of_the_cache),
		cmocka_unit_test(whoever_reads_the_log_learns_of_the_damage),
		cmocka_unit_test(a_row_that_the_cache_changed_itself_is_sound),
		cmocka_unit_test(a_damaged_row_stays_damaged_when_a_part_of_it_is_confirmed),
		cmocka_unit_test(of_a_damaged_dataset_of_ones_own_the_networks_part_is_read_again),
		cmocka_unit_test(a_damaged_score_has_its_epoch_audited_again),
		cmocka_unit_test(every_table_with_a_mark_has_a_sum),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
