#include "base/parse.h"

enum status parse_u64(uint64_t *out, const char *text, size_t len)
{
	uint64_t v = 0;

	if (len == 0 || (len > 1 && text[0] == '0'))
		return ERR_PARSE;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return ERR_PARSE;
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(text[i] - '0'), &v))
			return ERR_RANGE;
	}
	*out = v;
	return STATUS_OK;
}
