/* The reason that a contract gives when it refuses a call. */
#ifndef CLIENT_REVERT_H
#define CLIENT_REVERT_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

/*
 * Writes the reason in the `len` bytes that a contract returned when it reverted: the text of
 * Error(string), the code of Panic(uint256), or the name or selector of a custom error. Cleaned; ""
 * when there are fewer than 4 bytes.
 */
void revert_reason(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len);

#endif
