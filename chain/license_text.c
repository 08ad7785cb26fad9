#include "chain/license_text.h"

#include <string.h>

enum status license_text_read(char out[static LICENSE_TEXT_SIZE], const uint8_t *text, size_t len)
{
	if (len >= LICENSE_TEXT_SIZE)
		return ERR_LIMIT;
	for (size_t i = 0; i < len; i++)
		if (text[i] < 0x20 || text[i] > 0x7E)
			return ERR_PARSE;
	memcpy(out, text, len);
	out[len] = '\0';
	return STATUS_OK;
}
