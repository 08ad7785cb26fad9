/* The text of a licence in an attestation: an SPDX expression, or nothing. */
#ifndef CHAIN_LICENSE_TEXT_H
#define CHAIN_LICENSE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* The longest expression that byline attests has 63 bytes; a zero byte follows. */
#define LICENSE_TEXT_SIZE 64

/*
 * Copies a licence of `len` bytes. SPDX expressions are printable ASCII, so that text_clean() would
 * change nothing in an honest one.
 * Returns: STATUS_OK; ERR_LIMIT when it is longer, ERR_PARSE when a byte is not printable ASCII.
 */
MUST_CHECK enum status license_text_read(char out[static LICENSE_TEXT_SIZE], const uint8_t *text,
					 size_t len);

#endif
