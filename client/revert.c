/*
 * Solidity returns Error(string) for require() and revert(), Panic(uint256) for its own checks, and
 * custom errors for the rest.
 */
#include "client/revert.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/abi.h"
#include "client/revert_known.h"

/* Writes the text of require(), with the words that explain it where they are known. */
static void write_text(char out[static LIMIT_REMOTE_TEXT], const uint8_t *text, size_t len)
{
	const char *words;
	size_t n;

	text_clean(out, LIMIT_REMOTE_TEXT, text, len);
	words = revert_known_text(out);
	n = strlen(out);
	if (words != NULL)
		snprintf(out + n, LIMIT_REMOTE_TEXT - n, " (%s)", words);
}

static void write_panic(char out[static LIMIT_REMOTE_TEXT], uint64_t code)
{
	const char *words = revert_known_panic(code);

	if (words == NULL)
		snprintf(out, LIMIT_REMOTE_TEXT, "panic 0x%02llx", (unsigned long long)code);
	else
		snprintf(out, LIMIT_REMOTE_TEXT, "%s (panic 0x%02llx)", words,
			 (unsigned long long)code);
}

void revert_reason(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len)
{
	static const uint8_t error_string[4] = {0x08, 0xc3, 0x79, 0xa0};
	static const uint8_t panic[4] = {0x4e, 0x48, 0x7b, 0x71};
	struct abi_reader r;
	const uint8_t *text;
	size_t text_len;
	uint64_t code;

	out[0] = '\0';
	if (len < 4)
		return;
	if (memcmp(data, error_string, 4) == 0 && abi_open(&r, data + 4, len - 4, 1) == STATUS_OK &&
	    abi_take_bytes(&r, &text, &text_len) == STATUS_OK && abi_close(&r) == STATUS_OK)
		write_text(out, text, text_len);
	else if (memcmp(data, panic, 4) == 0 && abi_open(&r, data + 4, len - 4, 1) == STATUS_OK &&
		 abi_take_u64(&r, &code) == STATUS_OK && abi_close(&r) == STATUS_OK)
		write_panic(out, code);
	else if (!revert_known_error(out, data, len))
		snprintf(out, LIMIT_REMOTE_TEXT, "error 0x%02x%02x%02x%02x", data[0], data[1],
			 data[2], data[3]);
}
