/* A raw private key as text: 64 hex digits. From guarded memory into guarded memory. */
#ifndef WALLET_KEY_TEXT_H
#define WALLET_KEY_TEXT_H

#include "base/secret.h"
#include "wallet/curve.h"

#define KEY_TEXT_SIZE (2 + 2 * CURVE_KEY_SIZE) /* "0x" and the digits, without a final zero */

/*
 * Reads 64 hex digits in any case, with or without "0x", with white space of ASCII before and after
 * them. For every digit of a right text the same instructions run and the same memory is read; of a
 * wrong text the message tells the place of the fault and never a character.
 * Out:     CURVE_KEY_SIZE bytes, freed by the caller; NULL on failure
 * Returns: STATUS_OK; ERR_PARSE for another number of characters or one that is no digit; ERR_RANGE
 *          for 0 and for a number not below the order of the curve; ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status key_text_read(struct secret **key, const struct secret *text,
				     const struct curve *c, struct err *e);

/*
 * Writes "0x" and 64 lower-case digits, as key_text_read() reads them.
 * In:      key  CURVE_KEY_SIZE bytes
 * Out:     KEY_TEXT_SIZE bytes without a final zero, freed by the caller; NULL on failure
 * Returns: STATUS_OK, ERR_USAGE for another length, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status key_text_write(struct secret **text, const struct secret *key,
				      struct err *e);

#endif
