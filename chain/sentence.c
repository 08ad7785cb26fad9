/*
 * Sentences: made (sentence_add…), shown (sentence_text), kept (sentence_store, sentence_load).
 *
 * Invariant: `text` has exactly `n` bytes PLACE, one for each value in order; text that is added is
 * cleaned, so that no name from elsewhere brings a place, or a mark of a stored line, of its own.
 */
#include "chain/sentence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/parse.h"
#include "base/text.h"

/* In `text` the place of a value; in a stored line what stands before and behind one. */
#define PLACE '\x1f'

/*
 * The first byte of a stored line: text of before sentences never begins so. The next two may
 * follow it, in this order; each stands for a flag of the sentence.
 */
#define STORED	     '\x1e'
#define STORED_CUT   '\x1d'
#define STORED_PLAIN '\x1c'

/* Appends bytes as they are, unless something before them is missing. */
static void append(struct sentence *s, const char *text, size_t len)
{
	size_t used = strlen(s->text), room = sizeof(s->text) - 1 - used;

	if (s->cut)
		return;
	s->cut = len > room;
	len = len < room ? len : room;
	/* The text is cut between characters, so that it stays UTF-8. */
	while (s->cut && len > 0 && ((uint8_t)text[len] & 0xc0) == 0x80)
		len--;
	memcpy(s->text + used, text, len);
	s->text[used + len] = '\0';
}

/* A text that is longer fits no sentence. Cleaning makes three bytes of one. */
#define TEXT_SIZE (2 * SENTENCE_SIZE)

static void append_cleaned(struct sentence *s, const char *text, size_t len)
{
	char clean[3 * TEXT_SIZE];

	text_clean(clean, sizeof(clean), text, len < TEXT_SIZE ? len : TEXT_SIZE);
	append(s, clean, strlen(clean));
}

void sentence_add(struct sentence *s, const char *format, ...)
{
	char text[TEXT_SIZE] = "";
	va_list ap;

	va_start(ap, format);
	s->cut = vsnprintf(text, sizeof(text), format, ap) < 0 || s->cut;
	va_end(ap);
	append_cleaned(s, text, strlen(text));
}

/* How a type is named in a stored line; 0 for one that no sentence has. */
static char letter_of(enum value_type type)
{
	switch (type) {
	case VALUE_AMOUNT: return 'a';
	case VALUE_COUNT: return 'c';
	case VALUE_BLOCK: return 'b';
	case VALUE_NUMBER: return 'n';
	case VALUE_TIME: return 't';
	case VALUE_TEXT:
	case VALUE_SENTENCE:
	case VALUE_ADDRESS:
	case VALUE_HASH:
	case VALUE_BYTES:
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL:
	case VALUE_DURATION:
	case VALUE_STATE:
	case VALUE_TRUST:
	case VALUE_FLAG: break;
	}
	return '\0';
}

void sentence_add_value(struct sentence *s, const struct value *v)
{
	const char place[] = {PLACE};

	if (!v->known || letter_of(v->type) == '\0' || s->n == SENTENCE_VALUES)
		s->cut = true;
	append(s, place, sizeof(place));
	if (!s->cut)
		s->values[s->n++] = *v;
}

void sentence_add_amount(struct sentence *s, const struct u256 *raw, const char *symbol,
			 unsigned decimals, unsigned places)
{
	struct value v = {.type = VALUE_AMOUNT, .places = (uint8_t)places};

	value_set_amount(&v, raw, symbol, decimals);
	sentence_add_value(s, &v);
}

void sentence_add_sentence(struct sentence *s, const struct sentence *other)
{
	size_t next = 0;

	s->plain = s->plain || other->plain;
	for (const char *c = other->text; *c != '\0'; c++) {
		size_t len = strcspn(c, (const char[]){PLACE, '\0'});

		append(s, c, len);
		c += len;
		if (*c == '\0')
			break;
		sentence_add_value(s, &other->values[next++]);
	}
	s->cut = s->cut || other->cut;
}

bool sentence_is_empty(const struct sentence *s)
{
	return s->text[0] == '\0' && !s->cut;
}

/* Every digit of a plain text may be an amount's. */
static void hide_digits(char *text)
{
	for (; *text != '\0'; text++)
		if (*text >= '0' && *text <= '9')
			*text = '*';
}

void sentence_text(char *out, size_t cap, const struct sentence *s, const struct value_style *style)
{
	char value[VALUE_TEXT_SIZE];
	size_t used = 0, next = 0;

	for (const char *c = s->text; *c != '\0' && used + 1 < cap; c++) {
		const char *unit;

		if (*c != PLACE || next == s->n) {
			out[used++] = *c;
			continue;
		}
		value_text(value, sizeof(value), &s->values[next], style);
		unit = value_unit(&s->values[next++]);
		snprintf(out + used, cap - used, "%s%s%s", value, unit[0] != '\0' ? " " : "", unit);
		used += strlen(out + used);
	}
	out[used] = '\0';
	if (s->cut)
		snprintf(out + used, cap - used, "%s", style->ascii ? ".." : "\xE2\x80\xA6");
	if (s->plain && style->hide)
		hide_digits(out);
}

enum status sentence_status(const struct sentence *s)
{
	return s->cut ? ERR_LIMIT : STATUS_OK;
}

/* Types have letters here, so that no number of an enum is kept. */
static void store_value(struct buf *out, const struct value *v)
{
	char raw[U256_DECIMAL_SIZE];

	buf_addf(out, "%c%c ", PLACE, letter_of(v->type));
	if (v->type == VALUE_AMOUNT) {
		u256_format(raw, &v->amount);
		buf_addf(out, "%s %u %u %s", raw, v->unit.decimals, v->places, v->unit.symbol);
	} else if (v->type == VALUE_TIME) {
		buf_addf(out, "%llu", (unsigned long long)v->time);
	} else {
		buf_addf(out, "%llu", (unsigned long long)v->number);
	}
	buf_add_byte(out, PLACE);
}

void sentence_store(struct buf *out, const struct sentence *s)
{
	size_t next = 0;

	if (!s->plain || s->cut || s->n > 0)
		buf_add_byte(out, STORED);
	if (s->cut)
		buf_add_byte(out, STORED_CUT);
	if (s->plain && (s->cut || s->n > 0))
		buf_add_byte(out, STORED_PLAIN);
	for (const char *c = s->text; *c != '\0'; c++) {
		if (*c == PLACE && next < s->n)
			store_value(out, &s->values[next++]);
		else
			buf_add_byte(out, (uint8_t)*c);
	}
}

/* Takes the bytes before the next space, or all that is left. */
static size_t word(struct cursor *c, const char **out)
{
	size_t len = 0;

	*out = (const char *)c->at;
	while (c->at < c->end && *c->at != ' ') {
		c->at++;
		len++;
	}
	c->at += c->at < c->end;
	return len;
}

/* Whether text of a stored line is as sentence_add() leaves it; damage could bring anything. */
static bool is_clean(const char *text, size_t len)
{
	char clean[3 * SENTENCE_SIZE];

	if (len >= SENTENCE_SIZE)
		return false;
	text_clean(clean, sizeof(clean), text, len);
	return strlen(clean) == len && memcmp(clean, text, len) == 0;
}

/* Reads "RAW DECIMALS PLACES SYMBOL"; the symbol comes last, since it may have spaces. */
static enum status load_amount(struct value *v, struct cursor *c)
{
	uint64_t decimals = 0, places = 0;
	const char *text;
	struct u256 raw;
	char symbol[sizeof(v->unit.symbol)];
	size_t len = word(c, &text);
	enum status s = u256_parse(&raw, text, len);

	if (s == STATUS_OK) {
		len = word(c, &text);
		s = parse_u64(&decimals, text, len);
	}
	if (s == STATUS_OK) {
		len = word(c, &text);
		s = parse_u64(&places, text, len);
	}
	if (s != STATUS_OK || decimals > UINT8_MAX || places > UINT8_MAX ||
	    cursor_left(c) >= sizeof(symbol) || !is_clean((const char *)c->at, cursor_left(c)))
		return ERR_PARSE;
	snprintf(symbol, sizeof(symbol), "%.*s", (int)cursor_left(c), (const char *)c->at);
	value_set_amount(v, &raw, symbol, (unsigned)decimals);
	v->places = (uint8_t)places;
	return STATUS_OK;
}

/* "a RAW DECIMALS PLACES SYMBOL" or "c NUMBER". */
static enum status load_value(struct sentence *s, const char *text, size_t len)
{
	static const enum value_type types[] = {VALUE_AMOUNT, VALUE_COUNT, VALUE_BLOCK,
						VALUE_NUMBER, VALUE_TIME};
	struct value v = {.type = VALUE_TEXT};
	struct cursor c = cursor_of(text, len);
	uint64_t number = 0;

	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (len > 2 && text[0] == letter_of(types[i]) && text[1] == ' ')
			v.type = types[i];
	if (v.type == VALUE_TEXT)
		return ERR_PARSE;
	c.at += 2;
	if (v.type == VALUE_AMOUNT) {
		if (load_amount(&v, &c) != STATUS_OK)
			return ERR_PARSE;
	} else if (parse_u64(&number, text + 2, len - 2) != STATUS_OK) {
		return ERR_PARSE;
	} else if (v.type == VALUE_TIME) {
		if (number > INT64_MAX)
			return ERR_PARSE;
		value_set_time(&v, (int64_t)number);
	} else {
		value_set_number(&v, number, true);
	}
	sentence_add_value(s, &v);
	return sentence_status(s) == STATUS_OK ? STATUS_OK : ERR_PARSE;
}

enum status sentence_load(struct sentence *out, const char *line, size_t len)
{
	const char *at, *end;
	bool inside = false, cut;

	*out = (struct sentence){.plain = len > 0 && line[0] != STORED};
	if (len == 0 || out->plain) {
		append_cleaned(out, line, len);
		return STATUS_OK;
	}
	at = line + 1;
	end = line + len;
	cut = at < end && *at == STORED_CUT;
	at += cut;
	out->plain = at < end && *at == STORED_PLAIN;
	at += out->plain;
	while (at <= end) {
		const char *next = memchr(at, PLACE, (size_t)(end - at));
		size_t n = (size_t)((next != NULL ? next : end) - at);

		if (inside && (next == NULL || load_value(out, at, n) != STATUS_OK))
			return ERR_PARSE;
		if (!inside && !is_clean(at, n))
			return ERR_PARSE;
		if (!inside)
			append(out, at, n);
		if (next == NULL)
			break;
		inside = !inside;
		at = next + 1;
	}
	/* A plain text that is whole and has no value is stored without any mark. */
	if (out->cut || (out->plain && !cut && out->n == 0))
		return ERR_PARSE;
	out->cut = cut;
	return STATUS_OK;
}
