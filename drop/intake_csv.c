/*
 * Lines of fields (RFC 4180), of which byline needs no line breaks within quotes: no field that it
 * reads has one. A line is put together in `line`, with a ceiling, and split by take_line(). The
 * first line decides in which column each field of a claim stands.
 */
#include "drop/intake_csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A line of the file, and its columns. 256 columns are more than spreadsheets of claims have. */
#define LINE_SIZE 8192
#define COLUMNS	  256

/* A column that holds no field of a claim. */
#define NO_FIELD (-1)

struct lines {
	struct intake *d;
	struct entry entry;
	uint64_t number; /* the line's, from 1 */
	size_t n_columns;
	signed char field_of[COLUMNS];
	size_t len;
	char line[LINE_SIZE];
};

struct csv_piece {
	const char *text;
	size_t len;
};

static const struct column_name {
	const char *name;
	enum merkle_field field;
} column_names[] = {
	{"index", MERKLE_INDEX},       {"account", MERKLE_ACCOUNT}, {"address", MERKLE_ACCOUNT},
	{"recipient", MERKLE_ACCOUNT}, {"user", MERKLE_ACCOUNT},    {"token", MERKLE_TOKEN},
	{"reward", MERKLE_TOKEN},      {"amount", MERKLE_AMOUNT},   {"cumulative", MERKLE_AMOUNT},
};

/* Splits the line in place. Spaces around a field do not belong to it; quotes neither. */
static enum status split(struct lines *l, struct csv_piece pieces[static COLUMNS], size_t *n,
			 struct err *e)
{
	char *at = l->line, *end = l->line + l->len;

	for (*n = 0; *n < COLUMNS; (*n)++) {
		char *from = at, *to;

		while (from < end && (*from == ' ' || *from == '\t'))
			from++;
		if (from < end && *from == '"') {
			from++;
			to = memchr(from, '"', (size_t)(end - from));
			at = to != NULL ? to + 1 : end;
		} else {
			to = memchr(from, ',', (size_t)(end - from));
			to = at = to != NULL ? to : end;
		}
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
		if (to == NULL || (at < end && *at != ','))
			return err_set(e, ERR_PARSE,
				       "line %llu: the quotes of column %zu do not fit",
				       (unsigned long long)l->number, *n + 1);
		while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
			to--;
		pieces[*n] = (struct csv_piece){from, (size_t)(to - from)};
		if (at == end) {
			(*n)++;
			return STATUS_OK;
		}
		at++;
	}
	return err_set(e, ERR_LIMIT, "line %llu has more than %d columns",
		       (unsigned long long)l->number, COLUMNS);
}

/* The field that a column of this name holds, or NO_FIELD. Capitals do not matter. */
static signed char named_field(const struct csv_piece *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(column_names); i++) {
		const char *name = column_names[i].name;
		size_t at = 0;

		while (at < p->len && name[at] != '\0' && (p->text[at] | 0x20) == name[at])
			at++;
		if (at == p->len && name[at] == '\0')
			return (signed char)column_names[i].field;
	}
	return NO_FIELD;
}

/*
 * Finds the columns by the first line. Returns: whether it is a header: its last amount or account
 * is then a name. A line without any known name is the first claim.
 */
static enum status find_columns(struct lines *l, const struct csv_piece *pieces, size_t n,
				bool *header, struct err *e)
{
	const struct merkle_terms *t = l->d->terms;
	unsigned seen = 0;

	*header = false;
	l->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		l->field_of[i] = named_field(&pieces[i]);
		if (l->field_of[i] == NO_FIELD)
			continue;
		if ((seen & 1u << l->field_of[i]) != 0)
			return err_set(e, ERR_MISMATCH, "line 1 names two columns of one meaning");
		seen |= 1u << l->field_of[i];
		*header = true;
	}
	if (*header)
		return STATUS_OK;
	if (n != t->n_fields)
		return err_set(e, ERR_PARSE,
			       "the file has %zu columns and no header, and the contract's claims "
			       "(%s) have %zu fields; put the columns' names on the first line "
			       "(index, account, token, amount)",
			       n, t->name, t->n_fields);
	for (size_t i = 0; i < n; i++)
		l->field_of[i] = (signed char)t->fields[i];
	return STATUS_OK;
}

static enum status take_claim(struct lines *l, const struct csv_piece *pieces, size_t n,
			      struct err *e)
{
	enum status s = STATUS_OK;

	if (n != l->n_columns)
		return err_set(e, ERR_PARSE, "line %llu has %zu columns, the first one has %zu",
			       (unsigned long long)l->number, n, l->n_columns);
	entry_begin(&l->entry, l->number);
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		if (l->field_of[i] != NO_FIELD)
			s = entry_read(&l->entry, (enum merkle_field)l->field_of[i], pieces[i].text,
				       pieces[i].len, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "line %llu", (unsigned long long)l->number);
	l->d->n_claims++;
	return l->d->each(l->d->user, &l->entry, e);
}

/* Takes the line that is complete. Empty lines are passed over. */
static enum status take_line(struct lines *l, struct err *e)
{
	struct csv_piece pieces[COLUMNS];
	bool header = false;
	size_t n;
	enum status s;

	l->number++;
	if (l->len > 0 && l->line[l->len - 1] == '\r')
		l->len--;
	if (l->len == 0)
		return STATUS_OK;
	s = split(l, pieces, &n, e);
	l->len = 0;
	if (s == STATUS_OK && l->n_columns == 0)
		s = find_columns(l, pieces, n, &header, e);
	return s != STATUS_OK || header ? s : take_claim(l, pieces, n, e);
}

static enum status take_piece(struct lines *l, const uint8_t *data, size_t len, struct err *e)
{
	while (len > 0) {
		const uint8_t *end = memchr(data, '\n', len);
		size_t n = end != NULL ? (size_t)(end - data) : len;
		enum status s;

		if (l->len + n > LINE_SIZE)
			return err_set(e, ERR_LIMIT, "line %llu is longer than %d bytes",
				       (unsigned long long)l->number + 1, LINE_SIZE);
		memcpy(l->line + l->len, data, n);
		l->len += n;
		if (end == NULL)
			return STATUS_OK;
		s = take_line(l, e);
		if (s != STATUS_OK)
			return s;
		data += n + 1;
		len -= n + 1;
	}
	return STATUS_OK;
}

enum status intake_csv_read(struct intake *d, struct source *s, const uint8_t *data, size_t len,
			    struct err *e)
{
	struct lines *l = calloc(1, sizeof(*l));
	enum status st = STATUS_OK;

	if (l == NULL)
		return err_set(e, ERR_MEMORY, "no memory to read the file");
	l->d = d;
	d->format = DROP_CSV;
	while (st == STATUS_OK && len > 0) {
		st = take_piece(l, data, len, e);
		if (st == STATUS_OK)
			st = source_next(s, &data, &len, e);
	}
	if (st == STATUS_OK && l->len > 0)
		st = take_line(l, e);
	free(l);
	return st;
}
