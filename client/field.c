/*
 * The interface writes each value in one form only: hex in lower case, times to the second, no
 * empty texts. Anything else is refused, so that two clients cannot read a reply differently.
 */
#include "client/field.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "chain/member.h"

/* The length of "2026-01-02T03:04:05Z". */
#define TIME_LENGTH 20

enum status field_hash(struct hash *out, const struct json *o, const char *name, struct err *e)
{
	return member_hex(out->bytes, sizeof(out->bytes), o, name, e);
}

enum status field_hash_of(struct hash *out, const struct json *element, const char *name,
			  struct err *e)
{
	const char *text = json_text(element);

	if (text == NULL || strpbrk(text, "ABCDEF") != NULL ||
	    hash_parse(out, text, strlen(text)) != STATUS_OK)
		return err_set(e, ERR_PARSE, "\"%s\" holds something that is not a hash", name);
	return STATUS_OK;
}

enum status field_time(int64_t *out, const struct json *o, const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	if (s == STATUS_OK && (strlen(text) != TIME_LENGTH ||
			       clock_parse_rfc3339(out, text, TIME_LENGTH) != STATUS_OK))
		s = err_set(e, ERR_PARSE, "\"%s\" is not a time to the second", name);
	return s;
}

/* Counts the characters of a text, which is UTF-8 because it comes from JSON. */
static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

enum status field_text(char *out, size_t cap, const struct json *o, const char *name,
		       size_t longest, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	if (s != STATUS_OK)
		return s;
	if (text[0] == '\0')
		return err_set(e, ERR_PARSE, "\"%s\" is empty", name);
	if (characters(text) > longest)
		return err_set(e, ERR_LIMIT, "\"%s\" has more than %zu characters", name, longest);
	text_clean(out, cap, text, strlen(text));
	return STATUS_OK;
}

enum status field_bool(bool *out, const struct json *o, const char *name, struct err *e)
{
	const struct json *v = json_get(o, name);

	if (!json_is_bool(v))
		return err_set(e, ERR_PARSE, "\"%s\" is neither true nor false", name);
	*out = json_truth(v);
	return STATUS_OK;
}

/* Compares a member with `want`. ERR_MISMATCH (`e` untouched) for another value. */
static enum status compare(const struct json *o, const char *name, const uint8_t *want, size_t len,
			   struct err *e)
{
	uint8_t got[32];
	enum status s = member_hex(got, len, o, name, e);

	return s == STATUS_OK && memcmp(got, want, len) != 0 ? ERR_MISMATCH : s;
}

enum status field_same(const struct json *o, const char *name, const uint8_t *want, size_t len,
		       struct err *e)
{
	enum status s = compare(o, name, want, len, e);

	if (s == ERR_MISMATCH)
		s = err_set(
			e, s,
			"the datanet's \"%s\" is not the one in the network profile; do not use "
			"it before you know why",
			name);
	return s;
}

enum status field_asked(const struct json *o, const char *name, const uint8_t *want, size_t len,
			struct err *e)
{
	enum status s = compare(o, name, want, len, e);

	if (s == ERR_MISMATCH)
		s = err_set(e, s, "the datanet answers for another \"%s\" than was asked for",
			    name);
	return s;
}

enum status field_same_address(const struct json *o, const char *name, const struct address *want,
			       struct err *e)
{
	return field_same(o, name, want->bytes, sizeof(want->bytes), e);
}

/* The token depends on the distributor, so both are read together. */
enum status field_distributor(const struct profile_distributor **out, const struct json *o,
			      const struct profile *p, struct err *e)
{
	struct address a;
	enum status s = member_hex(a.bytes, sizeof(a.bytes), o, "distributor", e);

	if (s != STATUS_OK)
		return s;
	*out = profile_distributor(p, &a);
	if (*out == NULL || !profile_pays(p, (size_t)(*out - p->distributors)))
		return err_set(e, ERR_MISMATCH,
			       "the datanet's \"distributor\" is not a payer that the network "
			       "profile pins for it; do not use it before you know why");
	return field_same_address(o, "token", &(*out)->token, e);
}

enum status field_proof(struct hash proof[static LIMIT_MERKLE_DEPTH], size_t *n,
			const struct json *o, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, o, "proof", e);

	*n = 0;
	if (s != STATUS_OK)
		return s;
	if (json_count(list) > LIMIT_MERKLE_DEPTH)
		return err_set(e, ERR_LIMIT, "\"proof\" has more than %d steps",
			       LIMIT_MERKLE_DEPTH);
	for (const struct json *v = json_first(list); v != NULL && s == STATUS_OK; v = json_next(v))
		s = field_hash_of(&proof[(*n)++], v, "proof", e);
	return s;
}
