/*
 * Solidity returns Error(string) for require() and revert(), Panic(uint256) for its own checks, and
 * custom errors, of which only the ones that tokens answer are known here by name.
 */
#include "client/revert.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/abi.h"

/* Errors that a token of today answers a transfer with (ERC-6093), by their selectors. */
static const struct {
	uint8_t selector[4];
	const char *reason;
} token_errors[] = {
	{{0xe4, 0x50, 0xd3, 0x8c}, "the account has too few tokens"},
	{{0xec, 0x44, 0x2f, 0x05}, "tokens cannot go to this address"},
};

/* An error that is not text: named, or its selector. */
static void format_custom_error(char out[static LIMIT_REMOTE_TEXT],
				const uint8_t selector[static 4])
{
	for (size_t i = 0; i < ARRAY_SIZE(token_errors); i++) {
		if (memcmp(selector, token_errors[i].selector, 4) == 0) {
			snprintf(out, LIMIT_REMOTE_TEXT, "%s", token_errors[i].reason);
			return;
		}
	}
	snprintf(out, LIMIT_REMOTE_TEXT, "error 0x%02x%02x%02x%02x", selector[0], selector[1],
		 selector[2], selector[3]);
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
		text_clean(out, LIMIT_REMOTE_TEXT, text, text_len);
	else if (memcmp(data, panic, 4) == 0 && abi_open(&r, data + 4, len - 4, 1) == STATUS_OK &&
		 abi_take_u64(&r, &code) == STATUS_OK && abi_close(&r) == STATUS_OK)
		snprintf(out, LIMIT_REMOTE_TEXT, "panic 0x%02llx", (unsigned long long)code);
	else
		format_custom_error(out, data);
}
