/* Nothing here is secret, so nothing here has to take the same time for all bytes. */
#include "wallet/keystore_member.h"

#include <string.h>

#include "base/hex.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Both are ASCII where they can be equal: `name` is ours. */
bool keystore_member_is(const char *text, const char *name)
{
	while (*text != '\0' && lower(*text) == *name) {
		text++;
		name++;
	}
	return *text == '\0' && *name == '\0';
}

enum status keystore_member_find(const struct json **out, const struct json *object,
				 const char *name, struct err *e)
{
	*out = NULL;
	for (const struct json *m = json_first(object); m != NULL; m = json_next(m)) {
		if (!keystore_member_is(json_name(m), name))
			continue;
		if (*out != NULL)
			return err_set(e, ERR_PARSE,
				       "the keystore has two members called \"%s\"; delete the "
				       "wrong one",
				       name);
		*out = m;
	}
	return STATUS_OK;
}

enum status keystore_member_need(const struct json **out, const struct json *object,
				 const char *name, bool is(const struct json *), struct err *e)
{
	enum status s = keystore_member_find(out, object, name, e);

	if (s == STATUS_OK && !is(*out))
		return err_set(e, ERR_PARSE,
			       "the keystore's member \"%s\" is missing or of another type; take "
			       "another copy of the file",
			       name);
	return s;
}

/* hex_parse() asks for "0x", which this format leaves out. */
static bool hex_bytes(uint8_t *out, const char *digits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(digits[2 * i]), low = hex_digit(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

enum status keystore_member_hex(uint8_t *out, size_t *len, size_t least, size_t most,
				const struct json *object, const char *name, struct err *e)
{
	const struct json *member;
	const char *text;
	size_t digits;
	enum status s = keystore_member_need(&member, object, name, json_is_string, e);

	if (s != STATUS_OK)
		return s;
	text = json_text(member);
	if (text[0] == '0' && lower(text[1]) == 'x')
		text += 2;
	digits = strlen(text);
	*len = digits / 2;
	if (digits % 2 != 0 || *len < least || *len > most || !hex_bytes(out, text, *len))
		return err_set(e, ERR_PARSE,
			       "the keystore's member \"%s\" is not %zu to %zu bytes in hex; take "
			       "another copy of the file",
			       name, least, most);
	return STATUS_OK;
}

/*
 * json_integer() answers ERR_RANGE for a fraction as for a number above 2^53, and both are told in
 * one sentence.
 */
enum status keystore_member_number(uint64_t *out, uint64_t most, const struct json *object,
				   const char *name, struct err *e)
{
	const struct json *member;
	int64_t v = 0;
	enum status s = keystore_member_need(&member, object, name, json_is_number, e);

	if (s != STATUS_OK)
		return s;
	s = json_integer(&v, member);
	if (s == ERR_PARSE || (s == STATUS_OK && v < 1))
		return err_set(e, ERR_PARSE,
			       "the keystore's member \"%s\" is not a whole number from 1; take "
			       "another copy of the file",
			       name);
	if (s != STATUS_OK || (uint64_t)v > most)
		return err_set(
			e, ERR_LIMIT,
			"the keystore's member \"%s\" is no whole number up to %llu, and more "
			"could bring this machine to a halt" KEYSTORE_EXPORT,
			name, (unsigned long long)most);
	*out = (uint64_t)v;
	return STATUS_OK;
}
