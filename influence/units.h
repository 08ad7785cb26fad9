/* Influences by which is paid: signed integers in units of 1e-18, the same on every machine. */
#ifndef INFLUENCE_UNITS_H
#define INFLUENCE_UNITS_H

#include <stdint.h>

#include "base/status.h"

typedef __int128 int128; /* C has no name of its own for it */

/*
 * Computes out = v·10^18, rounded to the nearest integer, halves away from zero, exactly from the
 * bits of `v`.
 * Returns: STATUS_OK, ERR_RANGE when v is not finite or |v| >= 2^53.
 */
MUST_CHECK enum status units_from_double(int128 *out, double v);

/* Writes decimal digits, with a leading '-' when negative, and a zero byte. */
#define UNITS_SIZE 42
void units_format(char out[static UNITS_SIZE], int128 v);

#endif
