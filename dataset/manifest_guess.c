/*
 * Guessing where text and label are, from a header and a first record. A name that the user chose
 * must be there; a usual name that is not there just leaves the guess without it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/json_scan.h"
#include "dataset/csv.h"
#include "dataset/extractor.h"
#include "dataset/lookup.h"
#include "dataset/manifest_guess.h"

#define USUAL_TEXT  "text"
#define USUAL_LABEL "label"

static enum status set_name(char out[static MANIFEST_NAME], const void *name, size_t len,
			    struct err *e)
{
	if (len == 0 || len >= MANIFEST_NAME)
		return err_set(e, ERR_LIMIT,
			       "the name of a key or column has %zu bytes; 1 to %d are possible",
			       len, MANIFEST_NAME - 1);
	memcpy(out, name, len);
	out[len] = '\0';
	return STATUS_OK;
}

/*
 * Guesses for lines: keys when the record has the text's key or the user named it, otherwise the
 * whole line.
 */
static enum status guess_lines(struct manifest *m, const uint8_t *record, size_t len,
			       const char *text_name, const char *label_name, struct err *e)
{
	struct lookup wanted[] = {
		{.name = text_name != NULL ? text_name : USUAL_TEXT},
		{.name = label_name != NULL ? label_name : USUAL_LABEL},
	};
	struct buf scratch;
	enum status s;
	bool text, label;

	buf_init(&scratch, LIMIT_RECORD_FRAMED);
	s = lookup_members(wanted, ARRAY_SIZE(wanted), record, len, &scratch);
	text = s == STATUS_OK && wanted[0].value != NULL;
	label = text && wanted[1].value != NULL;
	buf_release(&scratch);
	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	if ((text_name != NULL && !text) || (label_name != NULL && !label))
		return err_set(e, ERR_NOT_FOUND,
			       "the first record is no JSON object with a text member \"%s\"",
			       text ? label_name : wanted[0].name);
	m->text = text ? MANIFEST_TEXT_KEY : MANIFEST_TEXT_RECORD;
	m->label = label ? MANIFEST_LABEL_KEY : MANIFEST_LABEL_NONE;
	s = text ? set_name(m->text_name, wanted[0].name, strlen(wanted[0].name), e) : STATUS_OK;
	if (s == STATUS_OK && label)
		s = set_name(m->label_name, wanted[1].name, strlen(wanted[1].name), e);
	return s;
}

/* Looks for a column. STATUS_OK also when it is not there and the user did not ask for it. */
static enum status find_column(bool *found, const uint8_t *header, size_t len, const char *name,
			       bool asked, struct err *e)
{
	size_t column;
	enum status s = csv_column(&column, header, len, name);

	*found = s == STATUS_OK;
	if (s == ERR_NOT_FOUND)
		return asked ? err_set(e, s, "there is no column \"%s\"", name) : STATUS_OK;
	if (s == ERR_EXISTS)
		return err_set(e, ERR_PARSE, "two columns are called \"%s\"", name);
	return s == STATUS_OK ? s : err_set(e, s, "the first line is not a header of a CSV file");
}

/* Takes the first column that is not the label's as the text. */
static enum status first_other(struct manifest *m, const uint8_t *header, size_t len,
			       const char *label, struct err *e)
{
	struct cursor c = cursor_of(header, len);
	struct buf scratch;
	enum status s = STATUS_OK;
	bool more = true;

	buf_init(&scratch, len);
	while (s == STATUS_OK && more && m->text_name[0] == '\0') {
		const uint8_t *name;
		size_t n;

		s = csv_next(&c, &name, &n, &more, &scratch);
		if (s == STATUS_OK && n > 0 && (n != strlen(label) || memcmp(name, label, n) != 0))
			s = set_name(m->text_name, name, n, e);
	}
	buf_release(&scratch);
	if (s == STATUS_OK && m->text_name[0] == '\0')
		s = err_set(e, ERR_NOT_FOUND,
			    "there is no column with text; name the column that has it");
	return s;
}

static enum status guess_csv(struct manifest *m, const uint8_t *header, size_t len,
			     const char *text_name, const char *label_name, struct err *e)
{
	const char *label = label_name != NULL ? label_name : USUAL_LABEL;
	const char *text = text_name != NULL ? text_name : USUAL_TEXT;
	bool found;
	enum status s = find_column(&found, header, len, label, label_name != NULL, e);

	if (s != STATUS_OK)
		return s;
	m->text = MANIFEST_TEXT_COLUMN;
	m->label = found ? MANIFEST_LABEL_COLUMN : MANIFEST_LABEL_NONE;
	if (found)
		s = set_name(m->label_name, label, strlen(label), e);
	if (s == STATUS_OK)
		s = find_column(&found, header, len, text, text_name != NULL, e);
	if (s != STATUS_OK)
		return s;
	if (found)
		return set_name(m->text_name, text, strlen(text), e);
	return first_other(m, header, len, label, e);
}

enum status manifest_guess(struct manifest *m, enum reader_kind kind, const uint8_t *header,
			   size_t header_len, const uint8_t *record, size_t record_len,
			   const char *text_name, const char *label_name, struct err *e)
{
	m->kind = kind;
	m->text_name[0] = '\0';
	m->label_name[0] = '\0';
	free(m->header);
	m->header = NULL;
	switch (kind) {
	case READER_LINES: return guess_lines(m, record, record_len, text_name, label_name, e);
	case READER_CSV:
		m->header = strndup((const char *)header, header_len);
		if (m->header == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		return guess_csv(m, header, header_len, text_name, label_name, e);
	case READER_FILES:
		m->text = MANIFEST_TEXT_CONTENT;
		m->label = MANIFEST_LABEL_FOLDER;
		return STATUS_OK;
	}
	return ERR_USAGE;
}

/* A first line that is broken is recognised by one of so many lines after it. */
#define LINES_AFTER 15

/* Whether a record begins as a JSON object does. */
static bool begins_object(const struct reader_record *r)
{
	size_t i = 0;

	while (i < r->len && (r->data[i] == ' ' || r->data[i] == '\t'))
		i++;
	return i < r->len && r->data[i] == '{';
}

/* Whether later lines are JSON objects with a text, as the first one was meant to be. */
static bool objects_follow(const struct reader_batch *first)
{
	bool found = false;

	for (size_t i = 1; i < first->n && i <= LINES_AFTER && !found; i++) {
		const struct reader_record *r = &first->records[i];
		struct manifest m = {0};

		found = guess_lines(&m, r->data, r->len, NULL, NULL, NULL) == STATUS_OK &&
			m.text == MANIFEST_TEXT_KEY;
	}
	return found;
}

enum status manifest_guess_batch(struct manifest *m, enum reader_kind kind, const struct reader *r,
				 const struct reader_batch *first, const char *text_name,
				 const char *label_name, struct err *e)
{
	const struct reader_record *record = &first->records[0];
	size_t header_len = 0;
	const uint8_t *header = reader_header(r, &header_len);
	enum status s = manifest_guess(m, kind, header, header_len, record->data, record->len,
				       text_name, label_name, e);

	if (s == STATUS_OK && m->text == MANIFEST_TEXT_RECORD && begins_object(record) &&
	    json_scan(record->data, record->len, NULL) != STATUS_OK && objects_follow(first))
		return reader_misplaced(r, record, extractor_refuse(record->data, record->len, e),
					e);
	return s;
}
