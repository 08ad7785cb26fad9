/*
 * Row ids grow, but for those of events from a backup, which are older than all that is here and go
 * below them. Ids are shared by all networks. So the id alone tells which events are too old
 * to be kept, and counting them is not necessary.
 */
#include "cache/events.h"

#include "cache/db_private.h"
#include "cache/sql.h"
#include "cache/stored.h"

/* `id` is the row's; 0: one above all others. */
static enum status insert(struct cache *c, const struct cache_event *event, int64_t id,
			  struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(
		&q, c,
		"INSERT INTO events(id, network, datanet, account, time, trust, seen, area, text)"
		" VALUES(nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?)");
	cache_sql_int(&q, id);
	cache_sql_int(&q, c->network);
	cache_sql_address(&q, &event->datanet);
	cache_sql_address(&q, &event->account);
	cache_sql_int(&q, event->time);
	cache_sql_int(&q, event->trust);
	cache_sql_int(&q, event->seen);
	cache_sql_text(&q, event->area);
	cache_sql_sentence(&q, &event->text);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_events_put(struct cache *c, const struct cache_event *event, struct err *e)
{
	struct cache_sql q;
	enum status s = cache_begin(c, e);

	if (s != STATUS_OK)
		return s;
	s = insert(c, event, 0, e);
	/* Events whose id lies further below the newest one are too many. */
	if (s == STATUS_OK) {
		cache_sql_begin(&q, c, "DELETE FROM events WHERE network = ? AND id <= ?");
		cache_sql_int(&q, c->network);
		cache_sql_int(&q, sqlite3_last_insert_rowid(c->db) - CACHE_EVENTS_KEPT);
		s = cache_sql_run(&q, NULL, e);
	}
	return cache_finish(c, s, e);
}

/* The first row of an empty table gets the largest id, so that others fit above and below it. */
enum status cache_events_restore(struct cache *c, const struct cache_event *event, struct err *e)
{
	struct cache_sql q;
	int64_t below = 0;
	enum status s;

	cache_sql_begin(&q, c, "SELECT ifnull(min(id), ?) - 1 FROM events");
	cache_sql_int(&q, CACHE_EVENTS_KEPT + 1);
	s = cache_sql_one(&q, &below, cache_sql_read_int, e);
	/* Id 0 is the one that insert() does not take. */
	return s == STATUS_OK ? insert(c, event, below != 0 ? below : -1, e) : s;
}

static void read_event(struct cache_sql *q, void *row)
{
	struct cache_event *event = row;

	event->id = cache_sql_get_int(q);
	cache_sql_get_address(q, &event->datanet);
	cache_sql_get_address(q, &event->account);
	event->time = cache_sql_get_int(q);
	event->trust = (enum trust)cache_stored_get(q, CACHE_STORED_TRUST);
	event->seen = cache_sql_get_int(q) != 0;
	cache_sql_get_text(q, event->area, sizeof(event->area));
	cache_sql_get_sentence(q, &event->text);
}

enum status cache_events_recent(struct cache *c, struct cache_event **out, size_t *n, size_t limit,
				struct err *e)
{
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"SELECT id, datanet, account, time, trust, seen, area, text FROM events "
			"WHERE network = ?"
			" ORDER BY id DESC LIMIT ?");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, limit > INT64_MAX ? -1 : (int64_t)limit);
	return cache_sql_all(&q, out, n, sizeof(**out), read_event, e);
}

enum status cache_events_mark_seen(struct cache *c, const struct address *account, struct err *e)
{
	static const struct address nobody;
	struct cache_sql q;

	cache_sql_begin(&q, c,
			"UPDATE events SET seen = 1 WHERE network = ? AND seen = 0"
			" AND (? OR account IN (?, ?))");
	cache_sql_int(&q, c->network);
	cache_sql_int(&q, account == NULL);
	cache_sql_address(&q, account != NULL ? account : &nobody);
	cache_sql_address(&q, &nobody);
	return cache_sql_run(&q, NULL, e);
}
