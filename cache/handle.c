/*
 * Opening and closing the database, and the search for damage. Read cache_open() first, in the
 * middle: the file is opened (open_file(), or open_immutable() where nothing can be written), then
 * distrusted, brought up to date, and its rows are compared with their sums.
 */
#include "cache/handle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cache/migrate.h"
#include "cache/sql.h"
#include "cache/sums.h"

/* So long another process may hold the database before this one gives up. */
#define BUSY_MS 5000

/*
 * synchronous=FULL: a signed transaction must survive a power cut, or its nonce would be signed
 * twice. The file is not mapped into memory, where a disk error would be a signal that ends byline.
 */
static const char settings[] = "PRAGMA journal_mode=WAL;"
			       "PRAGMA synchronous=FULL;"
			       "PRAGMA foreign_keys=ON;"
			       "PRAGMA temp_store=MEMORY;";

/*
 * SQLite's advice for files that somebody else may have written (sqlite.org/security.html): no
 * function that is named in the file's schema runs, no statement writes the schema or the pages
 * past SQLite's own rules, and cells are measured before they are read.
 */
static enum status distrust_file(struct cache *c, struct err *e)
{
	if (sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK)
		return err_set(e, ERR_IO, "this SQLite has no defensive mode; update it");
	return cache_sql_exec(c, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON", e);
}

/* 256 KiB of pages in memory. The search looks at every page once, so more would not help. */
#define CHECK_SETTINGS "PRAGMA cache_size=-256"

/* Creates the file with mode 0600; SQLite would create it as the umask says. */
static enum status create_private(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	close(fd);
	return STATUS_OK;
}

#define OPEN_FLAGS (SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW)

/* Whether the file's log has nothing that is not in the file yet. */
static bool is_whole(const char *path)
{
	struct stat wal;
	char *log;
	bool whole;

	if (asprintf(&log, "%s-wal", path) < 0)
		return false;
	whole = stat(log, &wal) != 0 || wal.st_size == 0;
	free(log);
	return whole;
}

/*
 * Opens a file that lies where nothing can be written. SQLite would make its index of the log
 * there; without a log it needs none, when it is told that the file does not change.
 */
static int open_immutable(struct cache *c)
{
	struct buf uri;
	int rc;

	buf_init(&uri, LIMIT_SMALL_FILE);
	buf_add_str(&uri, "file:");
	for (const char *p = c->path; *p != '\0'; p++)
		buf_addf(&uri, strchr("%?#", *p) != NULL ? "%%%02x" : "%c", (unsigned char)*p);
	buf_add_str(&uri, "?immutable=1");
	sqlite3_close(c->db);
	c->db = NULL;
	rc = sqlite3_open_v2(buf_str(&uri), &c->db,
			     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | OPEN_FLAGS, NULL);
	buf_release(&uri);
	return rc;
}

/* Opens the file and reads its first page, since SQLite opens nothing before it reads. */
static int open_file(struct cache *c, bool memory)
{
	int flags = c->read_only && !memory ? SQLITE_OPEN_READONLY
					    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int rc = sqlite3_open_v2(memory ? ":memory:" : c->path, &c->db, flags | OPEN_FLAGS, NULL);

	if (rc == SQLITE_OK && c->read_only && !memory && is_whole(c->path) &&
	    sqlite3_exec(c->db, "PRAGMA schema_version", NULL, NULL, NULL) != SQLITE_OK)
		rc = open_immutable(c);
	return rc;
}

static enum status open_database(struct cache *c, bool memory, struct err *e)
{
	enum status s = STATUS_OK;
	int rc;

	if (!memory && !c->read_only)
		s = create_private(c->path, e);
	if (s != STATUS_OK)
		return s;
	rc = open_file(c, memory);
	if (rc != SQLITE_OK)
		return cache_sql_fail(c, rc, e);
	sqlite3_extended_result_codes(c->db, 1);
	sqlite3_busy_timeout(c->db, BUSY_MS);
	s = distrust_file(c, e);
	if (s == STATUS_OK && (memory || !c->read_only))
		s = cache_sql_exec(c, settings, e);
	if (s == STATUS_OK)
		s = cache_sums_register(c, e);
	if (s == STATUS_OK)
		s = cache_migrate(c, e);
	if (s == STATUS_OK)
		s = cache_sums_check(c, e);
	if (s == STATUS_OK && c->read_only)
		s = cache_sql_exec(c, "PRAGMA query_only=ON", e);
	return s;
}

enum status cache_open(struct cache **out, const char *path, bool read_only, struct err *e)
{
	struct cache *c = calloc(1, sizeof(*c));
	bool memory = strcmp(path, ":memory:") == 0;
	enum status s;

	*out = NULL;
	if (c == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	c->read_only = read_only;
	c->path = strdup(path);
	/* A read-only cache that does not exist yet is one that is empty. */
	if (read_only && !memory && access(path, F_OK) != 0 && errno == ENOENT)
		memory = true;
	s = c->path != NULL ? open_database(c, memory, e) : err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		*out = c;
	else
		cache_close(c);
	return s;
}

void cache_close(struct cache *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n_prepared; i++)
		sqlite3_finalize(c->prepared[i].stmt);
	sqlite3_close(c->db);
	free(c->path);
	free(c);
}

size_t cache_damaged(const struct cache *c)
{
	return c->damaged;
}

static void read_verdict(struct cache_sql *q, void *row)
{
	bool *sound = row;
	char text[8];

	cache_sql_get_text(q, text, sizeof(text));
	*sound = strcmp(text, "ok") == 0;
}

/* So many steps of SQLite pass between two looks at the cancel flag. */
#define CHECK_STEPS 100

static int is_cancelled(void *user)
{
	const atomic_bool *cancel = user;

	return cancel != NULL && atomic_load(cancel);
}

enum status cache_check(const char *path, const atomic_bool *cancel, struct err *e)
{
	struct cache_sql q;
	struct cache *c;
	bool sound = false;
	enum status s = cache_open(&c, path, true, e);

	if (s != STATUS_OK)
		return s;
	s = cache_sql_exec(c, CHECK_SETTINGS, e);
	sqlite3_progress_handler(c->db, CHECK_STEPS, is_cancelled, (void *)(uintptr_t)cancel);
	if (s == STATUS_OK) {
		cache_sql_begin(&q, c, "PRAGMA quick_check(1)");
		s = cache_sql_one(&q, &sound, read_verdict, e);
	}
	if (is_cancelled((void *)(uintptr_t)cancel))
		s = err_set(e, ERR_CANCELLED, "cancelled");
	else if (s == STATUS_OK && !sound)
		s = cache_sql_fail(c, SQLITE_CORRUPT, e);
	cache_close(c);
	return s;
}
