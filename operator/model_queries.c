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

enum status read_queries(const struct buf *file, each_query *each, void *user, struct err *e)
{
	const char *at = (const char *)file->data, *end = at + file->len;
	size_t number = 0;
	enum status s = STATUS_OK;

	while (s == STATUS_OK && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = stop != NULL ? (size_t)(stop - at) : (size_t)(end - at);
		struct query q = {0};

		/* Empty lines are passed over, but counted: messages name the line of the file. */
		number++;
		if (len > 0) {
			s = read_query(&q, at, len, number, e);
			if (s == STATUS_OK)
				s = each(user, &q, e);
			json_free(q.doc);
		}
		at += len + 1;
	}
	if (s == STATUS_OK && number == 0)
		s = err_set(e, ERR_USAGE, "the queries file is empty");
	return s;
}
