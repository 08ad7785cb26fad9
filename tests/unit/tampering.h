/*
 * Altered requests. A request is a text, so that an alteration is two strings: what is found in it
 * and what stands there instead. Bytes are written in hex, with the headers of RLP left to the
 * brackets: "(04)" is a string, "[ … ]" a list; what stands outside of brackets is a byte as it is.
 * In JSON a single quote stands for a double one, and "<Mail(address to)>" for the declaration of a
 * type.
 */
#ifndef TESTS_UNIT_TAMPERING_H
#define TESTS_UNIT_TAMPERING_H

#include <string.h>

#include "tests/unit/wallet_agreed.h"

#include "base/hex.h"

/* --- writing bytes --- */

static inline void tampering_header(struct buf *out, uint8_t short_base, size_t len)
{
	if (len <= 55) {
		buf_add_byte(out, (uint8_t)(short_base + len));
		return;
	}
	buf_add_byte(out, (uint8_t)(short_base + 55 + (len > 0xff ? 2 : 1)));
	if (len > 0xff)
		buf_add_byte(out, (uint8_t)(len >> 8));
	buf_add_byte(out, (uint8_t)len);
}

/* Appends what stands up to the closing bracket, and returns what follows that. */
static inline const char *tampering_assemble(struct buf *out, const char *at)
{
	while (*at != '\0' && *at != ')' && *at != ']') {
		if (*at == ' ') {
			at++;
		} else if (*at == '(' || *at == '[') {
			const bool list = *at == '[';
			struct buf inner;

			buf_init(&inner, LIMIT_SMALL_FILE);
			at = tampering_assemble(&inner, at + 1);
			/* One small byte is its own string. */
			if (list || inner.len != 1 || inner.data[0] >= 0x80)
				tampering_header(out, list ? 0xc0 : 0x80, inner.len);
			buf_add(out, inner.data, inner.len);
			buf_release(&inner);
		} else {
			assert_true(hex_digit(at[0]) >= 0 && hex_digit(at[1]) >= 0);
			buf_add_byte(out, (uint8_t)(hex_digit(at[0]) << 4 | hex_digit(at[1])));
			at += 2;
		}
	}
	return *at != '\0' ? at + 1 : at;
}

static inline struct buf tampering_bytes(const char *text)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	assert_true(*tampering_assemble(&out, text) == '\0');
	return out;
}

/* Appends the JSON of "Mail(address to)>", and returns what follows. */
static inline const char *tampering_type(struct buf *out, const char *at)
{
	size_t n = strcspn(at, "(");

	buf_addf(out, "\"%.*s\":[", (int)n, at);
	at += n + 1;
	for (bool first = true; memcmp(at, ")>", 2) != 0; first = false) {
		const char *end = at;
		size_t type = strcspn(at, " ");

		while (*end != ',' && memcmp(end, ")>", 2) != 0)
			end++;
		buf_addf(out, "%s{\"name\":\"%.*s\",\"type\":\"%.*s\"}", first ? "" : ",",
			 (int)(end - at) - (int)type - 1, at + type + 1, (int)type, at);
		at = *end == ',' ? end + 1 : end;
	}
	buf_add_byte(out, ']');
	return at + 2;
}

static inline struct buf tampering_json(const char *text)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	while (*text != '\0') {
		if (*text == '<') {
			text = tampering_type(&out, text + 1);
			continue;
		}
		buf_add_byte(&out, *text == '\'' ? '"' : (uint8_t)*text);
		text++;
	}
	return out;
}

/* --- altering --- */

/* A NULL `find` is the whole. '?' in it is any character; '~' in `replace` a changed hex digit. */
struct tampering_edit {
	const char *find, *replace;
};

static inline bool tampering_matches(const char *at, const char *find)
{
	for (; *find != '\0'; at++, find++)
		if (*at == '\0' || (*find != '?' && *find != *at))
			return false;
	return true;
}

/* Alters the first place. The caller frees. NULL when there is none. */
static inline char *tampering_edited(const char *text, const struct tampering_edit *edit)
{
	const char *at = text;
	const size_t n = edit->find != NULL ? strlen(edit->find) : strlen(text);
	char *out = malloc(strlen(text) + strlen(edit->replace) + 1), *to;

	assert_non_null(out);
	while (edit->find != NULL && *at != '\0' && !tampering_matches(at, edit->find))
		at++;
	if (*at == '\0') {
		free(out);
		return NULL;
	}
	memcpy(out, text, (size_t)(at - text));
	to = out + (at - text);
	for (size_t i = 0; edit->replace[i] != '\0'; i++) {
		char c = edit->replace[i];

		*to++ = c == '?' ? at[i] : c == '~' ? (at[i] == '1' ? '2' : '1') : c;
	}
	memcpy(to, at + n, strlen(at + n) + 1);
	assert_string_not_equal(out, text);
	return out;
}

/* --- outcomes --- */

/*
 * Either it is refused, whoever asks for whatever by name, with this status; or it is shown as a
 * danger, and signed only by its name; or neither, and its review shows the altered value.
 */
struct tampering_outcome {
	enum status refused;
	uint32_t danger;
	const char *says; /* a part of the refusal, or of the review */
};

#define REFUSED(code, text)                                      \
	{                                                        \
		.refused = ERR_##code, .danger = 0, .says = text \
	}
#define SHOWN_AS(name, text)                          \
	{                                             \
		.danger = DANGER_##name, .says = text \
	}
#define SHOWN(text)          \
	{                    \
		.says = text \
	}

/* Rows with another outcome than theirs. All are told before the test fails. */
static size_t tampering_faults;

#define tampering_fault(...) (tampering_faults++, print_error(__VA_ARGS__))

static inline void tampering_end(void)
{
	const size_t n = tampering_faults;

	tampering_faults = 0;
	assert_int_equal(n, 0);
}

/* How the request is put to the signer. Returns: as the door. */
typedef enum status tampering_ask(const void *request, uint32_t allowed, struct err *e);

static inline void tampering_refused(const char *name, tampering_ask *ask, const void *request,
				     uint32_t allowed, const struct tampering_outcome *o,
				     enum status wanted)
{
	struct err e = {0};
	enum status s = ask(request, allowed, &e);

	if (s != wanted)
		tampering_fault("%s: %d, not %d: %s\n", name, s, wanted, e.text);
	if (strstr(e.text, o->says) == NULL)
		tampering_fault("%s: \"%s\" does not say \"%s\"\n", name, e.text, o->says);
}

static inline void tampering_signed(const char *name, tampering_ask *ask, const void *request,
				    uint32_t allowed)
{
	struct err e = {0};

	if (ask(request, allowed, &e) != STATUS_OK)
		tampering_fault("%s: not signed: %s\n", name, e.text);
}

/* `allowed` is what the request had to be asked for by before it was altered. */
static inline void tampering_judge(const char *name, tampering_ask *ask, const void *request,
				   uint32_t allowed, const struct tampering_outcome *o)
{
	const struct tampering_outcome any = {.says = "--allow"};

	if (o->refused != STATUS_OK) {
		tampering_refused(name, ask, request, 0, o, o->refused);
		tampering_refused(name, ask, request, DANGER_ALL, o, o->refused);
	} else if (o->danger != 0) {
		tampering_refused(name, ask, request, 0, o, ERR_REFUSED);
		tampering_refused(name, ask, request, DANGER_ALL & ~o->danger, &any, ERR_REFUSED);
		tampering_signed(name, ask, request, DANGER_ALL);
	} else {
		tampering_signed(name, ask, request, allowed);
	}
}

/* A kind of request: its bytes, how it is signed, and what a review shows of it. */
struct tampering_kind {
	struct buf (*write)(const char *text);
	tampering_ask *ask;
	void (*review)(struct buf *out, const struct buf *request);
};

static inline bool tampering_shows(const struct tampering_kind *kind, const struct buf *request,
				   const char *text)
{
	struct buf review;
	bool shows;

	kind->review(&review, request);
	shows = strstr(buf_str(&review), text) != NULL;
	buf_release(&review);
	return shows;
}

struct tampering_row {
	int base; /* the request that is altered */
	const char *name;
	struct tampering_edit edit;
	struct tampering_outcome outcome;
};

/* Alters `base`, which is signed when `allowed` was asked for, and judges the outcome. */
static inline void tampering_try(const struct tampering_row *row, const struct tampering_kind *kind,
				 const char *base, uint32_t allowed)
{
	const struct tampering_outcome *o = &row->outcome;
	char *text = tampering_edited(base, &row->edit);
	struct buf request, before = kind->write(base);

	if (text == NULL)
		fail_msg("%s: nothing to alter", row->name);
	request = kind->write(text);
	tampering_judge(row->name, kind->ask, &request, allowed, o);
	if (o->refused == STATUS_OK && o->danger == 0 &&
	    (!tampering_shows(kind, &request, o->says) || tampering_shows(kind, &before, o->says)))
		tampering_fault("%s: the review does not tell \"%s\"\n", row->name, o->says);
	buf_release(&request);
	buf_release(&before);
	free(text);
}

#endif
