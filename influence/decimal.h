/* Real numbers as text, the same in every locale: in metadata, spec files and JSON. */
#ifndef INFLUENCE_DECIMAL_H
#define INFLUENCE_DECIMAL_H

#include "base/status.h"

/* Writes the shortest text of 1 to 17 significant digits that reads back to the same bits. */
#define DECIMAL_SIZE 32
void decimal_format(char out[static DECIMAL_SIZE], double v);

/*
 * Reads an optional '-', digits, and optionally a fraction and an exponent: a number of JSON's
 * grammar that is the whole of `text`, at most 64 bytes.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE when it is not finite.
 */
MUST_CHECK enum status decimal_parse(double *out, const char *text, size_t len);

#endif
