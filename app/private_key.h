/* Private keys as text. */
#ifndef APP_PRIVATE_KEY_H
#define APP_PRIVATE_KEY_H

#include "base/secret.h"

/*
 * Reads 64 hex digits, with or without 0x, into 32 bytes that the caller frees. White space around
 * them does not matter. Neither a branch nor an address depends on a digit.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status parse_private_key(struct secret **key, const struct secret *text,
					 struct err *e);

#endif
