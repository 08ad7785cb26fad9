/*
 * Secrets in Unicode's form NFKD (UAX #15). An "é" is one character on one keyboard and an "e" with
 * an accent on another; in this form both are one passphrase.
 */
#ifndef BASE_NFKD_H
#define BASE_NFKD_H

#include <stdbool.h>

#include "base/secret.h"

/* Whether all of it is ASCII, which is in both forms. Nothing else is told by the time it takes. */
bool nfkd_is_ascii(const struct secret *text) NONNULL(1);

/*
 * Copies `text` in NFKD into guarded memory; a text that is not UTF-8 is copied as it is. No other
 * memory holds any of it. The time it takes tells nothing of ASCII but its length, and something of
 * other letters.
 * Out: the copy, freed by the caller.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status nfkd_secret(struct secret **out, const struct secret *text, struct err *e);

/* The same, with letters and their accents put together again: Unicode's form NFKC. */
MUST_CHECK enum status nfkd_secret_composed(struct secret **out, const struct secret *text,
					    struct err *e);

#endif
