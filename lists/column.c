/*
 * Everything that is made from a column table. Values, order and filter come first, then JSON
 * (…_json), then CSV (…_csv), then lines with tabs (…_plain). Each of these asks once whether a
 * value is known, and then goes by its type in a function of its own. Invariant: a value that is
 * not known has no digits in any rendering: it is null in JSON (a text is ""), an empty field of
 * CSV, and "-" between tabs.
 */
#include "lists/column.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/zone.h"
#include "chain/member.h"
#include "chain/sentence.h"

const struct column *column_find(const struct column_table *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return &t->columns[i];
	return NULL;
}

/* Row `i` of rows that lie side by side. */
static const void *row_at(const struct column_table *t, const void *rows, size_t i)
{
	return (const uint8_t *)rows + i * t->row_size;
}

const void *column_row(const struct column_table *t, const struct snapshot *s, size_t i)
{
	size_t n;

	return row_at(t, t->rows(s, &n), i);
}

void column_value(struct value *out, const struct column *c, const struct snapshot *s,
		  const void *row)
{
	*out = (struct value){.type = c->type, .places = c->places};
	c->get(out, s, row);
}

void column_text(char *out, size_t cap, const struct column *c, const struct value *v,
		 const struct value_style *style)
{
	if (!v->known && c->missing != NULL)
		snprintf(out, cap, "%s", c->missing);
	else
		value_text(out, cap, v, style);
}

int column_compare(const struct column *c, const struct snapshot *s, const void *a, const void *b)
{
	struct value x, y;

	column_value(&x, c, s, a);
	column_value(&y, c, s, b);
	return value_compare(&x, &y);
}

/*
 * Owners that were met. The rows of several networks are mixed, and a value that comes from the
 * owner need not be taken anew for each of 20,000 rows. Owners that share a place forget each
 * other.
 */
struct met {
	struct snapshot_owner owners[64];
};

/* Whether the row's owner was met before; it is now. */
static bool meet(struct met *met, const struct snapshot_owner *of)
{
	struct snapshot_owner *place =
		&met->owners[(of->network * 7u + of->datanet * 3u + of->account) %
			     ARRAY_SIZE(met->owners)];
	bool again = memcmp(place, of, sizeof(*of)) == 0;

	*place = *of;
	return again;
}

bool column_hidden(const struct column_table *t, const struct column *c, const struct snapshot *s,
		   const void *rows, size_t n)
{
	const void *first = NULL;
	struct met met;
	struct value v;

	if (c->context == CONTEXT_NONE)
		return false;
	if (rows == NULL)
		rows = t->rows(s, &n);
	/* An owner of nothing, SNAPSHOT_NONE in all its members, has no value. */
	memset(&met, 0xff, sizeof(met));
	for (size_t i = 0; i < n; i++) {
		const void *row = row_at(t, rows, i);

		if ((c->flags & COLUMN_OWNED) != 0 && meet(&met, row))
			continue;
		column_value(&v, c, s, row);
		if (v.known && first != NULL && column_compare(c, s, first, row) != 0)
			return false;
		if (v.known)
			first = row;
	}
	return true;
}

bool column_row_matches(const struct column_table *t, const struct snapshot *s, const void *row,
			const char *pattern)
{
	/* The name of the only network is on no row: a filter that finds it would find all. */
	const bool one = s != NULL && s->n_networks < 2;
	struct value v;

	for (size_t i = 0; i < t->n; i++) {
		if ((t->columns[i].flags & COLUMN_SEARCHED) == 0 ||
		    (one && t->columns[i].context == CONTEXT_NETWORK))
			continue;
		column_value(&v, &t->columns[i], s, row);
		if (value_matches(&v, pattern))
			return true;
	}
	return pattern[0] == '\0';
}

/* A row that may be of any time is in none of the spans that a person asks for. */
bool column_row_is_within(const struct column_table *t, const struct snapshot *s, const void *row,
			  const struct column_span *span)
{
	const struct column *when = t->since != NULL ? column_find(t, t->since) : NULL;
	struct value v = {.known = false};

	if (span->from == 0 && span->until == 0)
		return true;
	if (when != NULL)
		column_value(&v, when, s, row);
	return v.known && v.time >= span->from && (span->until == 0 || v.time < span->until);
}

/* Every digit that the number is known to: influences are attested in 1e-18, shares are ratios. */
static const char *exact_format(const struct column *c)
{
	if (c->exact != NULL)
		return c->exact;
	return c->type == VALUE_INFLUENCE ? "%.9g" : "%.6g";
}

/* As a person reads it, but for amounts that only together say something: a finding's. */
static void add_sentence_json(struct json *object, const char *name, const struct sentence *s)
{
	const struct value_style whole = {.exact = true};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &whole);
	json_add_text(object, name, text);
}

/*
 * The type of a member is that of its column, however large the value is: what is counted or
 * numbered is a number, amounts, hashes and real numbers of which each digit matters are strings.
 */
static void add_known_json(struct json *object, const struct column *c, const struct value *v)
{
	char time[CLOCK_RFC3339_SIZE];

	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE: json_add_textf(object, c->name, "%.*s", (int)v->len, v->text); break;
	case VALUE_SENTENCE: add_sentence_json(object, c->name, v->sentence); break;
	case VALUE_ADDRESS: member_add_address(object, c->name, &v->address); break;
	case VALUE_HASH: json_add_hex(object, c->name, v->hash.bytes, sizeof(v->hash.bytes)); break;
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION: json_add_number(object, c->name, v->number); break;
	case VALUE_AMOUNT: member_add_amount(object, c->name, v); break;
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: json_add_textf(object, c->name, exact_format(c), v->real); break;
	case VALUE_TIME:
		clock_format_rfc3339(time, v->time);
		json_add_text(object, c->name, time);
		break;
	case VALUE_TRUST: json_add_text(object, c->name, trust_word(v->trust)); break;
	case VALUE_FLAG: json_add_bool(object, c->name, v->number != 0); break;
	}
}

/* Types whose values may be empty, which is no gap in what is known. */
static bool is_text(enum value_type type)
{
	return type == VALUE_TEXT || type == VALUE_SENTENCE;
}

struct json *column_row_json(const struct column_table *t, const struct snapshot *s,
			     const void *row)
{
	struct json *object = json_new_object();
	struct value v;

	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];

		column_value(&v, c, s, row);
		if (v.known)
			add_known_json(object, c, &v);
		else if (is_text(c->type))
			json_add_text(object, c->name, "");
		else
			json_add_null(object, c->name);
	}
	return object;
}

/* A field in quotes; a leading formula sign is kept from being run by a spreadsheet. */
static void add_quoted(struct buf *out, const char *text, size_t len)
{
	buf_add_byte(out, '"');
	if (len > 0 && memchr("=+-@", text[0], 4) != NULL)
		buf_add_byte(out, '\'');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			buf_add_byte(out, '"');
		buf_add_byte(out, (uint8_t)text[i]);
	}
	buf_add_byte(out, '"');
}

static void add_sentence(struct buf *out, const struct sentence *s)
{
	const struct value_style whole = {.exact = true};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &whole);
	add_quoted(out, text, strlen(text));
}

/* A word of byline's own stands bare, but for "sent, waiting". */
static void add_word(struct buf *out, const char *text, size_t len)
{
	if (memchr(text, ',', len) != NULL)
		add_quoted(out, text, len);
	else
		buf_add(out, text, len);
}

/* A spreadsheet takes numbers without quotes, groups and units. */
static void add_known_csv(struct buf *out, const struct column *c, const struct value *v,
			  bool zoned)
{
	char text[AMOUNT_TEXT_SIZE];

	switch (v->type) {
	case VALUE_TEXT: add_quoted(out, v->text, v->len); break;
	case VALUE_SENTENCE: add_sentence(out, v->sentence); break;
	case VALUE_STATE: add_word(out, v->text, v->len); break;
	case VALUE_ADDRESS:
		buf_add_str(out, "0x");
		buf_add_hex(out, v->address.bytes, sizeof(v->address.bytes));
		break;
	case VALUE_HASH:
		buf_add_str(out, "0x");
		buf_add_hex(out, v->hash.bytes, sizeof(v->hash.bytes));
		break;
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION: buf_addf(out, "%llu", (unsigned long long)v->number); break;
	case VALUE_AMOUNT:
		amount_format_exact(text, &v->amount, v->unit.decimals);
		buf_add_str(out, text);
		break;
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: buf_addf(out, exact_format(c), v->real); break;
	case VALUE_TIME:
		if (zoned)
			zone_format(text, v->time);
		else
			clock_format_rfc3339(text, v->time);
		buf_add_str(out, text);
		break;
	case VALUE_TRUST: buf_add_str(out, trust_word(v->trust)); break;
	case VALUE_FLAG: buf_add_str(out, v->number != 0 ? "yes" : "no"); break;
	}
}

void column_head_csv(struct buf *out, const struct column_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		buf_addf(out, "%s%s", i > 0 ? "," : "", t->columns[i].name);
	buf_add_str(out, "\r\n");
}

void column_row_csv(struct buf *out, const struct column_table *t, const struct snapshot *s,
		    const void *row, bool zoned)
{
	struct value v;

	for (size_t i = 0; i < t->n; i++) {
		if (i > 0)
			buf_add_byte(out, ',');
		column_value(&v, &t->columns[i], s, row);
		if (v.known)
			add_known_csv(out, &t->columns[i], &v, zoned);
		else if (is_text(v.type))
			buf_add_str(out, "\"\"");
	}
	buf_add_str(out, "\r\n");
}

/* A text in one cell: a tab or a line end in it would begin another. */
static void add_cell(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_add_byte(out, (uint8_t)text[i] < ' ' ? ' ' : (uint8_t)text[i]);
}

static void add_known_plain(struct buf *out, const struct column *c, const struct value *v)
{
	const struct value_style whole = {.exact = true, .ungrouped = true};
	char text[SENTENCE_TEXT_SIZE];

	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE: add_cell(out, v->text, v->len); break;
	case VALUE_SENTENCE:
		sentence_text(text, sizeof(text), v->sentence, &whole);
		add_cell(out, text, strlen(text));
		break;
	case VALUE_ADDRESS:
	case VALUE_HASH:
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_AMOUNT:
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL:
	case VALUE_TIME:
	case VALUE_TRUST:
	case VALUE_FLAG: add_known_csv(out, c, v, false); break;
	}
}

void column_head_plain(struct buf *out, const struct column_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];

		buf_addf(out, "%s%s", i > 0 ? "\t" : "", c->name);
		if ((c->flags & COLUMN_FIGURE) != 0)
			buf_addf(out, "\t%s_trust", c->name);
	}
	buf_add_byte(out, '\n');
}

void column_row_plain(struct buf *out, const struct column_table *t, const struct snapshot *s,
		      const void *row)
{
	struct value v;

	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];

		if (i > 0)
			buf_add_byte(out, '\t');
		column_value(&v, c, s, row);
		if (v.known)
			add_known_plain(out, c, &v);
		else
			buf_add_byte(out, '-');
		if ((c->flags & COLUMN_FIGURE) != 0)
			buf_addf(out, "\t%s", trust_word(v.known ? v.trust : TRUST_NONE));
	}
	buf_add_byte(out, '\n');
}
