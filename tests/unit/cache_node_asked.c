/* Requests to nodes are added up for an hour, and the accounts that they were asked about kept. */
#include "cache_file.h"

#include "cache/node_asked.h"

#define NOW 1790000010

/* The requests of the hour that ends with `now`, of a node that has some. */
static uint64_t requests_of(struct cache *c, const char *name, int64_t now)
{
	struct cache_node_requests *rows;
	uint64_t found = 0;
	size_t n;

	assert_ok(cache_node_asked_requests(c, &rows, &n, now, &err));
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0)
			found += rows[i].n;
	free(rows);
	return found;
}

static void count(struct cache *c, const char *name, uint64_t n, int64_t now)
{
	struct cache_node_requests row = {.n = n};

	snprintf(row.name, sizeof(row.name), "%s", name);
	assert_ok(cache_node_asked_count(c, &row, 1, now, &err));
}

static int64_t rows_kept(void)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t n;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM node_requests", -1, &q, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static void requests_of_an_hour_are_added_up_node_by_node(void **state)
{
	struct cache *c = *state;

	count(c, "alice", 3, NOW);
	count(c, "alice", 4, NOW + 1);
	count(c, "bob", 20, NOW + 1);
	count(c, "alice", 100, NOW + 1800);
	assert_int_equal(requests_of(c, "alice", NOW + 1800), 107);
	assert_int_equal(requests_of(c, "bob", NOW + 1800), 20);
	assert_int_equal(requests_of(c, "carol", NOW + 1800), 0);
	assert_int_equal(requests_of(c, "alice", NOW + 3600), 100);
	assert_int_equal(requests_of(c, "alice", NOW + 5400), 0);
}

static void requests_of_two_processes_are_one_sum(void **state)
{
	struct cache *first, *second;

	(void)state;
	remove_db();
	first = open_on(db_path, 1);
	second = open_on(db_path, 1);
	count(first, "alice", 5, NOW);
	count(second, "alice", 6, NOW);
	assert_int_equal(requests_of(first, "alice", NOW), 11);
	cache_close(first);
	cache_close(second);
}

static void minutes_older_than_two_hours_and_minutes_to_come_are_forgotten(void **state)
{
	struct cache *c;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	for (int minute = 0; minute < 300; minute++)
		count(c, "alice", 1, NOW + minute * 60);
	assert_int_equal(rows_kept(), 120);
	assert_int_equal(requests_of(c, "alice", NOW + 299 * 60), 60);
	/* The clock was wrong, and is set back. */
	count(c, "alice", 7, NOW);
	assert_int_equal(requests_of(c, "alice", NOW), 7);
	assert_int_equal(rows_kept(), 1);
	cache_close(c);
}

static void an_account_is_kept_with_its_last_time_for_each_node(void **state)
{
	struct cache *c = *state;
	static const struct cache_node_account rows[] = {
		{.name = "alice", .account = {{1}}, .asked_at = NOW + 60},
		{.name = "alice", .account = {{2}}, .asked_at = NOW},
		{.name = "bob", .account = {{1}}, .asked_at = NOW}};
	struct cache_node_account earlier = rows[0], *back;
	size_t n;

	earlier.asked_at = NOW;
	assert_ok(cache_node_asked_note(c, &earlier, &err));
	for (size_t i = ARRAY_SIZE(rows); i > 0; i--)
		assert_ok(cache_node_asked_note(c, &rows[i - 1], &err));
	assert_ok(cache_node_asked_accounts(c, &back, &n, &err));
	assert_int_equal(n, ARRAY_SIZE(rows));
	assert_memory_equal(back, rows, sizeof(rows));
	free(back);
}

static void another_network_has_counts_of_its_own(void **state)
{
	struct cache *c = *state;
	const struct cache_node_account row = {.name = "alice", .account = address_of_byte(1)};
	struct cache_node_account *back;
	struct hash other = hash_of_byte(9);
	size_t n;

	count(c, "alice", 3, NOW);
	assert_ok(cache_node_asked_note(c, &row, &err));
	assert_ok(cache_networks_select(c, NULL, "other", 5, &other, &err));
	assert_int_equal(requests_of(c, "alice", NOW), 0);
	assert_ok(cache_node_asked_accounts(c, &back, &n, &err));
	assert_int_equal(n, 0);
	free(back);
}

#define in_memory(f) cmocka_unit_test_setup_teardown(f, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_memory(requests_of_an_hour_are_added_up_node_by_node),
		cmocka_unit_test(requests_of_two_processes_are_one_sum),
		cmocka_unit_test(minutes_older_than_two_hours_and_minutes_to_come_are_forgotten),
		in_memory(an_account_is_kept_with_its_last_time_for_each_node),
		in_memory(another_network_has_counts_of_its_own),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
