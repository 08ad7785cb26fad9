#include "chain/hash.h"

#include <string.h>

#include "base/hex.h"

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
