#include "cache/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parse.h"
#include "cache/sql.h"

enum status cache_settings_put(struct cache *c, const char *key, const char *text, struct err *e)
{
	struct cache_sql q;

	if (text == NULL)
		cache_sql_begin(&q, c, "DELETE FROM settings WHERE network = ? AND key = ?");
	else
		cache_sql_begin(&q, c,
				"INSERT OR REPLACE INTO settings(network, key, value)"
				" VALUES(?, ?, ?)");
	cache_sql_int(&q, c->network);
	cache_sql_text(&q, key);
	if (text != NULL)
		cache_sql_text(&q, text);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_settings_get(struct cache *c, struct buf *out, const char *key, struct err *e)
{
	struct cache_sql q;
	bool row;
	enum status s;

	cache_sql_begin(&q, c, "SELECT value FROM settings WHERE network = ? AND key = ?");
	cache_sql_int(&q, c->network);
	cache_sql_text(&q, key);
	s = cache_sql_row(&q, &row, e);
	if (s != STATUS_OK)
		return s;
	if (!row)
		return err_set(e, ERR_NOT_FOUND, "%s is not set", key);
	buf_add(out, sqlite3_column_text(q.stmt, 0), (size_t)sqlite3_column_bytes(q.stmt, 0));
	cache_sql_end(&q);
	s = buf_status(out);
	return s == STATUS_OK ? s : err_set(e, s, "%s: %s", key, status_phrase(s));
}

enum status cache_settings_put_number(struct cache *c, const char *key, int64_t v, struct err *e)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)v);
	return cache_settings_put(c, key, text, e);
}

enum status cache_settings_number(struct cache *c, int64_t *out, const char *key, struct err *e)
{
	struct buf text;
	uint64_t magnitude;
	bool negative;
	enum status s;

	/* "-9223372036854775808" has 20 characters. */
	buf_init(&text, 20);
	s = cache_settings_get(c, &text, key, e);
	negative = s == STATUS_OK && text.len > 0 && text.data[0] == '-';
	if (s == ERR_LIMIT || (s == STATUS_OK && (parse_u64(&magnitude, buf_str(&text) + negative,
							    text.len - negative) != STATUS_OK ||
						  magnitude > (uint64_t)INT64_MAX + negative)))
		s = err_set(e, ERR_NOT_FOUND, "%s is no number", key);
	if (s == STATUS_OK)
		*out = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
	buf_release(&text);
	return s;
}
