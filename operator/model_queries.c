#include "operator/model_queries.h"

#include <string.h>

#include "base/buf.h"

/* Parses one line; `number` counts from 1 and names the line in a message. */
static enum status read_query(struct query *q, const char *line, size_t len, size_t number,
			      struct err *e)
{
	enum status s = json_parse(&q->doc, line, len, e);

	if (s == STATUS_OK)
		s = json_get_text(&q->id, q->doc, "id", e);
	if (s == STATUS_OK)
		s = json_get_text(&q->text, q->doc, "text", e);
	if (s == STATUS_OK)
		s = json_get_text(&q->label, q->doc, "label", e);
	/* A query without a slice is in none, which is no failure. */
	q->slice = json_text(json_get(q->doc, "slice"));
	return s == STATUS_OK ? s : err_prefix(e, s, "queries, line %zu", number);
}

/* A line of either file, and what takes it. */
struct line_taker {
	const char *what; /* "queries" */
	enum status (*take)(struct line_taker *t, const char *line, size_t len, size_t number,
			    struct err *e);
	each_query *each_query;
	each_public_text *each_text;
	void *user;
};

static enum status take_query(struct line_taker *t, const char *line, size_t len, size_t number,
			      struct err *e)
{
	struct query q = {0};
	enum status s = read_query(&q, line, len, number, e);

	if (s == STATUS_OK)
		s = t->each_query(t->user, &q, e);
	json_free(q.doc);
	return s;
}

static enum status take_text(struct line_taker *t, const char *line, size_t len, size_t number,
			     struct err *e)
{
	struct json *doc = NULL;
	const char *text;
	enum status s = json_parse(&doc, line, len, e);

	if (s == STATUS_OK)
		s = json_get_text(&text, doc, "text", e);
	s = s == STATUS_OK ? t->each_text(t->user, text, e)
			   : err_prefix(e, s, "public texts, line %zu", number);
	json_free(doc);
	return s;
}

/* Empty lines are passed over, but counted: messages name the line of the file. */
static enum status read_lines(const struct buf *file, struct line_taker *t, struct err *e)
{
	const char *at = (const char *)file->data, *end = at + file->len;
	size_t number = 0;
	enum status s = STATUS_OK;

	while (s == STATUS_OK && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = stop != NULL ? (size_t)(stop - at) : (size_t)(end - at);

		number++;
		if (len > 0)
			s = t->take(t, at, len, number, e);
		at += len + 1;
	}
	if (s == STATUS_OK && number == 0)
		s = err_set(e, ERR_USAGE, "the file of %s is empty", t->what);
	return s;
}

enum status read_queries(const struct buf *file, each_query *each, void *user, struct err *e)
{
	struct line_taker t = {
		.what = "queries", .take = take_query, .each_query = each, .user = user};

	return read_lines(file, &t, e);
}

enum status read_public_texts(const struct buf *file, each_public_text *each, void *user,
			      struct err *e)
{
	struct line_taker t = {
		.what = "public texts", .take = take_text, .each_text = each, .user = user};

	return read_lines(file, &t, e);
}
