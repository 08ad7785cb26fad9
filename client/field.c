#include "client/field.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

enum status field_hash(struct hash *out, const struct json *o, const char *name, struct err *e)
{
	return json_get_hex(out->bytes, sizeof(out->bytes), o, name, e);
}

enum status field_time(int64_t *out, const struct json *o, const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	if (s == STATUS_OK && clock_parse_rfc3339(out, text, strlen(text)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"%s\" is not a time", name);
	return s;
}

enum status field_text(char *out, size_t cap, const struct json *o, const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, o, name, e);

	if (s == STATUS_OK)
		text_clean(out, cap, text, strlen(text));
	return s;
}

enum status field_bool(bool *out, const struct json *o, const char *name, struct err *e)
{
	const struct json *v = json_get(o, name);

	if (!json_is_bool(v))
		return err_set(e, ERR_PARSE, "\"%s\" is neither true nor false", name);
	*out = json_truth(v);
	return STATUS_OK;
}

enum status field_same(const struct json *o, const char *name, const uint8_t *want, size_t len,
		       struct err *e)
{
	uint8_t got[32];
	enum status s = json_get_hex(got, len, o, name, e);

	if (s == STATUS_OK && memcmp(got, want, len) != 0)
		s = err_set(
			e, ERR_MISMATCH,
			"the datanet's \"%s\" is not the one in the network profile; do not use "
			"it before you know why",
			name);
	return s;
}

enum status field_same_address(const struct json *o, const char *name, const struct address *want,
			       struct err *e)
{
	return field_same(o, name, want->bytes, sizeof(want->bytes), e);
}

enum status field_distributor(const struct profile_distributor **out, const struct json *o,
			      const struct profile *p, struct err *e)
{
	struct address a;
	enum status s = json_get_hex(a.bytes, sizeof(a.bytes), o, "distributor", e);

	if (s != STATUS_OK)
		return s;
	*out = profile_distributor(p, &a);
	if (*out == NULL)
		return err_set(
			e, ERR_MISMATCH,
			"the datanet's \"distributor\" is not one of the network profile; do "
			"not use it before you know why");
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
	for (const struct json *v = json_first(list); v != NULL; v = json_next(v)) {
		const char *text = json_text(v);

		if (text == NULL || hash_parse(&proof[(*n)++], text, strlen(text)) != STATUS_OK)
			return err_set(e, ERR_PARSE, "\"proof\" holds something that is no hash");
	}
	return STATUS_OK;
}
