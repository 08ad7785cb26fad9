/* The reason that a contract gives when it refuses a call. */
#ifndef CLIENT_REVERT_H
#define CLIENT_REVERT_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

/*
 * Writes the reason in the `len` bytes that a contract returned when it reverted: the text of
 * Error(string) and the meaning of Panic(uint256) or of a custom error in plain words, with the
 * addresses and amounts in it; the selector of a custom error that is not known
 * (client/revert_known.h). Cleaned; "" when there are fewer than 4 bytes.
 */
void revert_reason(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len);

#endif
