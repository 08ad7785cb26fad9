/*
 * Files of a publisher: queries, JSON lines {"id", "text", "label", "slice"}, the slice optional;
 * and public texts, JSON lines {"text"}.
 */
#ifndef OPERATOR_MODEL_QUERIES_H
#define OPERATOR_MODEL_QUERIES_H

#include "base/json.h"
#include "base/status.h"

struct buf;

/* One line of the file; its parts live as long as `doc`. */
struct query {
	struct json *doc;
	const char *id, *text, *label;
	const char *slice; /* NULL: none */
};

/* Takes the next query; a failure ends the reading and is its result. */
typedef enum status each_query(void *user, const struct query *q, struct err *e);

/*
 * Calls `each` for every line that is not empty.
 * Returns: STATUS_OK, ERR_USAGE for an empty file, ERR_PARSE naming the line, a failure of `each`.
 */
MUST_CHECK enum status read_queries(const struct buf *file, each_query *each, void *user,
				    struct err *e);

/* Takes the next public text; a failure ends the reading and is its result. */
typedef enum status each_public_text(void *user, const char *text, struct err *e);

/* Calls `each` for every line that is not empty. Returns: as read_queries(). */
MUST_CHECK enum status read_public_texts(const struct buf *file, each_public_text *each, void *user,
					 struct err *e);

#endif
