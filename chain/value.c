/*
 * Values for people. Read the setters first: each decides when a value counts as known. Then comes
 * the text by type (text_of_…, value_text), then the order (value_compare) and the filter
 * (value_matches). Invariant: a value that is not known never reaches a function by type, since
 * each of the three asks first.
 */
#include "chain/value.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "chain/hash.h"
#include "chain/sentence.h"

/* Three dots stand for an amount that is hidden. */
#define HIDDEN "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"

#define INFLUENCE_PLACES 6
#define SHARE_PLACES	 1

/* Less than half of an influence's last place is shown as zero. */
#define INFLUENCE_LEAST 0.5e-6

void value_set_text(struct value *v, const char *text, size_t cap)
{
	v->text = text;
	v->len = strnlen(text, cap);
	v->known = v->len > 0;
}

void value_set_sentence(struct value *v, const struct sentence *s)
{
	v->sentence = s;
	v->known = !sentence_is_empty(s);
}

void value_set_address(struct value *v, const struct address *a)
{
	v->address = *a;
	v->known = !address_is_zero(a);
}

void value_set_hash(struct value *v, const struct hash *h)
{
	v->hash = *h;
	v->known = !hash_is_zero(h);
}

void value_set_number(struct value *v, uint64_t n, bool known)
{
	v->number = n;
	v->known = known;
}

void value_set_real(struct value *v, double x, bool known)
{
	v->real = x;
	v->known = known;
}

void value_set_time(struct value *v, int64_t seconds)
{
	v->time = seconds;
	v->known = seconds != 0;
}

void value_set_state(struct value *v, const char *word, unsigned place)
{
	v->text = word;
	v->len = strlen(word);
	v->number = place;
	v->known = true;
}

void value_set_trust(struct value *v, enum trust t)
{
	v->trust = t;
	v->known = true;
}

void value_set_flag(struct value *v, bool flag, const char *yes, const char *no)
{
	v->text = flag ? yes : no;
	v->len = strlen(v->text);
	v->number = flag;
	v->known = true;
}

void value_set_amount(struct value *v, const struct u256 *raw, const char *symbol,
		      unsigned decimals)
{
	size_t len = strnlen(symbol, sizeof(v->unit.symbol) - 1);

	v->amount = *raw;
	memcpy(v->unit.symbol, symbol, len);
	v->unit.symbol[len] = '\0';
	v->unit.decimals = (uint8_t)decimals;
	v->known = true;
}

/* The only place that decides how many digits of an amount people see. */
static void text_of_amount(char *out, size_t cap, const struct value *v,
			   const struct value_style *style)
{
	bool precise = v->places == VALUE_PRECISE;
	char text[AMOUNT_TEXT_SIZE];

	if (v->places == VALUE_EXACT || (precise && style->exact))
		amount_format_exact(text, &v->amount, v->unit.decimals);
	else if (v->places == VALUE_TOTAL)
		amount_format_total(text, &v->amount, v->unit.decimals);
	else
		amount_format(text, &v->amount, v->unit.decimals);
	snprintf(out, cap, "%s%s",
		 precise && !style->exact && amount_is_dust(&v->amount, v->unit.decimals)
			 ? "less than "
			 : "",
		 text);
}

/* Groups of three, as amounts have them. */
static void text_of_count(char *out, size_t cap, uint64_t n)
{
	struct u256 v = u256_from_u64(n);
	char text[AMOUNT_TEXT_SIZE];

	amount_format(text, &v, 0);
	snprintf(out, cap, "%s", text);
}

/* Powers of 1000; a size below 100 of a unit has one digit behind the point. */
static void text_of_bytes(char *out, size_t cap, uint64_t n)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	double v = (double)n;
	size_t u = 0;

	while (v >= 1000 && u + 1 < ARRAY_SIZE(units)) {
		v /= 1000;
		u++;
	}
	snprintf(out, cap, u > 0 && v < 100 ? "%.1f %s" : "%.0f %s", v, units[u]);
}

/* A zero has no sign, also when only rounding made it one. */
static void text_of_influence(char *out, size_t cap, double x)
{
	if (x < INFLUENCE_LEAST && x > -INFLUENCE_LEAST)
		snprintf(out, cap, "%.*f", INFLUENCE_PLACES, 0.0);
	else
		snprintf(out, cap, "%+.*f", INFLUENCE_PLACES, x);
}

static void text_of_time(char *out, size_t cap, int64_t seconds, bool narrow)
{
	char text[CLOCK_LOCAL_SIZE];

	if (narrow)
		clock_format_short(text, seconds);
	else
		clock_format_local(text, seconds);
	snprintf(out, cap, "%s", text);
}

static void text_of_address(char *out, size_t cap, const struct address *a,
			    const struct value_style *style)
{
	char text[ADDRESS_TEXT_SIZE];

	if (style->narrow)
		address_format_short(text, a, style->ascii);
	else
		address_format(text, a);
	snprintf(out, cap, "%s", text);
}

/* A narrow hash shows its first and its last two bytes, as a narrow address does. */
static void text_of_hash(char *out, size_t cap, const struct hash *h,
			 const struct value_style *style)
{
	char text[HASH_TEXT_SIZE];

	hash_format(text, h);
	if (style->narrow)
		snprintf(out, cap, "%.6s%s%s", text, style->ascii ? ".." : "\xE2\x80\xA6",
			 text + HASH_TEXT_SIZE - 5);
	else
		snprintf(out, cap, "%s", text);
}

void value_text(char *out, size_t cap, const struct value *v, const struct value_style *style)
{
	if (!v->known) {
		snprintf(out, cap, "%s", style->ascii ? "-" : "\xE2\x80\x93");
		return;
	}
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE:
	case VALUE_FLAG: snprintf(out, cap, "%.*s", (int)v->len, v->text); break;
	case VALUE_SENTENCE: sentence_text(out, cap, v->sentence, style); break;
	case VALUE_ADDRESS: text_of_address(out, cap, &v->address, style); break;
	case VALUE_HASH: text_of_hash(out, cap, &v->hash, style); break;
	case VALUE_COUNT:
	case VALUE_BLOCK: text_of_count(out, cap, v->number); break;
	case VALUE_NUMBER:
	case VALUE_DURATION: snprintf(out, cap, "%llu", (unsigned long long)v->number); break;
	case VALUE_BYTES: text_of_bytes(out, cap, v->number); break;
	case VALUE_AMOUNT:
		if (style->hide)
			snprintf(out, cap, "%s", HIDDEN);
		else
			text_of_amount(out, cap, v, style);
		break;
	case VALUE_INFLUENCE: text_of_influence(out, cap, v->real); break;
	case VALUE_SHARE: snprintf(out, cap, "%.*f", SHARE_PLACES, 100 * v->real); break;
	case VALUE_REAL: snprintf(out, cap, "%.*f", v->places, v->real); break;
	case VALUE_TIME: text_of_time(out, cap, v->time, style->narrow); break;
	case VALUE_TRUST:
		snprintf(out, cap, "%s",
			 style->words ? trust_word(v->trust) : trust_mark(v->trust, style->ascii));
		break;
	}
	if (style->ungrouped && value_is_number(v->type))
		amount_ungroup(out);
}

const char *value_unit(const struct value *v)
{
	if (!v->known)
		return "";
	if (v->type == VALUE_SHARE)
		return "%";
	return v->type == VALUE_DURATION ? "ms" : v->unit.symbol;
}

/* In the order of bytes, which for UTF-8 is that of characters; the shorter of equals first. */
static int compare_bytes(const void *a, size_t a_len, const void *b, size_t b_len)
{
	size_t n = a_len < b_len ? a_len : b_len;
	int c = n > 0 ? memcmp(a, b, n) : 0;

	return c != 0 ? c : (a_len > b_len) - (a_len < b_len);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Amounts of different tokens cannot be compared; each token's stay together. */
static int compare_amounts(const struct value *a, const struct value *b)
{
	int c = strcmp(a->unit.symbol, b->unit.symbol);

	return c != 0 ? c : u256_compare(&a->amount, &b->amount);
}

/* A list orders its states as they follow each other; words without a place go by letters. */
static int compare_states(const struct value *a, const struct value *b)
{
	int c = compare_numbers(a->number, b->number);

	return c != 0 ? c : compare_bytes(a->text, a->len, b->text, b->len);
}

/* Sentences are ordered as people see them; what hides an amount moves no row. */
static int compare_sentences(const struct sentence *a, const struct sentence *b)
{
	const struct value_style whole = {.hide = false};
	char x[SENTENCE_TEXT_SIZE], y[SENTENCE_TEXT_SIZE];

	sentence_text(x, sizeof(x), a, &whole);
	sentence_text(y, sizeof(y), b, &whole);
	return strcmp(x, y);
}

int value_compare(const struct value *a, const struct value *b)
{
	if (!a->known || !b->known)
		return (int)a->known - (int)b->known;
	switch (a->type) {
	case VALUE_TEXT: return compare_bytes(a->text, a->len, b->text, b->len);
	case VALUE_SENTENCE: return compare_sentences(a->sentence, b->sentence);
	case VALUE_ADDRESS: return memcmp(&a->address, &b->address, sizeof(a->address));
	case VALUE_HASH: return memcmp(&a->hash, &b->hash, sizeof(a->hash));
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_FLAG: return compare_numbers(a->number, b->number);
	case VALUE_AMOUNT: return compare_amounts(a, b);
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: return (a->real > b->real) - (a->real < b->real);
	case VALUE_TIME: return (a->time > b->time) - (a->time < b->time);
	case VALUE_STATE: return compare_states(a, b);
	case VALUE_TRUST: return (int)a->trust - (int)b->trust;
	}
	return 0;
}

/* Times are read from the left, as words are. */
bool value_is_number(enum value_type type)
{
	switch (type) {
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_AMOUNT:
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL:
	case VALUE_DURATION: return true;
	case VALUE_TEXT:
	case VALUE_SENTENCE:
	case VALUE_ADDRESS:
	case VALUE_HASH:
	case VALUE_TIME:
	case VALUE_STATE:
	case VALUE_TRUST:
	case VALUE_FLAG: break;
	}
	return false;
}

/* Letters of ASCII only: a filter is typed, names are as their makers wrote them. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* As strcasestr(), of bounded text and independent of the locale. */
static bool contains(const char *text, size_t len, const char *pattern)
{
	size_t n = strlen(pattern);

	for (size_t at = 0; at + n <= len; at++) {
		size_t i = 0;

		while (i < n && lower(text[at + i]) == lower(pattern[i]))
			i++;
		if (i == n)
			return true;
	}
	return false;
}

static bool digits_contain(uint64_t n, const char *pattern)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%llu", (unsigned long long)n);

	return contains(text, (size_t)len, pattern);
}

/* In a plain sentence an amount is text like any other. */
static bool sentence_contains(const struct sentence *s, const char *pattern)
{
	const struct value_style style = {.hide = !s->plain};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &style);
	return contains(text, strlen(text), pattern);
}

bool value_matches(const struct value *v, const char *pattern)
{
	char hex[HASH_TEXT_SIZE];

	if (!v->known)
		return false;
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE:
	case VALUE_FLAG: return contains(v->text, v->len, pattern);
	case VALUE_SENTENCE: return sentence_contains(v->sentence, pattern);
	case VALUE_ADDRESS:
		address_format(hex, &v->address);
		return contains(hex, strlen(hex), pattern);
	case VALUE_HASH: hash_format(hex, &v->hash); return contains(hex, strlen(hex), pattern);
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER: return digits_contain(v->number, pattern);
	case VALUE_AMOUNT: return contains(v->unit.symbol, strlen(v->unit.symbol), pattern);
	case VALUE_TRUST:
		return contains(trust_word(v->trust), strlen(trust_word(v->trust)), pattern);
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL:
	case VALUE_TIME: break;
	}
	return false;
}
