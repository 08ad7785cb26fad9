/*
 * Bytes as text in hex: "0x" and two digits a byte. Both cases are read, lower case is written.
 */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stdint.h>

#include "base/status.h"

/*
 * Reads "0x" and exactly 2*`len` hex digits of either case, the whole of `text`.
 * Out: `len` bytes. Returns: STATUS_OK, ERR_PARSE (output is then undefined).
 */
MUST_CHECK enum status hex_parse(uint8_t *out, size_t len, const char *text, size_t text_len);

/*
 * Reads "0x" and an even number of hex digits of either case; at most `cap` bytes.
 * Out: the bytes and their number. Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT.
 */
MUST_CHECK enum status hex_parse_var(uint8_t *out, size_t *len, size_t cap, const char *text,
				     size_t text_len);

/* The value of a hex digit, or -1 for any other character. Independent of the locale. */
int hex_digit(char c);

/* Writes "0x", 2*`len` lower-case digits and a zero byte: 2*len+3 bytes. */
void hex_format(char *out, const uint8_t *data, size_t len);

#endif
