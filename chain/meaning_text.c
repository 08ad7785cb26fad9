/*
 * Filling in the places of a text. fill() goes over it and asks add_place() for each; that finds
 * the value and chooses by what follows the name: an amount (add_amount), a time (add_time), or the
 * value's own type (add_value). Each has two forms: whole, for a sentence, and brief, for words
 * that a person types.
 */
#include "chain/meaning_text.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

/* After the year 9999 there is no date that a person reads. */
#define LAST_SECOND 253402300799U

/* A place that is being filled in. */
struct filling {
	struct sentence *out;
	const struct meaning_source *source;
	const struct meaning_view *view;
	size_t element;
	bool brief;
};

/* The profile's symbol is the only name that a token has here: its own could be anybody's. */
static const struct profile_token *pinned(const struct filling *f, const struct address *a)
{
	return f->view->profile != NULL ? profile_token(f->view->profile, a) : NULL;
}

/* "0x12ab": enough to be typed. Whoever types it has the whole address in the sentence above. */
static void add_brief_hex(struct sentence *out, const char *text)
{
	sentence_add(out, "%.6s", text);
}

static void add_address(const struct filling *f, const struct address *a)
{
	const struct profile_token *token = pinned(f, a);
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, a);
	if (token != NULL && f->brief) {
		sentence_add(f->out, "%s", token->symbol);
		return;
	}
	if (f->brief) {
		add_brief_hex(f->out, text);
		return;
	}
	sentence_add(f->out, "%s%s%s", token != NULL ? token->symbol : "", token != NULL ? " " : "",
		     text);
	if (f->view->signer != NULL && address_equal(a, f->view->signer))
		sentence_add(f->out, " (this account)");
}

/* Whether a number is so large that it stands for "everything". */
static bool is_unlimited(const struct meaning_value *v)
{
	struct u256 most = {{0}};

	if (v->bits == 256)
		return v->number.limb[3] >> 63 != 0;
	for (unsigned i = 0; i < v->bits; i++)
		most.limb[i / 64] |= 1ULL << (i % 64);
	return u256_compare(&v->number, &most) == 0;
}

static void add_number(const struct filling *f, const struct meaning_value *v)
{
	char digits[U256_DECIMAL_SIZE];

	u256_format(digits, &v->number);
	sentence_add(f->out, "%s", digits);
}

/* "25.5 OPEN", "UNLIMITED of 0x12ab": in the smallest unit when the profile has no decimals. */
static void add_units(const struct filling *f, const struct meaning_value *v, const char *symbol,
		      unsigned decimals, const struct address *token)
{
	char text[AMOUNT_TEXT_SIZE];

	if (is_unlimited(v)) {
		sentence_add(f->out, "UNLIMITED");
	} else if (symbol != NULL && !f->brief) {
		sentence_add_amount(f->out, &v->number, symbol, decimals, VALUE_EXACT);
		return;
	} else {
		amount_format_exact(text, &v->number, symbol != NULL ? decimals : 0);
		sentence_add(f->out, "%s", text);
	}
	if (symbol != NULL) {
		sentence_add(f->out, " %s", symbol);
		return;
	}
	sentence_add(f->out, f->brief || is_unlimited(v) ? " of " : " of the smallest unit of ");
	if (token != NULL)
		add_address(f, token);
	else
		sentence_add(f->out, "the chain's coin");
}

static bool is_name(const char *name, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(name, word, len) == 0;
}

/* An address that a member holds, or that @contract and @signer stand for. */
static enum status find_address(struct address *out, const struct filling *f, const char *name,
				size_t len)
{
	struct meaning_value v;
	enum status s = STATUS_OK;

	if (is_name(name, len, "@contract")) {
		*out = f->source->contract;
		return f->source->has_contract ? STATUS_OK : ERR_NOT_FOUND;
	}
	if (is_name(name, len, "@signer")) {
		*out = f->view->signer != NULL ? *f->view->signer : (struct address){{0}};
		return STATUS_OK;
	}
	s = meaning_source_get(&v, f->source, name, len, f->element);
	*out = v.address;
	return s == STATUS_OK && v.kind != EIP712_ADDRESS ? ERR_NOT_FOUND : s;
}

static void add_coins(const struct filling *f, const struct meaning_value *v)
{
	const struct profile *p = f->view->profile;

	add_units(f, v, p != NULL ? p->native_symbol : NULL, p != NULL ? p->native_decimals : 0,
		  NULL);
}

/* An amount without a contract is the amount of whatever contract it is shown to. */
static enum status add_amount(const struct filling *f, const struct meaning_value *v,
			      const char *token, size_t len)
{
	const struct profile_token *known;
	struct address a;
	enum status s;

	if (is_name(token, len, "@coin")) {
		add_coins(f, v);
		return STATUS_OK;
	}
	s = find_address(&a, f, token, len);
	if (s == ERR_NOT_FOUND && is_name(token, len, "@contract")) {
		add_number(f, v);
		sentence_add(f->out, " of ANY contract");
		return STATUS_OK;
	}
	if (s != STATUS_OK)
		return s;
	/* In a member the address 0 stands for the coin, at Safes and at exchanges. */
	if (address_is_zero(&a) && token[0] != '@') {
		add_coins(f, v);
		return STATUS_OK;
	}
	known = pinned(f, &a);
	add_units(f, v, known != NULL ? known->symbol : NULL, known != NULL ? known->decimals : 0,
		  &a);
	return STATUS_OK;
}

static void add_time(const struct filling *f, const struct meaning_value *v, bool zero_is_never)
{
	char text[CLOCK_RFC3339_SIZE];
	uint64_t seconds;

	if (u256_to_u64(&seconds, &v->number) != STATUS_OK || seconds > LAST_SECOND ||
	    (seconds == 0 && zero_is_never)) {
		sentence_add(f->out, "for ever (it NEVER ends)");
		return;
	}
	clock_format_rfc3339(text, (int64_t)seconds);
	sentence_add(f->out, "until %s", text);
	if (f->view->now != 0 && (int64_t)seconds < f->view->now)
		sentence_add(f->out, " (which is past)");
}

/* Bytes are told by their number and, as calldata, by the call that they begin with. */
static void add_bytes(const struct filling *f, const struct meaning_value *v)
{
	sentence_add(f->out, "%zu bytes", v->n);
	if (v->n >= 4 && v->text != NULL)
		sentence_add(f->out, " (%.10s...)", v->text);
	else if (v->n >= 4)
		sentence_add(f->out, " (0x%02x%02x%02x%02x...)", v->bytes[0], v->bytes[1],
			     v->bytes[2], v->bytes[3]);
}

/* bytesN lies in the high bytes of its word; the low ones are no part of it. */
static void add_word(const struct filling *f, const struct meaning_value *v)
{
	uint8_t word[32];
	struct hash hash;
	char text[HASH_TEXT_SIZE];

	u256_to_be(word, &v->number);
	memcpy(hash.bytes, word, sizeof(hash.bytes));
	hash_format(text, &hash);
	if (f->brief)
		add_brief_hex(f->out, text);
	else
		sentence_add(f->out, "%.*s", (int)(2 + v->bits / 4), text);
}

static void add_value(const struct filling *f, const struct meaning_value *v)
{
	switch (v->kind) {
	case EIP712_UINT: add_number(f, v); break;
	case EIP712_INT: sentence_add(f->out, "%s", v->text != NULL ? v->text : "a number"); break;
	case EIP712_ADDRESS: add_address(f, &v->address); break;
	case EIP712_BOOL:
		sentence_add(f->out, "%s", u256_is_zero(&v->number) ? "no" : "yes");
		break;
	case EIP712_FIXED_BYTES: add_word(f, v); break;
	case EIP712_BYTES: add_bytes(f, v); break;
	case EIP712_STRING: sentence_add(f->out, "a text of %zu bytes", v->n); break;
	case EIP712_UNKNOWN: sentence_add(f->out, "%zu item%s", v->n, v->n == 1 ? "" : "s"); break;
	}
}

/* Fills in the place whose `len` characters stand between the braces. */
static enum status add_place(const struct filling *f, const char *place, size_t len)
{
	const char *colon = memchr(place, ':', len);
	const char *at = place[0] != '@' ? memchr(place, '@', len) : NULL;
	size_t n = colon != NULL ? (size_t)(colon - place)
		   : at != NULL	 ? (size_t)(at - place)
				 : len;
	struct meaning_value v;
	struct address a;
	enum status s;

	if (place[0] == '@') {
		s = find_address(&a, f, place, len);
		if (s == STATUS_OK)
			add_address(f, &a);
		else
			sentence_add(f->out, "ANY contract");
		return STATUS_OK;
	}
	s = meaning_source_get(&v, f->source, place, n, f->element);
	if (s != STATUS_OK)
		return s;
	if (colon != NULL)
		return add_amount(f, &v, colon + 1, len - n - 1);
	if (at != NULL)
		add_time(f, &v, len > n + 1);
	else
		add_value(f, &v);
	return STATUS_OK;
}

/* The texts are constants of the tables, so that each brace has its other one. */
static enum status fill(const struct filling *f, const char *text)
{
	enum status s = STATUS_OK;

	while (s == STATUS_OK && *text != '\0') {
		size_t plain = strcspn(text, "{"), len;

		sentence_add(f->out, "%.*s", (int)plain, text);
		text += plain;
		if (*text == '\0')
			break;
		len = strcspn(text, "}");
		s = add_place(f, text + 1, len - 1);
		text += len + 1;
	}
	return s == STATUS_OK ? sentence_status(f->out) : s;
}

enum status meaning_text_sentence(struct sentence *out, const char *text,
				  const struct meaning_source *s, size_t element,
				  const struct meaning_view *view)
{
	const struct filling f = {.out = out, .source = s, .view = view, .element = element};

	return fill(&f, text);
}

enum status meaning_text_words(char *out, size_t cap, const char *text,
			       const struct meaning_source *s, size_t element,
			       const struct meaning_view *view)
{
	struct sentence brief = {.n = 0};
	const struct filling f = {
		.out = &brief, .source = s, .view = view, .element = element, .brief = true};
	const struct value_style style = {.ascii = true};
	enum status status = fill(&f, text);

	sentence_text(out, cap, &brief, &style);
	return status == STATUS_OK && strlen(brief.text) >= cap ? ERR_LIMIT : status;
}

enum status meaning_text_value(struct sentence *out, const struct meaning_value *v,
			       const struct meaning_view *view)
{
	const struct filling f = {.out = out, .view = view};

	add_value(&f, v);
	return sentence_status(out);
}
