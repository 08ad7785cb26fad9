/*
 * A document is one line of canonical JSON for each leaf. Its hash is over the bytes as they came,
 * because that hash is attested.
 */
#include "chain/statement_document.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keccak.h"

/* A line has at least 181 bytes with its end, so this bounds how many lines there can be. */
#define SHORTEST_LINE 180

void statement_document_release(struct statement_document *doc)
{
	if (doc == NULL)
		return;
	free(doc->scores);
	*doc = (struct statement_document){0};
}

static enum status read_line(struct score *out, const char *line, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s = json_parse(&doc, line, len, e);

	if (s == STATUS_OK)
		s = statement_score_read(out, doc, e);
	json_free(doc);
	return s;
}

enum status statement_document_read(struct statement_document *out, const void *data, size_t len,
				    struct err *e)
{
	const char *at = data;
	const char *end = at + len;
	enum status s = STATUS_OK;

	*out = (struct statement_document){0};
	keccak256(out->hash.bytes, data, len);
	out->scores = calloc(len / SHORTEST_LINE + 1, sizeof(out->scores[0]));
	if (out->scores == NULL)
		return ERR_MEMORY;
	while (at < end && s == STATUS_OK) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (stop == NULL || stop - at < SHORTEST_LINE) {
			s = err_set(e, ERR_PARSE, "line %zu is not a score", out->n + 1);
			break;
		}
		s = read_line(&out->scores[out->n], at, (size_t)(stop - at), e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "line %zu", out->n + 1);
		out->n++;
		at = stop + 1;
	}
	if (s != STATUS_OK)
		statement_document_release(out);
	return s;
}
