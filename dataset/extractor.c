/*
 * Text and label of a record, one function for each place where a manifest can say they are:
 * from_keys() for JSON objects, from_columns() for CSV, from_piece() for files. All return pointers
 * into the record or into the scratch buffer, so that nothing is copied for most records.
 */
#include "dataset/extractor.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/json_scan.h"
#include "base/text.h"
#include "dataset/csv.h"
#include "dataset/lookup.h"

struct extractor {
	enum manifest_text text;
	enum manifest_label label;
	char text_name[MANIFEST_NAME];
	char label_name[MANIFEST_NAME];
	size_t text_column, label_column;
	struct buf scratch;
};

static enum status find_column(size_t *out, const struct manifest *m, const char *name,
			       struct err *e)
{
	enum status s = csv_column(out, m->header, strlen(m->header), name);

	if (s != STATUS_OK)
		return err_set(e, s == ERR_MEMORY ? s : ERR_NOT_FOUND,
			       "the CSV file has no column \"%s\", or more than one", name);
	return STATUS_OK;
}

enum status extractor_new(struct extractor **out, const struct manifest *m, struct err *e)
{
	struct extractor *x = calloc(1, sizeof(*x));
	enum status s = STATUS_OK;

	*out = NULL;
	if (x == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	x->text = m->text;
	x->label = m->label;
	memcpy(x->text_name, m->text_name, sizeof(x->text_name));
	memcpy(x->label_name, m->label_name, sizeof(x->label_name));
	buf_init(&x->scratch, LIMIT_RECORD_FRAMED);
	if (m->text == MANIFEST_TEXT_COLUMN)
		s = find_column(&x->text_column, m, m->text_name, e);
	if (s == STATUS_OK && m->label == MANIFEST_LABEL_COLUMN)
		s = find_column(&x->label_column, m, m->label_name, e);
	if (s != STATUS_OK) {
		extractor_free(x);
		return s;
	}
	*out = x;
	return STATUS_OK;
}

void extractor_free(struct extractor *x)
{
	if (x == NULL)
		return;
	buf_wipe(&x->scratch);
	free(x);
}

static enum status from_keys(struct extractor *x, struct extractor_pair *out, const void *record,
			     size_t len)
{
	struct lookup wanted[2] = {{.name = x->text_name}, {.name = x->label_name}};
	size_t n = x->label == MANIFEST_LABEL_KEY ? 2 : 1;
	enum status s = lookup_members(wanted, n, record, len, &x->scratch);

	if (s != STATUS_OK)
		return s;
	out->text = wanted[0].value;
	out->text_len = wanted[0].value != NULL ? wanted[0].len : 0;
	if (n == 2) {
		out->label = wanted[1].value;
		out->label_len = wanted[1].len;
	}
	return STATUS_OK;
}

static enum status from_columns(struct extractor *x, struct extractor_pair *out, const void *record,
				size_t len)
{
	struct cursor c = cursor_of(record, len);
	bool more = true;

	buf_clear(&x->scratch);
	/* Room for all the values at once: the buffer must not move while values point into it. */
	if (buf_reserve(&x->scratch, len) == NULL)
		return buf_status(&x->scratch);
	for (size_t i = 0; more; i++) {
		const uint8_t *value;
		size_t n;
		enum status s = csv_next(&c, &value, &n, &more, &x->scratch);

		if (s != STATUS_OK)
			return s;
		if (i == x->text_column) {
			out->text = value;
			out->text_len = n;
		}
		if (x->label == MANIFEST_LABEL_COLUMN && i == x->label_column) {
			out->label = value;
			out->label_len = n;
		}
	}
	return STATUS_OK;
}

/* The parts of a record of a `files` dataset. Pointers into the record. */
struct piece {
	const char *path;
	size_t path_len;
	uint64_t offset;
	const uint8_t *content;
	size_t content_len;
};

static enum status take_piece(struct piece *out, const void *record, size_t len)
{
	struct cursor c = cursor_of(record, len);
	const uint8_t *path;
	uint32_t path_len;

	if (cursor_be32(&c, &path_len) != STATUS_OK || path_len > LIMIT_RECORD_PATH ||
	    cursor_take(&c, &path, path_len) != STATUS_OK ||
	    cursor_be64(&c, &out->offset) != STATUS_OK || !text_is_utf8(path, path_len))
		return ERR_PARSE;
	out->path = (const char *)path;
	out->path_len = path_len;
	out->content = c.at;
	out->content_len = cursor_left(&c);
	return STATUS_OK;
}

/*
 * Takes the content of a piece as text. The label is the folder that the file is in: the last part
 * but one of its path.
 */
static enum status from_piece(const struct extractor *x, struct extractor_pair *out,
			      const void *record, size_t len)
{
	struct piece piece;
	const char *slash, *begin;

	if (take_piece(&piece, record, len) != STATUS_OK)
		return ERR_PARSE;
	out->text = piece.content;
	out->text_len = piece.content_len;
	slash = memrchr(piece.path, '/', piece.path_len);
	if (x->label == MANIFEST_LABEL_NONE || slash == NULL)
		return STATUS_OK;
	begin = memrchr(piece.path, '/', (size_t)(slash - piece.path));
	begin = begin != NULL ? begin + 1 : piece.path;
	out->label = (const uint8_t *)begin;
	out->label_len = (size_t)(slash - begin);
	return STATUS_OK;
}

static enum status take(struct extractor *x, struct extractor_pair *out, const void *record,
			size_t len)
{
	switch (x->text) {
	case MANIFEST_TEXT_KEY: return from_keys(x, out, record, len);
	case MANIFEST_TEXT_COLUMN: return from_columns(x, out, record, len);
	case MANIFEST_TEXT_CONTENT: return from_piece(x, out, record, len);
	case MANIFEST_TEXT_RECORD:
		out->text = record;
		out->text_len = len;
		return STATUS_OK;
	}
	return ERR_PARSE;
}

enum status extractor_read(struct extractor *x, struct extractor_pair *out, const void *record,
			   size_t len)
{
	enum status s;

	*out = (struct extractor_pair){0};
	s = take(x, out, record, len);
	if (s == ERR_MEMORY)
		return s;
	if (s != STATUS_OK)
		*out = (struct extractor_pair){.broken = x->text == MANIFEST_TEXT_KEY};
	if (out->label_len == 0 || out->text_len == 0)
		out->label = NULL;
	if (x->text == MANIFEST_TEXT_COLUMN)
		out->text_column = x->text_name;
	if (x->label == MANIFEST_LABEL_COLUMN)
		out->label_column = x->label_name;
	return STATUS_OK;
}

enum status extractor_refuse(const void *record, size_t len, struct err *e)
{
	struct err why = {0};

	/* The scanner names the byte. A list, say, or a member that is there twice passes it. */
	if (json_scan(record, len, &why) != STATUS_OK)
		return err_set(e, ERR_PARSE, "%s; mend the line, or take it out", why.text);
	return err_set(e, ERR_PARSE,
		       "the record is no JSON object as the first one is, or it names its text or "
		       "label twice; mend the line, or take it out");
}
