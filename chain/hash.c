#include "chain/hash.h"

#include <string.h>
#include <strings.h>

#include "base/hex.h"

/* Public values only: the time tells where two of them differ. */
bool hash_equal(const struct hash *a, const struct hash *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

bool hash_is_zero(const struct hash *h)
{
	static const struct hash zero;

	return hash_equal(h, &zero);
}

void hash_format(char out[static HASH_TEXT_SIZE], const struct hash *h)
{
	hex_format(out, h->bytes, sizeof(h->bytes));
}

enum status hash_parse(struct hash *out, const char *text, size_t len)
{
	struct hash h;

	if (hex_parse(h.bytes, sizeof(h.bytes), text, len) != STATUS_OK)
		return ERR_PARSE;
	*out = h;
	return STATUS_OK;
}

/* Digits that a person types at least: fewer may be a word. */
#define MEANT_DIGITS 4

/* Moves past an ellipsis, as lists show it with and without UTF-8. NULL when none is there. */
static const char *after_ellipsis(const char *text)
{
	static const char *const forms[] = {"\xE2\x80\xA6", "...", ".."};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++)
		if (strncmp(text, forms[i], strlen(forms[i])) == 0)
			return text + strlen(forms[i]);
	return NULL;
}

bool hash_is_meant(const struct hash *h, const char *text)
{
	char whole[HASH_TEXT_SIZE];
	const char *digits = whole + 2, *end;
	size_t n, m;

	hash_format(whole, h);
	if (strncasecmp(text, "0x", 2) == 0)
		text += 2;
	/* Digits behind an ellipsis count from the end, so that the two parts never overlap. */
	n = strspn(text, "0123456789abcdefABCDEF");
	if (n < MEANT_DIGITS || n > strlen(digits) || strncasecmp(text, digits, n) != 0)
		return false;
	if (text[n] == '\0')
		return true;
	end = after_ellipsis(text + n);
	m = end != NULL ? strlen(end) : 0;
	return end != NULL && n + m <= strlen(digits) &&
	       strcasecmp(end, digits + strlen(digits) - m) == 0;
}
