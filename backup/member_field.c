/*
 * In this order: writing one field, writing a row, reading one field, reading a row. Both switches
 * over the types of fields have a case for each type and no default.
 *
 * Invariant: a row that was written is read again as the same row, but for bytes that no document
 * may hold.
 */
#include "backup/member_field.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "chain/member.h"
#include "chain/sentence.h"

/* The most members that a row has, with those beside its own and the NULL. */
#define MEMBERS 40

/* The longest text of a row is a path, and cleaning makes three bytes of one. */
#define CLEAN_SIZE (3 * 1024)

static const void *at(const void *row, const struct member_field *f)
{
	return (const char *)row + f->offset;
}

/* The path of a file may have bytes that no document may hold. */
static void write_text(struct json *object, const char *name, const char *text)
{
	char clean[CLEAN_SIZE];

	text_clean(clean, sizeof(clean), text, strlen(text));
	json_add_text(object, name, clean);
}

static void write_sentence(struct json *object, const char *name, const struct sentence *s)
{
	struct buf line;

	buf_init(&line, 4 * KIB);
	sentence_store(&line, s);
	json_add_text(object, name, buf_str(&line));
	buf_release(&line);
}

static void write_time(struct json *object, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	clock_format_rfc3339(text, seconds);
	json_add_text(object, name, text);
}

static bool is_zero(const void *data, size_t len)
{
	const unsigned char *byte = data;

	for (size_t i = 0; i < len; i++)
		if (byte[i] != 0)
			return false;
	return true;
}

static void write_field(struct json *object, const struct member_field *f, const void *row)
{
	const void *value = at(row, f);
	unsigned word;

	switch (f->type) {
	case FIELD_TEXT: write_text(object, f->name, value); break;
	case FIELD_ADDRESS: member_add_address(object, f->name, value); break;
	case FIELD_HASH: member_add_hash(object, f->name, value); break;
	case FIELD_U256: member_add_u256(object, f->name, value); break;
	case FIELD_U64: json_add_u64(object, f->name, *(const uint64_t *)value); break;
	case FIELD_U32: json_add_u64(object, f->name, *(const uint32_t *)value); break;
	case FIELD_I64: json_add_u64(object, f->name, (uint64_t) * (const int64_t *)value); break;
	case FIELD_TIME: write_time(object, f->name, *(const int64_t *)value); break;
	case FIELD_FLAG: json_add_bool(object, f->name, *(const bool *)value); break;
	case FIELD_SENTENCE: write_sentence(object, f->name, value); break;
	case FIELD_WORD:
		word = *(const unsigned *)value;
		json_add_text(object, f->name, word < f->n_words ? f->words[word] : "");
		break;
	}
}

void member_field_write(struct json *object, const struct row_format *format, const void *row)
{
	for (size_t i = 0; i < format->n; i++) {
		const struct member_field *f = &format->fields[i];

		/* Texts are zero behind their end only when somebody saw to it. */
		bool empty = f->type == FIELD_TEXT ? *(const char *)at(row, f) == '\0'
						   : is_zero(at(row, f), f->size);

		if (!empty || f->type == FIELD_WORD)
			write_field(object, f, row);
	}
}

/* Refuses a value by the name of its member. */
static enum status wrong(const struct member_field *f, struct err *e)
{
	return err_set(e, ERR_PARSE, "\"%s\" is not what it may be", f->name);
}

static enum status read_text(void *value, const struct member_field *f, const struct json *object,
			     struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, f->name, e);

	if (s == STATUS_OK)
		text_clean(value, f->size, text, strlen(text));
	return s;
}

/* Numbers are decimal strings, which json_get_u64() reads without rounding. */
static enum status read_number(uint64_t *out, const struct member_field *f, uint64_t most,
			       const struct json *object, struct err *e)
{
	enum status s = json_get_u64(out, object, f->name, e);

	return s == STATUS_OK && *out > most ? wrong(f, e) : s;
}

/* A word that is not listed is not taken for the first one. */
static enum status read_word(unsigned *out, const struct member_field *f, const struct json *object,
			     struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, f->name, e);

	for (size_t i = 0; s == STATUS_OK && i < f->n_words; i++) {
		if (f->words[i] == NULL || strcmp(f->words[i], text) != 0)
			continue;
		*out = (unsigned)i;
		return STATUS_OK;
	}
	return s == STATUS_OK ? wrong(f, e) : s;
}

static enum status read_time(int64_t *out, const struct member_field *f, const struct json *object,
			     struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, f->name, e);

	if (s == STATUS_OK && clock_parse_rfc3339(out, text, strlen(text)) != STATUS_OK)
		return wrong(f, e);
	return s;
}

static enum status read_sentence(struct sentence *out, const struct member_field *f,
				 const struct json *object, struct err *e)
{
	const char *line;
	enum status s = json_get_text(&line, object, f->name, e);

	if (s == STATUS_OK && sentence_load(out, line, strlen(line)) != STATUS_OK)
		return wrong(f, e);
	return s;
}

static enum status read_flag(bool *out, const struct member_field *f, const struct json *object,
			     struct err *e)
{
	const struct json *value = json_get(object, f->name);

	*out = json_truth(value);
	return json_is_bool(value) ? STATUS_OK : wrong(f, e);
}

static enum status read_field(void *row, const struct member_field *f, const struct json *object,
			      struct err *e)
{
	void *value = (char *)row + f->offset;
	uint64_t number = 0;
	enum status s = STATUS_OK;

	switch (f->type) {
	case FIELD_TEXT: return read_text(value, f, object, e);
	case FIELD_ADDRESS: return member_address(value, object, f->name, e);
	case FIELD_HASH: return member_hash(value, object, f->name, e);
	case FIELD_U256: return member_u256(value, object, f->name, e);
	case FIELD_U64: return json_get_u64(value, object, f->name, e);
	case FIELD_U32:
		s = read_number(&number, f, UINT32_MAX, object, e);
		*(uint32_t *)value = (uint32_t)number;
		return s;
	case FIELD_I64:
		s = read_number(&number, f, INT64_MAX, object, e);
		*(int64_t *)value = (int64_t)number;
		return s;
	case FIELD_TIME: return read_time(value, f, object, e);
	case FIELD_FLAG: return read_flag(value, f, object, e);
	case FIELD_SENTENCE: return read_sentence(value, f, object, e);
	case FIELD_WORD: return read_word(value, f, object, e);
	}
	return s;
}

enum status member_field_read(void *row, const struct row_format *format, const struct json *object,
			      const char *const *more, struct err *e)
{
	const char *known[MEMBERS];
	size_t n = 0;
	enum status s;

	for (; n < format->n && n + 1 < MEMBERS; n++)
		known[n] = format->fields[n].name;
	for (; more != NULL && *more != NULL && n + 1 < MEMBERS; more++)
		known[n++] = *more;
	known[n] = NULL;
	memset(row, 0, format->size);
	if (!json_is_object(object))
		return err_set(e, ERR_PARSE, "a row is no object");
	s = json_only(object, known, e);
	for (size_t i = 0; i < format->n && s == STATUS_OK; i++) {
		const struct member_field *f = &format->fields[i];

		if (f->type == FIELD_WORD || json_get(object, f->name) != NULL)
			s = read_field(row, f, object, e);
	}
	return s;
}
