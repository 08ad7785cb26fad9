#include "client/datanet_document.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keccak.h"

/* A line of a document has at least 181 bytes; a count of lines is bounded by this. */
#define SHORTEST_LINE 180

void datanet_document_release(struct datanet_document *doc)
{
	if (doc == NULL)
		return;
	free(doc->scores);
	*doc = (struct datanet_document){0};
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

enum status datanet_document_read(struct datanet_document *out, const void *data, size_t len,
				  struct err *e)
{
	const char *at = data;
	const char *end = at + len;
	enum status s = STATUS_OK;

	*out = (struct datanet_document){0};
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
		datanet_document_release(out);
	return s;
}
