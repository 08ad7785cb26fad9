/* A folder with a cache file in it, and readable failures. */
#ifndef TESTS_UNIT_CACHE_FILE_H
#define TESTS_UNIT_CACHE_FILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "cache/handle.h"
#include "cache/networks.h"

static char folder[64];
static char db_path[128];

static inline int folder_make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(db_path, sizeof(db_path), "%s/cache.db", folder);
	return 0;
}

static inline int folder_remove(void **state)
{
	char command[256];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* Removes the file of the cache, and those that SQLite keeps beside it. */
static inline void remove_db(void)
{
	char command[256];

	snprintf(command, sizeof(command), "rm -f %s*", db_path);
	assert_int_equal(system(command), 0);
}

/* Runs SQL on the file as another program would. */
static inline void run_sql(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

#define assert_ok(call) assert_ok_at(call, &err, __FILE__, __LINE__)

static inline void assert_ok_at(enum status s, const struct err *e, const char *file, int line)
{
	if (s == STATUS_OK)
		return;
	print_error("%s: %s\n", status_name(s), e->text);
	_fail(file, line);
}

/* Takes away the tables that the newest steps of the migration make. */
#define UNDO_NEWEST                                                                  \
	"DROP TABLE node_abilities; DROP TABLE pending_proofs; "                     \
	"DROP TABLE node_requests; DROP TABLE node_accounts;"                        \
	"DROP TABLE dues; DROP TABLE due_states; "                                   \
	"DROP TABLE foreign_tokens; DROP TABLE asked_tokens;"                        \
	"ALTER TABLE claims DROP COLUMN series; ALTER TABLE claims DROP COLUMN idx;" \
	"ALTER TABLE claims DROP COLUMN paid_to;"                                    \
	"ALTER TABLE accounts DROP COLUMN path;"

/* The failure of the last call in a test. */
static struct err err;

static inline struct hash hash_of_byte(uint8_t b)
{
	struct hash h;

	memset(h.bytes, b, sizeof(h.bytes));
	return h;
}

static inline struct address address_of_byte(uint8_t b)
{
	struct address a;

	memset(a.bytes, b, sizeof(a.bytes));
	return a;
}

/* An open cache on network "devnet" with a genesis of all `genesis` bytes. */
static inline struct cache *open_on(const char *path, uint8_t genesis)
{
	struct hash h = hash_of_byte(genesis);
	struct cache *c;

	assert_ok(cache_open(&c, path, false, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &h, &err));
	return c;
}

/* A cache in memory, for tests that need no file. */
static inline int open_memory(void **state)
{
	*state = open_on(":memory:", 1);
	return 0;
}

static inline int close_memory(void **state)
{
	cache_close(*state);
	return 0;
}

#endif
